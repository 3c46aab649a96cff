import { sql } from 'kysely';
import { anyOf } from '../any-of.ts';
import type { Scope } from '../database.ts';
import type { ItemOutcome } from '../tables/remittances.ts';

/** How many documents of a remittance have each outcome. `waiting` have none yet. */
export type RemittanceCounts = Record<'total' | 'waiting' | ItemOutcome, number>;

/** The counts of many remittances, with one query: kept, and not counted. */
export async function findRemittanceCounts(
  scope: Scope,
  remittanceIds: readonly string[],
): Promise<(remittanceId: string) => RemittanceCounts> {
  const { rows } = await sql<{ remittance_id: string; outcome: ItemOutcome | 'waiting'; count: number }>`
    select remittance_id, outcome, sum(count)::bigint as count
    from (
      select remittance_id, outcome, count from remittance_counts where remittance_id = ${anyOf(remittanceIds)}
      union all
      select remittance_id, outcome, count from remittance_count_changes where remittance_id = ${anyOf(remittanceIds)}
    ) kept group by remittance_id, outcome
  `.execute(scope);
  return (remittanceId) => {
    const counts = { total: 0, registered: 0, rejected: 0, uncertain: 0, cancelled: 0, waiting: 0 };
    for (const { outcome, count } of rows.filter((row) => row.remittance_id === remittanceId)) {
      counts.total += count;
      counts[outcome] += count;
    }
    return counts;
  };
}

/** At most so many changes are folded in one transaction. */
const foldedAtOnce = 5_000;

/** Folds changes of any company's remittances, as `foldFigureChanges` does. Returns whether there may be more. */
export async function foldRemittanceCounts(scope: Scope): Promise<boolean> {
  const lock = await sql<{ taken: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended('remittance counts', 0)) as taken
  `.execute(scope);
  if (!lock.rows[0]?.taken) return false;
  const { rows } = await sql<{ taken: number }>`
    with taken as (
      delete from remittance_count_changes
      where id in (select id from remittance_count_changes order by id limit ${foldedAtOnce})
      returning *
    ), folded as (
      insert into remittance_counts as kept (remittance_id, outcome, tenant_id, count)
      select remittance_id, outcome, tenant_id, sum(count) from taken group by remittance_id, outcome, tenant_id
      on conflict (remittance_id, outcome) do update set count = kept.count + excluded.count
    )
    select count(*) as taken from taken
  `.execute(scope);
  return rows[0]?.taken === foldedAtOnce;
}
