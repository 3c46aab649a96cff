import { IconFileTypePdf, IconFileTypeZip } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { Document } from '../../client/api.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { boletosReason, saveBoletos } from './boletos.ts';

interface Props {
  chosen: readonly Document[];
  /** How many are marked, of which some may not be loaded yet. */
  marked: number;
}

/** The boletos of all that is marked, in one file. */
export function BoletoButtons({ chosen, marked }: Props) {
  const save = useMutation({
    mutationFn: (format: 'pdf' | 'zip') =>
      saveBoletos(
        chosen.map(({ id }) => id),
        format,
      ),
  });
  const reason = boletosReason(chosen, marked);
  return (
    <>
      {(['pdf', 'zip'] as const).map((format) => {
        const Icon = format === 'pdf' ? IconFileTypePdf : IconFileTypeZip;
        return (
          <ReasonedButton
            key={format}
            size="xs"
            variant="white"
            color="dark"
            loading={save.isPending && save.variables === format}
            disabledReason={reason}
            leftSection={<Icon size={14} aria-hidden />}
            onClick={() => save.mutate(format)}
          >
            Boletos ({format.toUpperCase()})
          </ReasonedButton>
        );
      })}
      {save.isError && <ErrorNote error={save.error} />}
    </>
  );
}
