import { type RawBuilder, sql } from 'kysely';
import { type Expiring, keptDays } from '../../domain/retention.ts';
import type { Scope } from '../database.ts';

/** At most so many rows of a table are deleted in one transaction, so that nobody waits for it. */
export const deletedAtOnce = 1_000;

/** Which rows of each table have been kept long enough. The oldest are found by an index. */
const expired: Record<Expiring, (before: RawBuilder<unknown>) => RawBuilder<unknown>> = {
  // The next message about a receipt is numbered after the last one, which has no other counter: those stay.
  messages: (before) => sql`
    select id from messages where delivered_at < ${before} and workflow_type <> 'unidentifiedReceipt'
    order by delivered_at`,
  // The newest of an account stays: it proves that a webhook which a person set up delivers.
  provider_events: (before) => sql`
    select id from provider_events event where received_at < ${before} and exists (
      select 1 from provider_events later
      where later.account_id = event.account_id and later.received_at > event.received_at)
    order by received_at`,
  webhook_deliveries: (before) => sql`
    select id from webhook_deliveries where status <> 'waiting' and last_attempt_at < ${before}
    order by last_attempt_at`,
};

/**
 * Deletes what has been kept long enough, of any company, a thousand rows of one table at a time. Runs as the upkeep, which
 * may delete nothing else. One at a time: a second one does nothing. Returns how many rows went.
 */
export async function deleteExpired(scope: Scope, table: Expiring, now: Date): Promise<number> {
  const lock = await sql<{ taken: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`retention|${table}`}, 0)) as taken
  `.execute(scope);
  if (!lock.rows[0]?.taken) return 0;
  const before = sql`${now}::timestamptz - make_interval(days => ${keptDays[table]}::int)`;
  const { rows } = await sql<{ count: number }>`
    with gone as (
      delete from ${sql.table(table)}
      where id = any(array(select id from (${expired[table](before)} limit ${deletedAtOnce}) old)) returning 1
    )
    select count(*) as count from gone
  `.execute(scope);
  return rows[0]?.count ?? 0;
}
