import type { Insertable } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Scope } from '../database.ts';
import { lockDocumentOrThrow } from '../documents/documents.ts';
import { ourReference } from '../documents/registration-attempts.ts';
import type { ProviderEventTable } from '../tables/journal.ts';

/** Stores what Asaas sent, byte for byte. Undefined when this event was stored before. */
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

/** Notes that a message about this event was left for a workflow. */
export async function markForwarded(scope: Scope, id: string): Promise<void> {
  await scope.updateTable('provider_events').set({ fate: 'forwarded' }).where('id', '=', id).execute();
}

export interface ChargeOwner {
  documentId: string;
  /** The attempt with the charge's reference, if it has no outcome yet. */
  openAttempt: { id: string; outcomeUnknown: boolean } | null;
  /**
   * Whether the attempt with the charge's reference was closed without this charge. Nobody here expects such a charge.
   */
  isStray: boolean;
}

/**
 * Finds the document of a charge: by the charge's id, by the assignment of a person, or by its reference, which is the
 * id of an attempt. Only within the account, because an event of one account proves nothing about the charges of
 * another.
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
  // Lock the document before the attempt, as everywhere. Closing an attempt, or marking it unknown, needs the same
  // lock. So what is read here does not change before this transaction ends.
  await lockDocumentOrThrow(scope, named.document_id);
  const attempt = await attemptOf(scope, accountId, reference).forUpdate().executeTakeFirstOrThrow();
  const isOpen = attempt.outcome === null;
  return {
    documentId: attempt.document_id,
    openAttempt: isOpen ? { id: attempt.id, outcomeUnknown: attempt.look_at !== null } : null,
    // The attempt registered this charge itself, so the charge is expected.
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
