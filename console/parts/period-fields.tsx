import { Group } from '@mantine/core';
import type { RefObject } from 'react';
import { DateField } from './date-field.tsx';

type Day = string | null | undefined;

interface Props {
  /** What happens in the period, such as Vencimento. */
  label: string;
  from: Day;
  to: Day;
  onFrom: (day: string | null) => void;
  onTo: (day: string | null) => void;
  fieldRef?: RefObject<HTMLInputElement | null>;
}

/** The first and the last day of a filter, side by side. */
export function PeriodFields({ label, from, to, onFrom, onTo, fieldRef }: Props) {
  return (
    <Group gap={6} align="flex-end" wrap="nowrap">
      <DateField
        ref={fieldRef}
        size="xs"
        w={122}
        label={`${label} de`}
        value={from ?? null}
        onChange={onFrom}
      />
      <DateField
        size="xs"
        w={122}
        label="até"
        aria-label={`${label} até`}
        value={to ?? null}
        onChange={onTo}
      />
    </Group>
  );
}
