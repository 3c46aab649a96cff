import { Button, Group } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import type { FormEvent, ReactNode } from 'react';

interface Props {
  onSubmit: (event: FormEvent) => void;
  children: ReactNode;
  /** What stands behind the button. */
  after?: ReactNode;
}

/** The fields of a filter in a row. Enter or Filtrar asks. */
export function FilterForm({ onSubmit, children, after }: Props) {
  return (
    <search>
      <form onSubmit={onSubmit} className="no-print" aria-label="Filtro">
        <Group gap="sm" align="flex-end">
          {children}
          <Button size="xs" type="submit" leftSection={<IconFilter size={14} aria-hidden />}>
            Filtrar
          </Button>
          {after}
        </Group>
      </form>
    </search>
  );
}
