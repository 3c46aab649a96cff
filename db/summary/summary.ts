import { type RawBuilder, sql } from 'kysely';
import { addDays, type CalendarDate } from '../../domain/calendar.ts';
import type { DocumentStatus } from '../../domain/document-status.ts';
import type { Scope } from '../database.ts';
import { keptFigures } from '../documents/document-figures.ts';

export interface Figure {
  count: number;
  amountCents: number;
}

/** Whole days from a first to a last one, both included; null is without end. */
export interface Days {
  from: number | null;
  to: number | null;
}

export interface DocumentFigures {
  byStatus: Map<DocumentStatus, Figure>;
  /** In the order of the days asked for. */
  overdue: Figure[];
  due: Figure[];
}

/**
 * Documents by status, the overdue ones by the days since their due date, and the registered ones by the days until
 * theirs. From the kept figures, by one statement, so that the figures are of one moment and agree with each other.
 */
export async function findDocumentFigures(
  scope: Scope,
  asked: { accountId: string | undefined; today: CalendarDate; overdueSince: Days[]; dueIn: Days[] },
): Promise<DocumentFigures> {
  const { accountId, today, overdueSince, dueIn } = asked;
  const figures = sql`coalesce(sum(count), 0)::bigint as count, coalesce(sum(amount_cents), 0)::bigint as amount_cents`;
  const byDays = (figure: string, status: DocumentStatus, at: number, days: RawBuilder<unknown>) => sql`
    select ${sql.lit(figure)}, ${sql.lit(String(at))}, ${figures} from kept
    where status = ${sql.lit(status)} and ${days}`;
  const parts = [
    sql`select 'status' as figure, status as key, ${figures} from kept group by status`,
    ...overdueSince.map((days, at) => byDays('overdue', 'overdue', at, dueAgo(today, days))),
    ...dueIn.map((days, at) => byDays('due', 'registered', at, dueAhead(today, days))),
  ];
  const { rows } = await sql<{ figure: string; key: string; count: number; amount_cents: number }>`
    with kept as materialized (
      select status, day, sum(count) as count, sum(amount_cents) as amount_cents
      from (${keptFigures({ accountId })}) figure group by status, day
    )
    ${sql.join(parts, sql` union all `)}
  `.execute(scope);
  const of = (figure: string) =>
    rows
      .filter((row) => row.figure === figure)
      .map(({ key, count, amount_cents }) => [key, { count, amountCents: amount_cents }] as const);
  const inOrder = (figure: string) => {
    const found = new Map(of(figure));
    return Array.from({ length: found.size }, (_, at) => found.get(String(at)) as Figure);
  };
  const byStatus = new Map(of('status')) as Map<DocumentStatus, Figure>;
  return { byStatus, overdue: inOrder('overdue'), due: inOrder('due') };
}

function dueAgo(today: CalendarDate, { from, to }: Days) {
  return dueBetween(to === null ? null : addDays(today, -to), from === null ? null : addDays(today, -from));
}

function dueAhead(today: CalendarDate, { from, to }: Days) {
  return dueBetween(from === null ? null : addDays(today, from), to === null ? null : addDays(today, to));
}

function dueBetween(first: CalendarDate | null, last: CalendarDate | null) {
  return sql`${first === null ? sql`true` : sql`day >= ${first}::date`} and
    ${last === null ? sql`true` : sql`day <= ${last}::date`}`;
}

export interface Received {
  /** Receipts; what was undone or given back lowers the amounts, not the count. */
  count: number;
  grossCents: number;
  feeCents: number;
  netCents: number;
}

/** What the ledger says was received on each day of a period that has entries. Both ends are included. */
export async function findReceivedByDay(
  scope: Scope,
  accountId: string | undefined,
  { from, to }: { from: CalendarDate; to: CalendarDate },
): Promise<Map<CalendarDate, Received>> {
  const rows = await scope
    .selectFrom('ledger_entries')
    .select([
      'paid_on',
      sql<number>`count(*) filter (where gross_cents > 0)`.as('count'),
      sql<number>`coalesce(sum(gross_cents), 0)::bigint`.as('gross'),
      sql<number>`coalesce(sum(fee_cents), 0)::bigint`.as('fee'),
      sql<number>`coalesce(sum(net_cents), 0)::bigint`.as('net'),
    ])
    .where('paid_on', '>=', from)
    .where('paid_on', '<=', to)
    .$if(accountId !== undefined, (query) => query.where('account_id', '=', accountId as string))
    .groupBy('paid_on')
    .execute();
  return new Map(
    rows.map(({ paid_on, count, gross, fee, net }) => [
      paid_on,
      { count, grossCents: gross, feeCents: fee, netCents: net },
    ]),
  );
}

export interface TimeToSettle {
  count: number;
  /** From the registration to the settlement; null where nothing was settled. */
  averageSeconds: number | null;
  medianSeconds: number | null;
}

/** How long the documents took that were settled since an instant. */
export async function findTimeToSettle(
  scope: Scope,
  accountId: string | undefined,
  since: Date,
): Promise<TimeToSettle> {
  const seconds = sql<number>`extract(epoch from settled_at - registered_at)`;
  const row = await scope
    .selectFrom('documents')
    .select([
      sql<number>`count(*)`.as('count'),
      sql<number | null>`avg(${seconds})::float8`.as('average'),
      sql<number | null>`percentile_cont(0.5) within group (order by ${seconds})::float8`.as('median'),
    ])
    .where('settled_at', '>=', since)
    .where('registered_at', 'is not', null)
    .$if(accountId !== undefined, (query) => query.where('account_id', '=', accountId as string))
    .executeTakeFirstOrThrow();
  return { count: row.count, averageSeconds: row.average, medianSeconds: row.median };
}
