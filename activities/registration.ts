import { sql } from 'kysely';
import { NotFound, Refused } from '../asaas/errors.ts';
import type { Scope } from '../db/database.ts';
import { insertCharge } from '../db/documents/charges.ts';
import {
  type DocumentRow,
  lockDocumentOrThrow,
  moveDocument,
  noteDivergence,
  noteSentTerms,
  termsOf,
} from '../db/documents/documents.ts';
import {
  type Attempt,
  closeAttemptAsAbsent,
  closeAttemptAsRefused,
  closeAttemptAsRegistered,
  findOpenAttempt,
  openAttempt,
  scheduleLook,
} from '../db/documents/registration-attempts.ts';
import { leaveDocumentMessage } from '../db/messages/messages.ts';
import { asTenant } from '../db/tenancy.ts';
import { type Charge, isWaiting } from '../domain/charge.ts';
import { type CollectionTerms, chargeValueCents } from '../domain/collection-terms.ts';
import { canHappen } from '../domain/document-status.ts';
import type { DocumentSnapshot } from '../domain/next-step.ts';
import { callAsaas, hadNoEffect, type OpenAccount, openAccount } from './account.ts';
import { toChargeError } from './charge-error.ts';
import { customerOf, replaceCustomer } from './customer.ts';
import type { Dependencies, DocumentRef } from './dependencies.ts';
import { orMissing } from './remove-charge.ts';
import { snapshotOf } from './snapshot.ts';
import { removeSurplus } from './surplus-charge.ts';

/**
 * Creates a charge exactly once. An outcome is registered, refused or unknown. After an unknown outcome the charge is
 * looked up and never sent again (Asaas reference 1.7).
 */
export const registrationActivities = (deps: Dependencies) => ({
  /**
   * Sends the document's charge. Temporal may repeat this at any time: if an open attempt exists, its outcome is
   * unknown. Then nothing is sent, and `lookUpCharge` finds the outcome.
   */
  async registerCharge(ref: DocumentRef): Promise<DocumentSnapshot> {
    const document = await inTenant(deps, ref, (scope) => begin(deps, scope, ref));
    if (document) await register(deps, document);
    return inTenant(deps, ref, (scope) => snapshotOf(deps, scope, ref.documentId));
  },

  /**
   * Finds the outcome of a create call without an answer. A charge that is found is adopted. "No charge" is believed
   * only at the second look, some time after the first.
   */
  async lookUpCharge(ref: DocumentRef): Promise<DocumentSnapshot> {
    const unknown = await inTenant(deps, ref, async (scope) => {
      const document = await lockDocumentOrThrow(scope, ref.documentId);
      const attempt = await findOpenAttempt(scope, ref.documentId);
      return document.status === 'uncertain' && attempt ? { document, attempt } : null;
    });
    if (unknown) await resolve(deps, unknown.document, unknown.attempt);
    return inTenant(deps, ref, (scope) => snapshotOf(deps, scope, ref.documentId));
  },
});

/**
 * The document, now `registering`. Null when there is nothing to send: the message was repeated, an attempt has an
 * unknown outcome, or a cancellation came first.
 */
async function begin(deps: Dependencies, scope: Scope, ref: DocumentRef): Promise<DocumentRow | null> {
  const document = await lockDocumentOrThrow(scope, ref.documentId);
  const attempt = await findOpenAttempt(scope, ref.documentId);
  if (attempt) {
    await leaveUnknown(deps, scope, document, attempt);
    return null;
  }
  if (document.cancel_requested_at) return null;
  if (document.status === 'registering') return document;
  if (!canHappen(document.status, 'document.sent')) return null;
  return moveDocument(scope, document, {
    event: 'document.sent',
    actor: 'remessa',
    set: { last_error: null },
  });
}

