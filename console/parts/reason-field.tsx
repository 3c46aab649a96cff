import { Textarea } from '@mantine/core';

interface Props {
  value: string;
  onChange: (reason: string) => void;
  isOptional?: boolean;
}

/** Why something is done. It stays on the document's timeline. */
export function ReasonField({ value, onChange, isOptional = false }: Props) {
  return (
    <Textarea
      label={isOptional ? 'Motivo (opcional)' : 'Motivo'}
      required={!isOptional}
      data-autofocus={!isOptional || undefined}
      maxLength={500}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
