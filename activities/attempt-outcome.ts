import { sql } from 'kysely';
import type { Refused } from '../asaas/errors.ts';
import type { Scope } from '../db/database.ts';
import { findCharge, insertCharge } from '../db/documents/charges.ts';
import { type DocumentRow, lockDocumentOrThrow, moveDocument } from '../db/documents/documents.ts';
import {
  type Attempt,
  closeAttemptAsAbsent,
  closeAttemptAsRefused,
  closeAttemptAsRegistered,
  findOpenAttempt,
  scheduleLook,
} from '../db/documents/registration-attempts.ts';
import { leaveDocumentMessage } from '../db/messages/messages.ts';
import { asTenant } from '../db/tenancy.ts';
import { answeredBy } from '../domain/answered-terms.ts';
import type { Charge } from '../domain/charge.ts';
import type { CollectionTerms } from '../domain/collection-terms.ts';
import { firstLookAt, hasNewsAtAdoption } from '../domain/registration.ts';
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
    if (!(await closeAttemptAsRegistered(scope, attempt.id, chargeId)))
      return askAboutLate(scope, document, charge);
    await insertCharge(scope, attempt, { chargeId, live: true, answered: answeredBy(charge) });
    await moveDocument(scope, document, {
      event: 'charge.registered',
      actor: 'asaas',
      set: {
        charge_id: chargeId,
        bank_slip_url: charge.bankSlipUrl,
        invoice_url: charge.invoiceUrl,
        our_number: charge.ourNumber,
        slip: null,
        last_error: null,
        synced_version: attempt.version,
        synced_terms: JSON.stringify(terms),
        registered_at: sql`now()`,
      },
      details: { chargeId, attempt: attempt.number },
    });
    // The charge was paid before we adopted it. A message about that payment found no charge of ours, so the charge is
    // read again.
    if (hasNewsAtAdoption(charge)) {
      await leaveDocumentMessage(scope, document.id, 'chargeChanged', { chargeId, event: 'charge.adopted' });
    }
  });
}

/**
 * The answer comes after the attempt was closed, so another attempt may be under way: this charge is not the document's.
 * It is read by a message of its own, and removed if nobody paid it.
 */
async function askAboutLate(scope: Scope, document: DocumentRow, { chargeId }: Charge): Promise<void> {
  if (await findCharge(scope, document.id, chargeId)) return;
  await leaveDocumentMessage(scope, document.id, 'chargeChanged', { chargeId, event: 'charge.late' });
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
    // An answer that comes late, of an attempt that was looked up meanwhile, says nothing of the attempt after it.
    const isOurs = attempt
      ? await closeAttemptAsRefused(scope, attempt.id, error)
      : !(await findOpenAttempt(scope, document.id));
    if (!isOurs) return;
    await moveDocument(scope, document, {
      event: 'charge.refused',
      actor: 'asaas',
      set: { last_error: JSON.stringify(error) },
      details: { error },
    });
  });
}

/**
 * The call certainly had no effect. If the attempt was taken for unknown meanwhile, by a retry of the activity, its
 * document would wait for a look-up that has nothing to look up: it goes back.
 */
export async function recordNoEffect(deps: Dependencies, attempt: Attempt): Promise<void> {
  await asTenant(deps.db, attempt.tenant_id, async (scope) => {
    const document = await lockDocumentOrThrow(scope, attempt.document_id);
    if (!(await closeAttemptAsAbsent(scope, attempt.id))) return;
    const details = { attempt: attempt.number };
    await moveDocument(scope, document, { event: 'charge.absent', actor: 'remessa', details });
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

/** Schedules the first look at Asaas for an attempt without an outcome. */
export async function leaveUnknown(
  deps: Dependencies,
  scope: Scope,
  document: DocumentRow,
  attempt: Attempt,
): Promise<void> {
  const sentAtMs = (attempt.sent_at ?? attempt.opened_at).getTime();
  const sent = { sentAtMs, seenChargeId: attempt.seen_charge_id };
  const lookAt = new Date(firstLookAt(sent, deps.now().getTime(), deps.unknownOutcomeWaitMs));
  if (!attempt.look_at) await scheduleLook(scope, attempt.id, lookAt, 0);
  await moveDocument(scope, document, {
    event: 'charge.unknown',
    actor: 'remessa',
    details: { attempt: attempt.number, lookAt: lookAt.toISOString() },
  });
}