async function register(deps: Dependencies, document: DocumentRow): Promise<void> {
  const account = await openAccount(deps, document.tenant_id, document.account_id, 'register');
  try {
    const customerId = await customerOf(deps, account, document.payer_id);
    const outcome = await create(deps, account, document, customerId, 'replace a deleted payer');
    if (outcome === 'the payer was deleted') {
      const another = await replaceCustomer(deps, account, document.payer_id, customerId);
      await create(deps, account, document, another, 'take every refusal');
    }
  } catch (error) {
    // Asaas refused the payer's own data. No charge was requested.
    if (error instanceof Refused) await recordRefusal(deps, document, null, error);
    else throw error;
  }
}

/** Sends one attempt. A refusal because of a deleted payer is not recorded at the document if it can be cured here. */
async function create(
  deps: Dependencies,
  account: OpenAccount,
  begun: DocumentRow,
  customerId: string,
  onRefusal: 'replace a deleted payer' | 'take every refusal',
): Promise<'done' | 'the payer was deleted'> {
  // The quota is taken before the attempt is written: a document that must wait for the quota has made no attempt.
  const connection = await callAsaas(deps, account, () =>
    deps.asaas.takeTurn(account.connection, 'POST', '/payments'),
  );
  const { attempt, terms } = await commitAttempt(deps, account, begun, customerId);
  if (!attempt || !terms) return 'done';
  const { row } = account;
  const charge = {
    customerId,
    reference: attempt.id,
    terms,
    daysToCancelRegistration: row.settings.daysToCancelRegistration,
  };
  try {
    const created = await deps.asaas.charges.create(connection, charge);
    await recordCharge(deps, attempt, created, terms);
  } catch (error) {
    if (onRefusal === 'replace a deleted payer' && namesUnknownPayer(error)) {
      const refusal = toChargeError(error);
      await asTenant(deps.db, attempt.tenant_id, (scope) =>
        closeAttemptAsRefused(scope, attempt.id, refusal),
      );
      return 'the payer was deleted';
    }
    await recordFailure(deps, account, begun, attempt, error);
  }
  return 'done';
}

/** Asaas' refusal of a charge whose customer it does not have, or no longer (Asaas reference 1.4). */
function namesUnknownPayer(error: unknown): error is Refused {
  return error instanceof Refused && error.faults[0].code === 'invalid_customer';
}

async function recordFailure(
  deps: Dependencies,
  account: OpenAccount,
  begun: DocumentRow,
  attempt: Attempt,
  error: unknown,
): Promise<void> {
  if (error instanceof Refused) return recordRefusal(deps, begun, attempt, error);
  if (!hadNoEffect(error) && !(error instanceof NotFound)) return recordUnknown(deps, attempt);
  await asTenant(deps.db, attempt.tenant_id, (scope) => closeAttemptAsAbsent(scope, attempt.id));
  // Asaas did not process the call. The account may have to wait; then the charge is created again.
  await callAsaas(deps, account, () => Promise.reject(error));
}

/**
 * The attempt is committed before anything is sent. An edit that came earlier is sent with it. If a cancellation came
 * while the document waited for the account, nothing is sent.
 */
function commitAttempt(deps: Dependencies, account: OpenAccount, begun: DocumentRow, customerId: string) {
  return asTenant(deps.db, begun.tenant_id, async (scope) => {
    const document = await lockDocumentOrThrow(scope, begun.id);
    const isWanted = document.status === 'registering' && document.cancel_requested_at === null;
    if (!isWanted || (await findOpenAttempt(scope, document.id))) return { attempt: null, terms: null };
    const terms = termsOf(document, account.row.settings);
    const asked = { customerId, valueCents: chargeValueCents(terms), dueDate: terms.dueDate };
    const attempt = await openAttempt(scope, document, asked);
    await noteSentTerms(scope, document.id, terms);
    return { attempt, terms };
  });
}

async function recordCharge(
  deps: Dependencies,
  attempt: Attempt,
  charge: Charge,
  terms: CollectionTerms,
): Promise<void> {
  await asTenant(deps.db, attempt.tenant_id, async (scope) => {
    const document = await lockDocumentOrThrow(scope, attempt.document_id);
    await insertCharge(scope, attempt, charge.chargeId, true);
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
      const { chargeId } = charge;
      await leaveDocumentMessage(scope, document.id, 'chargeChanged', { chargeId, event: 'charge.adopted' });
    }
  });
}

