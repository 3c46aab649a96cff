import { sql } from 'kysely';
import type { WorkerBeat } from '../../domain/processing-health.ts';
import type { Scope } from '../database.ts';

/** What a worker says of itself. */
export interface Beat {
  workerId: string;
  isPolling: boolean;
  /** How long ago its relay last reached Temporal. Null: never. */
  relayedAgoMs: number | null;
}

/**
 * Stores that a worker lives, by the clock of the database: the clocks of machines differ. Forgets workers that ended a day ago.
 * Runs as the upkeep.
 */
export async function keepBeat(scope: Scope, { workerId, isPolling, relayedAgoMs }: Beat): Promise<void> {
  const relayedAt = sql`now() - ${relayedAgoMs}::float8 * interval '1 millisecond'`;
  await sql`
    insert into worker_beats (worker_id, started_at, beat_at, is_polling, relayed_at)
    values (${workerId}, now(), now(), ${isPolling}, ${relayedAt})
    on conflict (worker_id) do update set beat_at = excluded.beat_at, is_polling = excluded.is_polling,
      relayed_at = excluded.relayed_at
  `.execute(scope);
  await sql`delete from worker_beats where beat_at < now() - interval '1 day'`.execute(scope);
}

/** A worker that ends by itself is not missed. Runs as the upkeep. */
export async function dropBeat(scope: Scope, workerId: string): Promise<void> {
  await scope.deleteFrom('worker_beats').where('worker_id', '=', workerId).execute();
}

/** The last beat of each worker of the last day, the newest first. */
export async function findBeats(scope: Scope): Promise<WorkerBeat[]> {
  const ageMs = (column: 'beat_at' | 'relayed_at') =>
    sql<number>`extract(epoch from clock_timestamp() - ${sql.ref(column)})::float8 * 1000`;
  const rows = await scope
    .selectFrom('worker_beats')
    .select(['is_polling', ageMs('beat_at').as('age_ms'), ageMs('relayed_at').as('relayed_ago_ms')])
    .orderBy('beat_at', 'desc')
    .execute();
  return rows.map(({ is_polling, age_ms, relayed_ago_ms }) => ({
    ageMs: age_ms,
    isPolling: is_polling,
    relayedAgoMs: relayed_ago_ms,
  }));
}
