import type { Selectable } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { ErpEvent } from '../../domain/erp-events.ts';
import type { Scope } from '../database.ts';
import { announceEvent } from '../erp-delivery/endpoint-messages.ts';
import type { ErpEventTable } from '../tables/journal.ts';

/**
 * Adds an event to the tenant's feed, in the caller's transaction, and wakes the runs that deliver to the ERP. The
 * counter's row stays locked until the commit. So the numbers have no gaps and follow the order of the commits.
 */
export async function tellErp(scope: Scope, tenantId: string, { type, data }: ErpEvent): Promise<void> {
  const { last_sequence } = await scope
    .insertInto('event_sequences')
    .values({ tenant_id: tenantId, last_sequence: 1 })
    .onConflict((conflict) =>
      conflict.column('tenant_id').doUpdateSet((row) => ({
        last_sequence: row('event_sequences.last_sequence', '+', 1),
      })),
    )
    .returning('last_sequence')
    .executeTakeFirstOrThrow();
  await scope
    .insertInto('erp_events')
    .values({ tenant_id: tenantId, sequence: last_sequence, id: uuid(), type, data: JSON.stringify(data) })
    .execute();
  await announceEvent(scope, tenantId);
}

/** The number of the tenant's last event; 0 before the first. */
export async function findLastSequence(scope: Scope): Promise<number> {
  const row = await scope.selectFrom('event_sequences').select('last_sequence').executeTakeFirst();
  return row?.last_sequence ?? 0;
}

/**
 * The tenant's events after a sequence number, in order. Numbers follow the order of the commits. So a reader who asks
 * for events after the last number it saw misses none.
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
