import { sql } from 'kysely';
import type { Scope } from '../database.ts';
import { leaveDocumentMessage } from '../messages/messages.ts';
import type { ChargeOwner } from '../messages/provider-events.ts';

/**
 * Stores that an open attempt created this charge. If the document waits for the outcome, its workflow is told. Does
 * nothing when there is no open attempt.
 */
export async function keepSeenCharge(
  scope: Scope,
  { documentId, openAttempt }: ChargeOwner,
  chargeId: string,
): Promise<void> {
  if (!openAttempt) return;
  await scope
    .updateTable('registration_attempts')
    .set({ seen_charge_id: sql<string>`coalesce(seen_charge_id, ${chargeId})` })
    .where('id', '=', openAttempt.id)
    .where('outcome', 'is', null)
    .execute();
  if (openAttempt.outcomeUnknown) await leaveDocumentMessage(scope, documentId, 'chargeSeen', { chargeId });
}
