import { sql } from 'kysely';
import type { Scope } from '../database.ts';

/** A message that Temporal took. */
export interface ToldMessage {
  id: string;
  workflow_id: string;
  delivered_at: Date;
}

/**
 * For each age the newest message that was delivered so many milliseconds ago or earlier, but after `after`. Each is the
 * last one of its workflow, so it is in the history of the workflow's newest run, or of a run that this one continues.
 * A message that two ages share comes once.
 */
export async function findNewestTold(
  scope: Scope,
  agesMs: readonly number[],
  after: Date,
): Promise<ToldMessage[]> {
  const { rows } = await sql<ToldMessage>`
    select distinct told.* from unnest(${agesMs}::float8[]) as age (ms) cross join lateral (
      select id, workflow_id, delivered_at from messages message
      where delivered_at > ${after} and delivered_at <= clock_timestamp() - age.ms * interval '1 millisecond'
        and not exists (select from messages later where later.workflow_id = message.workflow_id
          and later.seq > message.seq and later.delivered_at is not null)
      order by delivered_at desc limit 1
    ) told
    order by told.delivered_at desc
  `.execute(scope);
  return rows;
}
