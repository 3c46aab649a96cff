import type { Schemas } from '../../client/api.ts';
import type { Selection } from '../../list/selection.ts';
import { counted, money } from '../../words/format.ts';
import { chargedCents } from '../../words/owed.ts';

type Totals = Schemas['Totals'];

interface Row {
  id: string;
  amountCents: number;
  additionCents: number;
  rebateCents: number;
}

/** How many and how much is marked; of "all", what the API added up less what was unmarked again. */
export function markedTotals(selection: Selection, rows: readonly Row[], totals: Totals | undefined): Totals {
  const named = rows.filter((row) => selection.ids.has(row.id));
  const sum = named.reduce((cents, row) => cents + chargedCents(row), 0);
  if (!selection.all) return { count: selection.ids.size, amountCents: sum };
  return {
    count: (totals?.count ?? 0) - selection.ids.size,
    amountCents: (totals?.amountCents ?? 0) - sum,
  };
}

/** Always in sight: how many and how much the filter finds, and what of it is marked. */
export function ListTotals(props: {
  totals: Totals | undefined;
  selection: Selection;
  rows: readonly Row[];
}) {
  const { totals, selection, rows } = props;
  const marked = markedTotals(selection, rows, totals);
  return (
    <div className="list-foot" aria-live="polite">
      {totals ? (
        <span>
          {counted(totals.count, 'documento', 'documentos')}, <b>{money(totals.amountCents)}</b>
        </span>
      ) : (
        <span className="quiet">Somando…</span>
      )}
      {!selection.isEmpty && (
        <span>
          {counted(marked.count, 'marcado', 'marcados')}, <b>{money(marked.amountCents)}</b>
        </span>
      )}
    </div>
  );
}
