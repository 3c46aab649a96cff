import { ActionIcon, Checkbox, Popover, Stack } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconColumns3 } from '@tabler/icons-react';
import { useState } from 'react';
import type { Column } from './data-list.tsx';

/** The columns of a saved view, known by a text that changes with them. */
export interface KeptColumns {
  of: string;
  ids: readonly string[];
}

/**
 * Which columns a list shows: those of the view that is open, else those that this browser remembers. What is chosen while
 * a view is open lasts as long as the view, and leaves the browser's own choice alone.
 */
export function useColumns<Row>(
  name: string,
  columns: readonly Column<Row>[],
  atFirst: readonly string[],
  kept: KeptColumns | undefined,
) {
  const [own, setOwn] = useLocalStorage({ key: `columns.${name}`, defaultValue: [...atFirst] });
  const [changed, setChanged] = useState<KeptColumns | null>(null);
  const ids = !kept ? own : changed?.of === kept.of ? changed.ids : kept.ids;
  const known = columns.filter(({ id }) => ids.includes(id));
  const shown = known.length > 0 ? known : columns.filter(({ id }) => atFirst.includes(id));
  const toggle = (id: string) => {
    const now = shown.map((column) => column.id);
    const next = now.includes(id) ? now.filter((each) => each !== id) : [...now, id];
    if (kept) setChanged({ of: kept.of, ids: next });
    else setOwn(next);
  };
  return { shown, toggle, asKept: () => setChanged(null) };
}

interface ChoiceProps {
  columns: readonly Pick<Column<never>, 'id' | 'label'>[];
  shown: readonly Pick<Column<never>, 'id'>[];
  onToggle: (id: string) => void;
}

export function ColumnChoice({ columns, shown, onToggle }: ChoiceProps) {
  return (
    <Popover position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon variant="default" size="md" aria-label="Escolher colunas">
          <IconColumns3 size={16} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label="Colunas">
        <Stack gap={8}>
          {columns.map(({ id, label }) => (
            <Checkbox
              key={id}
              size="xs"
              label={label}
              checked={shown.some((column) => column.id === id)}
              disabled={shown.length === 1 && shown[0]?.id === id}
              onChange={() => onToggle(id)}
            />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
