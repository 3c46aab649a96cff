import type { Selectable } from 'kysely';
import type { Scope } from '../database.ts';
import type { ErpEventTable } from '../tables/journal.ts';

/**
 * The tenant's events after a sequence number, in order. The counter's lock makes numbers follow commits, so a reader
 * who asks after the last number it saw misses nothing.
 */
export function findEventsAfter(
  scope: Scope,
  sequence: number,
  limit: number,
): Promise<Selectable<ErpEventTable>[]> {
  return scope
    .selectFrom('erp_events')
    .selectAll()
    .where('sequence', '>', sequence)
    .orderBy('sequence')
    .limit(limit)
    .execute();
}
