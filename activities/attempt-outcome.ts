import { sql } from 'kysely';
import type { Refused } from '../asaas/errors.ts';
import type { Scope } from '../db/database.ts';
import { insertCharge } from '../db/documents/charges.ts';
import { type DocumentRow, lockDocumentOrThrow, moveDocument } from '../db/documents/documents.ts';
import {
  type Attempt,
  closeAttemptAsRefused,
  closeAttemptAsRegistered,
  findOpenAttempt,
  scheduleLook,
} from '../db/documents/registration-attempts.ts';
import { leaveDocumentMessage } from '../db/messages/messages.ts';
import { asTenant } from '../db/tenancy.ts';
import { answeredBy } from '../domain/answered-terms.ts';
import { type Charge, isWaiting } from '../domain/charge.ts';
import type { CollectionTerms } from '../domain/collection-terms.ts';
import { toChargeError } from './charge-error.ts';
import type { Dependencies } from './dependencies.ts';

/** The charge was created, or found. The attempt is closed, and the document is registered with these terms. */
export async function recordCharge(
  deps: Dependencies,
  attempt: Attempt,
  charge: Charge,
  terms: CollectionTerms,
): Promise<void> {
  await asTenant(deps.db, attempt.tenant_id, async (scope) => {
    const document = await lockDocumentOrThrow(scope, attempt.document_id);
    const { chargeId } = charge;
    await insertCharge(scope, attempt, { chargeId, live: true, answered: answeredBy(charge) });
    await closeAttemptAsRegistered(scope, attempt.id, charge.chargeId);
    await moveDocument(scope, document, {
      event: 'charge.registered',
      actor: 'asaas',
      set: {
        charge_id: charge.chargeId,
        bank_slip_url: charge.bankSlipUrl,
        invoice_url: charge.invoiceUrl,
        our_number: charge.ourNumber,
        slip: null,
        last_error: null,
        synced_version: attempt.version,
        synced_terms: JSON.stringify(terms),
        registered_at: sql`now()`,
      },
      details: { chargeId: charge.chargeId, attempt: attempt.number },
    });
    // The charge was paid before we adopted it. A message about that payment found no charge of ours, so the charge is
    // read again.
    if (!isWaiting(charge)) {
      await leaveDocumentMessage(scope, document.id, 'chargeChanged', { chargeId, event: 'charge.adopted' });
    }
  });
}

/** Asaas refused the charge, or the payer's data before any attempt. The document is rejected with Asaas' words. */
export async function recordRefusal(
  deps: Dependencies,
  begun: DocumentRow,
  attempt: Attempt | null,
  refusal: Refused,
): Promise<void> {
  const error = toChargeError(refusal);
  await asTenant(deps.db, begun.tenant_id, async (scope) => {
    const document = await lockDocumentOrThrow(scope, begun.id);
    if (attempt) await closeAttemptAsRefused(scope, attempt.id, error);
    await moveDocument(scope, document, {
      event: 'charge.refused',
      actor: 'asaas',
      set: { last_error: JSON.stringify(error) },
      details: { error },
    });
  });
}

/** No answer came that can be believed. The attempt stays open, and the document is uncertain. */
export async function recordUnknown(deps: Dependencies, attempt: Attempt): Promise<void> {
  await asTenant(deps.db, attempt.tenant_id, async (scope) => {
    const document = await lockDocumentOrThrow(scope, attempt.document_id);
    const open = await findOpenAttempt(scope, attempt.document_id);
    if (open) await leaveUnknown(deps, scope, document, open);
  });
}

/**
 * Before Asaas must have finished with the call, a look proves nothing. Exception: a webhook already named the charge.
 */
export async function leaveUnknown(
  deps: Dependencies,
  scope: Scope,
  document: DocumentRow,
  attempt: Attempt,
): Promise<void> {
  const sentAt = attempt.sent_at ?? attempt.opened_at;
  const lookAt = attempt.seen_charge_id ? deps.now() : new Date(sentAt.getTime() + deps.unknownOutcomeWaitMs);
  if (!attempt.look_at) await scheduleLook(scope, attempt.id, lookAt, 0);
  await moveDocument(scope, document, {
    event: 'charge.unknown',
    actor: 'remessa',
    details: { attempt: attempt.number, lookAt: lookAt.toISOString() },
  });
}
