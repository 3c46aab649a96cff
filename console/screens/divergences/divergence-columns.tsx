import { Button, Group } from '@mantine/core';
import type { Divergence } from '../../client/api.ts';
import type { Column } from '../../list/data-list.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { RowLink } from '../../parts/row-link.tsx';
import { Mark } from '../../parts/status-mark.tsx';
import { day, instant } from '../../words/format.ts';
import { actorWords } from '../../words/timeline.ts';
import { fieldLabels, outcomeLooks, takeLabels, takenLook, valueWords } from './divergence-words.ts';
import type { Choice } from './use-divergences.ts';

interface Needs {
  writeReason: string | undefined;
  onTake: (choice: Choice) => void;
  onOpen: (divergence: Divergence) => void;
}

const facts: readonly Column<Divergence>[] = [
  {
    id: 'number',
    label: 'Documento',
    width: 120,
    narrow: 0,
    cell: (row) => (
      <RowLink
        to="/documentos/$id"
        id={row.documentId}
        below={`${fieldLabels[row.field]}: ${valueWords(row.field, row.ours)} → ${valueWords(row.field, row.theirs)}`}
      >
        {row.number}
      </RowLink>
    ),
  },
  { id: 'field', label: 'O que difere', width: 112, wideOnly: true, cell: (row) => fieldLabels[row.field] },
  { id: 'ours', label: 'Aqui', wideOnly: true, cell: (row) => <Value row={row} side="ours" /> },
  { id: 'theirs', label: 'No Asaas', wideOnly: true, cell: (row) => <Value row={row} side="theirs" /> },
  { id: 'found', label: 'Desde', width: 104, wideOnly: true, cell: (row) => day(row.foundAt) },
];

/** Of those that are over: how, when, and who decided. */
export const closedColumns: readonly Column<Divergence>[] = [
  ...facts,
  {
    id: 'outcome',
    label: 'Como terminou',
    width: 186,
    cell: (row) => row.outcome && <Mark look={outcomeLooks[row.outcome]} />,
  },
  { id: 'closed', label: 'Encerrada em', width: 146, wideOnly: true, cell: (row) => instant(row.closedAt) },
  {
    id: 'by',
    label: 'Por',
    width: 130,
    roomyOnly: true,
    cell: (row) => (row.taken ? actorWords(row.taken.by) : 'Sistema'),
  },
];

/** Of those that wait: the cure beside each. */
export function openColumns(needs: Needs): readonly Column<Divergence>[] {
  return [
    ...facts,
    {
      id: 'choice',
      label: 'Escolha',
      width: 274,
      narrow: 108,
      cell: (row) => <Choices row={row} {...needs} />,
    },
  ];
}

function Value({ row, side }: { row: Divergence; side: 'ours' | 'theirs' }) {
  const words = valueWords(row.field, row[side]);
  return <span title={words}>{words}</span>;
}

function Choices({ row, writeReason, onTake, onOpen }: Needs & { row: Divergence }) {
  if (row.taken) return <Mark look={takenLook(row.taken.take)} />;
  const isChoice = row.choices.ours.possible || row.choices.asaas.possible;
  if (!isChoice) {
    return (
      <Button
        size="compact-xs"
        variant="subtle"
        aria-label={`O que ajuda: ${fieldLabels[row.field]} de ${row.number}`}
        onClick={() => onOpen(row)}
      >
        Ver o que ajuda
      </Button>
    );
  }
  return (
    <>
      <Button
        size="compact-xs"
        variant="light"
        hiddenFrom="sm"
        aria-label={`Escolher: ${fieldLabels[row.field]} de ${row.number}`}
        onClick={() => onOpen(row)}
      >
        Escolher
      </Button>
      <Group gap={6} wrap="nowrap" visibleFrom="sm">
        {(['ours', 'asaas'] as const).map((take) => {
          const { possible, does } = row.choices[take];
          return (
            <ReasonedButton
              key={take}
              size="compact-xs"
              variant={take === 'ours' ? 'light' : 'default'}
              aria-label={`${takeLabels[take]}: ${fieldLabels[row.field]} de ${row.number}`}
              disabledReason={writeReason ?? (possible ? undefined : does)}
              onClick={() => onTake({ divergence: row, take })}
            >
              {takeLabels[take]}
            </ReasonedButton>
          );
        })}
      </Group>
    </>
  );
}
