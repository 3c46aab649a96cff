import { sql } from 'kysely';
import type { CalendarDate } from '../../domain/calendar.ts';
import type { Scope } from '../database.ts';
import type { StatementFilter } from './statement-lines.ts';

export interface StatementTotals {
  count: number;
  inCents: number;
  outCents: number;
  unexplainedCount: number;
  unexplainedCents: number;
  /** The balance after the last line; null when there is no line. */
  balanceCents: number | null;
  /** The difference between balances and lines: a line that Asaas does not show, or that was not read. */
  gapCents: number;
}

/** The sums of the lines of a period, by the days that are kept with the lines, and the balance after the last one. */
export async function findStatementTotals(
  scope: Scope,
  accountId: string,
  filter: Pick<StatementFilter, 'from' | 'to'>,
): Promise<StatementTotals> {
  const from = filter.from ?? '0001-01-01';
  const to = filter.to ?? '9999-12-31';
  const { rows } = await sql<StatementTotals>`
    with period as (
      select coalesce(sum(count), 0)::bigint as count, coalesce(sum(in_cents), 0)::bigint as in_cents,
        coalesce(sum(out_cents), 0)::bigint as out_cents,
        coalesce(sum(unexplained_count), 0)::bigint as unexplained_count,
        coalesce(sum(unexplained_cents), 0)::bigint as unexplained_cents,
        min(first_position) as first_position, max(last_position) as last_position
      from statement_days
      where account_id = ${accountId} and on_date between ${from}::date and ${to}::date
    )
    select count as "count", in_cents as "inCents", out_cents as "outCents",
      unexplained_count as "unexplainedCount", unexplained_cents as "unexplainedCents",
      last.balance_cents as "balanceCents",
      coalesce(last.balance_cents - (first.balance_cents - first.amount_cents) - (in_cents + out_cents), 0)::bigint as "gapCents"
    from period
    left join statement_lines first on first.account_id = ${accountId} and first.position = first_position
    left join statement_lines last on last.account_id = ${accountId} and last.position = last_position
  `.execute(scope);
  return rows[0] as StatementTotals; // An aggregate without groups has exactly one row.
}

/** The first and the last day of a period that have lines; null when none has. */
export interface StatementSpan {
  first: CalendarDate | null;
  last: CalendarDate | null;
}

/** By the days that are kept with the lines. */
export async function findStatementSpan(
  scope: Scope,
  accountId: string,
  { from = '0001-01-01', to = '9999-12-31' }: Pick<StatementFilter, 'from' | 'to'>,
): Promise<StatementSpan> {
  return scope
    .selectFrom('statement_days')
    .select((day) => [day.fn.min('on_date').as('first'), day.fn.max('on_date').as('last')])
    .where('account_id', '=', accountId)
    .where('on_date', '>=', from)
    .where('on_date', '<=', to)
    .executeTakeFirstOrThrow();
}
