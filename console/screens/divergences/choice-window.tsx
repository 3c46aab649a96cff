import { Group, SimpleGrid, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Divergence } from '../../client/api.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { Window } from '../../parts/window.tsx';
import { instant } from '../../words/format.ts';
import { fieldLabels, takeLabels, valueWords } from './divergence-words.ts';
import { useTaking } from './use-divergences.ts';

interface Props {
  divergence: Divergence;
  /** Why whoever is signed in may not choose. */
  writeReason: string | undefined;
  onClose: () => void;
}

/** Both values, and in words what each choice will do before it is made. */
export function ChoiceWindow({ divergence, writeReason, onClose }: Props) {
  const { field, number, documentId, foundAt } = divergence;
  const taking = useTaking(onClose);
  return (
    <Window onClose={onClose} size="lg" title={`${fieldLabels[field]} de ${number}`}>
      <Text size="sm" mb="sm">
        Diferença conhecida desde {instant(foundAt)}.{' '}
        <Link to="/documentos/$id" params={{ id: documentId }}>
          Abrir o documento
        </Link>
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {(['ours', 'asaas'] as const).map((take) => {
          const { possible, does } = divergence.choices[take];
          return (
            <section
              key={take}
              className="sheet"
              style={{ padding: 14, display: 'flex', flexDirection: 'column', gap: 8 }}
              aria-label={take === 'ours' ? 'Aqui' : 'No Asaas'}
            >
              <Text size="xs" className="quiet">
                {take === 'ours' ? 'Aqui' : 'No Asaas'}
              </Text>
              <Text fw={650} style={{ overflowWrap: 'anywhere' }}>
                {valueWords(field, take === 'ours' ? divergence.ours : divergence.theirs)}
              </Text>
              <Text size="sm" style={{ flex: 1 }}>
                {does}
              </Text>
              <ReasonedButton
                size="xs"
                variant={take === 'ours' ? 'filled' : 'default'}
                loading={taking.isPending && taking.variables?.take === take}
                disabledReason={writeReason ?? (possible ? undefined : does)}
                onClick={() => taking.wish({ divergence, take })}
              >
                {takeLabels[take]}
              </ReasonedButton>
            </section>
          );
        })}
      </SimpleGrid>
      {taking.isError && (
        <Group mt="sm">
          <ErrorNote error={taking.error} />
        </Group>
      )}
    </Window>
  );
}
