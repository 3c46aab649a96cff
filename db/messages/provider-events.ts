import type { Insertable } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Scope } from '../database.ts';
import { lockDocumentOrThrow } from '../documents/documents.ts';
import { ourReference } from '../documents/registration-attempts.ts';
import type { ProviderEventTable } from '../tables/journal.ts';

/** Keeps what Asaas sent, byte for byte. Undefined when the same event was kept before. */
export function insertProviderEvent(
  scope: Scope,
  event: Omit<Insertable<ProviderEventTable>, 'id' | 'received_at'>,
): Promise<{ id: string } | undefined> {
  return scope
    .insertInto('provider_events')
    .values({ id: uuid(), ...event })
    .onConflict((conflict) => conflict.columns(['account_id', 'event_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
}

/** Notes that a workflow is told of an event. */
export async function markForwarded(scope: Scope, id: string): Promise<void> {
  await scope.updateTable('provider_events').set({ fate: 'forwarded' }).where('id', '=', id).execute();
}

export interface ChargeOwner {
  documentId: string;
  /** The attempt whose reference the charge bears, when its outcome is still open. */
  openAttempt: { id: string; outcomeUnknown: boolean } | null;
  /** Whether it bears the reference of an attempt that was closed without it: a charge nobody counts on. */
  isStray: boolean;
}

/**
 * Finds whose charge it is: by its id, because a person assigned it, or by its reference, which is the id of the
 * attempt to create it, while the answer to that call is not known yet. Only within the account: an event of one
 * account says nothing of another's charges.
 */
export async function findChargeOwner(
  scope: Scope,
  accountId: string,
  charge: { id: string; externalReference: string | null },
): Promise<ChargeOwner | null> {
  const known = await scope
    .selectFrom('charges')
    .select('document_id')
    .where('account_id', '=', accountId)
    .where('charge_id', '=', charge.id)
    .executeTakeFirst();
  if (known) return { documentId: known.document_id, openAttempt: null, isStray: false };
  const assigned = await scope
    .selectFrom('unidentified_receipts')
    .select('assigned_document_id')
    .where('account_id', '=', accountId)
    .where('charge_id', '=', charge.id)
    .executeTakeFirst();
  if (assigned?.assigned_document_id)
    return { documentId: assigned.assigned_document_id, openAttempt: null, isStray: false };
  const reference = ourReference(charge.externalReference);
  if (reference === null) return null;
  const named = await attemptOf(scope, accountId, reference).executeTakeFirst();
  if (!named) return null;
  // Document before attempt, as everywhere. Who closes the attempt, or finds its outcome unknown, holds the document's
  // lock too, so what is read here does not change until this transaction ends.
  await lockDocumentOrThrow(scope, named.document_id);
  const attempt = await attemptOf(scope, accountId, reference).forUpdate().executeTakeFirstOrThrow();
  const isOpen = attempt.outcome === null;
  return {
    documentId: attempt.document_id,
    openAttempt: isOpen ? { id: attempt.id, outcomeUnknown: attempt.look_at !== null } : null,
    // A charge that the attempt itself registered is no stray.
    isStray: !isOpen && attempt.charge_id !== charge.id,
  };
}

function attemptOf(scope: Scope, accountId: string, reference: string) {
  return scope
    .selectFrom('registration_attempts')
    .select(['id', 'document_id', 'outcome', 'look_at', 'charge_id'])
    .where('id', '=', reference)
    .where('account_id', '=', accountId);
}
