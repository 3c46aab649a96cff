import { type RawBuilder, sql } from 'kysely';
import type { DocumentStatus } from '../../domain/document-status.ts';
import type { Scope } from '../database.ts';

/** What narrows the kept figures. The days are due dates or payment days, not both. */
export interface FigureFilter {
  statuses?: readonly DocumentStatus[] | undefined;
  accountId?: string | undefined;
  dueFrom?: string | undefined;
  dueTo?: string | undefined;
  paidFrom?: string | undefined;
  paidTo?: string | undefined;
}

const figureFields: Record<keyof FigureFilter, true> = {
  statuses: true,
  accountId: true,
  dueFrom: true,
  dueTo: true,
  paidFrom: true,
  paidTo: true,
};

/** Whether the kept figures know what a filter finds. They do not know both days of one document together. */
export function isKept(filter: object): boolean {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined && value !== '');
  const names = given.map(([name]) => name);
  if (!names.every((name) => name in figureFields)) return false;
  const asks = (day: string) => names.some((name) => name.startsWith(day));
  return !(asks('due') && asks('paid'));
}

/** How many documents match, and what they come to in centavos: exact, and not counted. */
export async function findKeptTotals(
  scope: Scope,
  filter: FigureFilter,
): Promise<{ count: number; amountCents: number }> {
  const { rows } = await sql<{ count: number; amount_cents: number }>`
    select coalesce(sum(count), 0)::bigint as count, coalesce(sum(amount_cents), 0)::bigint as amount_cents
    from (${keptFigures(filter)}) figure
  `.execute(scope);
  const [row] = rows;
  return { count: row?.count ?? 0, amountCents: row?.amount_cents ?? 0 };
}

/**
 * The kept figures as rows with `status`, `account_id`, `day`, `count` and `amount_cents`, for a query that adds them up. One statement
 * sees each change once: before or after it was folded.
 */
export function keptFigures(filter: FigureFilter): RawBuilder<unknown> {
  const { statuses, accountId, dueFrom, dueTo, paidFrom, paidTo } = filter;
  const byPayment = paidFrom !== undefined || paidTo !== undefined;
  const [from, to] = byPayment ? [paidFrom, paidTo] : [dueFrom, dueTo];
  const matches = (day: RawBuilder<unknown>) => sql`
    ${statuses ? sql`status = any(${statuses}::text[])` : sql`true`}
    and ${accountId ? sql`account_id = ${accountId}` : sql`true`}
    and ${from ? sql`${day} >= ${from}::date` : sql`true`} and ${to ? sql`${day} <= ${to}::date` : sql`true`}`;
  const changeDay = byPayment ? sql`paid_on` : sql`due_date`;
  return sql`
    select status, account_id, day, count, amount_cents from document_figures
    where day_of = ${byPayment ? 'payment' : 'due'} and ${matches(sql`day`)}
    union all
    select status, account_id, ${changeDay}, count, amount_cents from document_figure_changes where ${matches(changeDay)}`;
}

/** At most so many changes are folded in one transaction. */
const foldedAtOnce = 5_000;

/**
 * Folds changes of any company into the kept figures, the oldest first. Runs as the upkeep. One at a time: a second one
 * does nothing. Returns whether there may be more.
 */
export async function foldFigureChanges(scope: Scope): Promise<boolean> {
  const lock = await sql<{ taken: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended('document figures', 0)) as taken
  `.execute(scope);
  if (!lock.rows[0]?.taken) return false;
  const { rows } = await sql<{ id: number; is_empty: boolean; taken: number }>`
    with taken as (
      delete from document_figure_changes
      where id in (select id from document_figure_changes order by id limit ${foldedAtOnce})
      returning *
    ), change as (
      select tenant_id, 'due' as day_of, due_date as day, status, account_id, count, amount_cents from taken
      union all
      select tenant_id, 'payment', paid_on, status, account_id, count, amount_cents from taken where paid_on is not null
    ), folded as (
      insert into document_figures as figure (tenant_id, day_of, day, status, account_id, count, amount_cents)
      select tenant_id, day_of, day, status, account_id, sum(count), sum(amount_cents) from change
      group by tenant_id, day_of, day, status, account_id
      on conflict (tenant_id, day_of, status, day, (coalesce(account_id, '00000000-0000-0000-0000-000000000000')))
      do update set count = figure.count + excluded.count, amount_cents = figure.amount_cents + excluded.amount_cents
      returning id, figure.count = 0 and figure.amount_cents = 0 as is_empty
    )
    select id, is_empty, (select count(*) from taken) as taken from folded
  `.execute(scope);
  await dropEmptyFigures(
    scope,
    rows.filter((row) => row.is_empty).map(({ id }) => id),
  );
  return rows[0]?.taken === foldedAtOnce;
}

/** A day on which no document is left in a status: all registered ones of it were paid, for example. */
async function dropEmptyFigures(scope: Scope, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`delete from document_figures where id = any(${ids}::bigint[])`.execute(scope);
}
