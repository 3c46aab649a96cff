import type { Selectable } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Scope } from '../database.ts';
import { announceEvent } from '../erp-delivery/endpoint-messages.ts';
import type { ErpEventTable } from '../tables/journal.ts';

/** The types of events for the ERP, in the past tense. */
export const erpEventTypes = [
  'document.registered',
  'document.rejected',
  'document.uncertain',
  'document.amended',
  'document.amendment_refused',
  'document.cancellation_refused',
  'document.cash_receipt_refused',
  'document.overdue',
  'document.paid',
  'document.settled',
  'document.paid_twice',
  'document.surplus_paid',
  'document.cancelled',
  'document.refunded',
  'document.settlement_undone',
  'document.diverged',
  'receipt.unidentified',
  'remittance.completed',
  'account.key_refused',
  'account.webhook_interrupted',
  'webhook_endpoint.parked',
] as const;

export type ErpEventType = (typeof erpEventTypes)[number];

/**
 * Adds an event to the tenant's feed, in the caller's transaction, and wakes the runs that deliver to the ERP. The
 * counter's row stays locked until the commit. So the numbers have no gaps and follow the order of the commits.
 */
export async function tellErp(
  scope: Scope,
  tenantId: string,
  type: ErpEventType,
  data: Record<string, unknown>,
): Promise<void> {
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
