import { ActionIcon, Checkbox, Popover, Stack } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconColumns3 } from '@tabler/icons-react';
import type { Column } from './data-list.tsx';

/** Which columns a list shows; each browser remembers it. */
export function useColumns<Row>(name: string, columns: readonly Column<Row>[], atFirst: readonly string[]) {
  const [shown, setShown] = useLocalStorage({ key: `columns.${name}`, defaultValue: [...atFirst] });
  const toggle = (id: string) =>
    setShown((now) => (now.includes(id) ? now.filter((each) => each !== id) : [...now, id]));
  /** At least one column is always shown, whatever a view kept. */
  const choose = (ids: readonly string[]) => {
    const known = columns.map(({ id }) => id).filter((id) => ids.includes(id));
    setShown(known.length > 0 ? known : [...atFirst]);
  };
  return { shown: columns.filter(({ id }) => shown.includes(id)), toggle, choose };
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
