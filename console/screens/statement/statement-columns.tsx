import { Link } from '@tanstack/react-router';
import type { StatementLine } from '../../client/api.ts';
import type { Column } from '../../list/data-list.tsx';
import { Money } from '../../parts/money-text.tsx';
import { RowLink } from '../../parts/row-link.tsx';
import { Mark } from '../../parts/status-mark.tsx';
import { day, money } from '../../words/format.ts';
import { explanationLooks, kindLabels } from './statement-words.ts';

export const statementColumns: readonly Column<StatementLine>[] = [
  { id: 'date', label: 'Data', width: 104, wideOnly: true, cell: (row) => day(row.date) },
  {
    id: 'kind',
    label: 'Movimento',
    width: 178,
    narrow: 0,
    cell: (row) => (
      <>
        <span title={`${row.providerType}: ${row.description}`}>{kindLabels[row.kind]}</span>
        <span className="narrow-only quiet">
          {day(row.date)} · {row.number ?? row.description}
        </span>
      </>
    ),
  },
  {
    id: 'subject',
    label: 'Documento',
    width: 116,
    wideOnly: true,
    cell: (row) => <Subject line={row} />,
  },
  {
    id: 'description',
    label: 'Descrição no Asaas',
    wideOnly: true,
    cell: (row) => <span title={row.description}>{row.description || '—'}</span>,
  },
  {
    id: 'explanation',
    label: 'Conferência',
    width: 158,
    wideOnly: true,
    cell: (row) => <Explanation line={row} />,
  },
  {
    id: 'booked',
    label: 'Nos nossos livros',
    width: 138,
    align: 'right',
    roomyOnly: true,
    cell: (row) => (row.bookedCents === null ? '—' : <Money cents={row.bookedCents} />),
  },
  {
    id: 'amount',
    label: 'Valor',
    width: 112,
    narrow: 104,
    align: 'right',
    cell: (row) => (
      <b>
        <Money cents={row.amountCents} />
      </b>
    ),
  },
  {
    id: 'balance',
    label: 'Saldo',
    width: 112,
    narrow: 108,
    align: 'right',
    cell: (row) => <Money cents={row.balanceCents} />,
  },
];

/** What the line is of: a document, or a receipt that nobody assigned yet. */
export function Subject({ line: { documentId, number, receiptId } }: { line: StatementLine }) {
  if (documentId) {
    return (
      <RowLink to="/documentos/$id" id={documentId}>
        {number}
      </RowLink>
    );
  }
  if (!receiptId) return '—';
  return (
    <Link to="/recebimentos" tabIndex={-1} className="row-link">
      Não identificado
    </Link>
  );
}

function Explanation({ line: { explanation, bookedCents } }: { line: StatementLine }) {
  const look = explanationLooks[explanation];
  const books =
    bookedCents === null ? 'Nos nossos livros não há nada.' : `Nos nossos livros: ${money(bookedCents)}.`;
  return <Mark look={explanation === 'unexplained' ? { ...look, hint: `${look.hint} ${books}` } : look} />;
}
