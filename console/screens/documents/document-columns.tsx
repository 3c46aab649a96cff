import { Tooltip } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { Document, Flag } from '../../client/api.ts';
import type { Column } from '../../list/data-list.tsx';
import { RowLink } from '../../parts/row-link.tsx';
import { StatusMark } from '../../parts/status-mark.tsx';
import { day, instant, money, taxId, today } from '../../words/format.ts';
import { chargedCents } from '../../words/owed.ts';
import { flagLabels } from '../../words/statuses.ts';

/** Everything a list of documents can show; `shownAtFirst` until the clerk chooses. */
export const documentColumns: readonly Column<Document>[] = [
  {
    id: 'number',
    label: 'Documento',
    width: 132,
    narrow: 0,
    sort: 'number',
    cell: (row) => (
      <RowLink to="/documentos/$id" id={row.id} below={`${row.payer.name} · vence ${day(row.dueDate)}`}>
        {row.number}
      </RowLink>
    ),
  },
  {
    id: 'payer',
    label: 'Pagador',
    wideOnly: true,
    cell: (row) => <span title={row.payer.name}>{row.payer.name}</span>,
  },
  { id: 'taxId', label: 'CPF / CNPJ', width: 168, wideOnly: true, cell: (row) => taxId(row.payer.taxId) },
  {
    id: 'dueDate',
    label: 'Vencimento',
    width: 116,
    wideOnly: true,
    sort: 'dueDate',
    cell: (row) => <DueDate row={row} />,
  },
  {
    id: 'amount',
    label: 'Valor',
    width: 128,
    narrow: 108,
    align: 'right',
    sort: 'amountCents',
    cell: (row) => <span className="money">{money(chargedCents(row))}</span>,
  },
  { id: 'status', label: 'Situação', width: 168, narrow: 118, cell: (row) => <Standing row={row} /> },
  {
    id: 'ourNumber',
    label: 'Nosso número',
    width: 132,
    roomyOnly: true,
    cell: (row) => row.ourNumber ?? '—',
  },
  { id: 'paidOn', label: 'Pagamento', width: 108, wideOnly: true, cell: (row) => day(row.paidOn) },
  {
    id: 'received',
    label: 'Recebido',
    width: 128,
    align: 'right',
    wideOnly: true,
    cell: (row) => (row.settlement ? money(row.settlement.grossCents) : '—'),
  },
  { id: 'erpId', label: 'Código no ERP', width: 150, wideOnly: true, cell: (row) => row.erpId },
  {
    id: 'createdAt',
    label: 'Incluído em',
    width: 150,
    wideOnly: true,
    sort: 'createdAt',
    cell: (row) => instant(row.createdAt),
  },
];

export const shownAtFirst = ['number', 'payer', 'taxId', 'dueDate', 'amount', 'status', 'ourNumber'];

function DueDate({ row }: { row: Document }) {
  const isLate = row.status === 'overdue' || (row.status === 'pending' && row.dueDate < today());
  return (
    <span style={isLate ? { color: 'var(--bad)', fontWeight: 600 } : undefined}>{day(row.dueDate)}</span>
  );
}

function Standing({ row }: { row: Document }) {
  const marks = Object.keys(row.flags) as Flag[];
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 6 }}>
      <StatusMark status={row.status} />
      {marks.length > 0 && (
        <Tooltip label={marks.map((flag) => flagLabels[flag]).join(', ')}>
          <IconAlertTriangle
            size={16}
            color="var(--warn)"
            aria-label={marks.map((flag) => flagLabels[flag]).join(', ')}
            role="img"
          />
        </Tooltip>
      )}
    </span>
  );
}