async function recordRefusal(
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

async function recordUnknown(deps: Dependencies, attempt: Attempt): Promise<void> {
  await asTenant(deps.db, attempt.tenant_id, async (scope) => {
    const document = await lockDocumentOrThrow(scope, attempt.document_id);
    const open = await findOpenAttempt(scope, attempt.document_id);
    if (open) await leaveUnknown(deps, scope, document, open);
  });
}

/**
 * Before Asaas must have finished with the call, a look proves nothing. Exception: a webhook already named the charge.
 */
async function leaveUnknown(
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

async function resolve(deps: Dependencies, document: DocumentRow, attempt: Attempt): Promise<void> {
  const account = await openAccount(deps, document.tenant_id, attempt.account_id, 'amend');
  const found = (await look(deps, account, attempt)).filter((charge) => !charge.removed);
  const [adopted, ...surplus] = found.reverse();
  if (!adopted) return recordAbsence(deps, attempt);
  const terms = document.synced_terms ?? termsOf(document, account.row.settings);
  // The attempt is still open here, so a removal that cannot be done now is tried again.
  for (const charge of surplus) await removeSurplus(deps, account, attempt.document_id, charge);
  await recordCharge(deps, attempt, adopted, terms);
  await compare(deps, attempt, adopted);
}

/**
 * If a webhook named the charge, one call reads it instead of a list. In both cases the charge must have the attempt's
 * reference.
 */
async function look(deps: Dependencies, account: OpenAccount, attempt: Attempt): Promise<Charge[]> {
  const { connection } = account;
  const { seen_charge_id: seen } = attempt;
  if (seen) {
    const read = callAsaas(deps, account, () => deps.asaas.charges.read(connection, seen), [NotFound]);
    const charge = await orMissing(read);
    if (charge?.reference === attempt.id) return [charge];
  }
  return callAsaas(deps, account, () => deps.asaas.charges.findByReference(connection, attempt.id));
}

/** No charge was found. If a webhook named the charge meanwhile, that counts more than this look. */
async function recordAbsence(deps: Dependencies, looked: Attempt): Promise<void> {
  await asTenant(deps.db, looked.tenant_id, async (scope) => {
    const document = await lockDocumentOrThrow(scope, looked.document_id);
    const attempt = await findOpenAttempt(scope, looked.document_id);
    const isNamedSince = attempt?.seen_charge_id !== looked.seen_charge_id;
    if (attempt?.id !== looked.id || isNamedSince) return;
    if (attempt.looks === 0) {
      const again = new Date(deps.now().getTime() + deps.unknownOutcomeWaitMs / 2);
      return scheduleLook(scope, attempt.id, again, 1);
    }
    await closeAttemptAsAbsent(scope, attempt.id);
    await moveDocument(scope, document, {
      event: 'charge.absent',
      actor: 'remessa',
      details: { attempt: attempt.number },
    });
  });
}

/** Only we use this reference. So a difference was made at Asaas: it is flagged. */
async function compare(deps: Dependencies, attempt: Attempt, charge: Charge): Promise<void> {
  const asked = attempt.charge;
  const differences = [
    asked.customerId !== charge.customerId && 'pagador',
    asked.valueCents !== charge.valueCents && 'valor',
    asked.dueDate !== charge.dueDate && 'vencimento',
  ].filter((each) => each !== false);
  if (differences.length === 0) return;
  await asTenant(deps.db, attempt.tenant_id, async (scope) => {
    const document = await lockDocumentOrThrow(scope, attempt.document_id);
    const reason = `A cobrança encontrada no Asaas difere do que foi enviado: ${differences.join(', ')}.`;
    await noteDivergence(scope, document, reason);
  });
}

function inTenant<T>(deps: Dependencies, ref: DocumentRef, work: (scope: Scope) => Promise<T>): Promise<T> {
  return asTenant(deps.db, ref.tenantId, work);
}
