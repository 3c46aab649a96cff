import { NotFound, Refused } from '../asaas/errors.ts';
import type { Scope } from '../db/database.ts';
import {
  type DocumentRow,
  lockDocumentOrThrow,
  moveDocument,
  noteSentTerms,
  termsOf,
} from '../db/documents/documents.ts';
import {
  type Attempt,
  closeAttemptAsRefused,
  findOpenAttempt,
  openAttempt,
} from '../db/documents/registration-attempts.ts';
import { findWaitingRemittances } from '../db/remittances/remittances.ts';
import { asTenant } from '../db/tenancy.ts';
import { chargeValueCents } from '../domain/collection-terms.ts';
import type { DocumentSnapshot } from '../domain/next-step.ts';
import { beginningOf, isTooLateToSend, maySend } from '../domain/registration.ts';
import { failpoint } from '../failpoint.ts';
import { callAsaas, hadNoEffect, type OpenAccount, openAccount } from './account.ts';
import {
  leaveUnknown,
  recordCharge,
  recordNoEffect,
  recordRefusal,
  recordUnknown,
} from './attempt-outcome.ts';
import { toChargeError } from './charge-error.ts';
import { customerOf, replaceCustomer } from './customer.ts';
import type { Dependencies, DocumentRef } from './dependencies.ts';
import { takeForgottenCharge } from './forgotten-charge.ts';
import { resolveAttempt } from './resolve-attempt.ts';
import { snapshotOf } from './snapshot.ts';

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
    if (unknown) await resolveAttempt(deps, unknown.document, unknown.attempt);
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
  const isAwaited = document.status !== 'pending' && (await isWaitedFor(scope, document.id));
  const beginning = beginningOf(registrationOf(document, attempt), isAwaited);
  if (attempt) await leaveUnknown(deps, scope, document, attempt);
  if (beginning === 'go on') return document;
  if (beginning !== 'begin') return null;
  return moveDocument(scope, document, {
    event: 'document.sent',
    actor: 'remessa',
    set: { last_error: null },
  });
}

/** Whether a remittance waits for the document's outcome. */
async function isWaitedFor(scope: Scope, documentId: string): Promise<boolean> {
  return (await findWaitingRemittances(scope, [documentId])).has(documentId);
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
  const beganAt = performance.now();
  const { attempt, terms } = await commitAttempt(deps, account, begun, customerId);
  if (!attempt || !terms) return 'done';
  await failpoint('attempt.before_check', begun.tenant_id);
  if (isTooLateToSend(performance.now() - beganAt, deps.unknownOutcomeWaitMs)) {
    await recordUnknown(deps, attempt);
    return 'done';
  }
  await failpoint('attempt.after_check', begun.tenant_id);
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
  await recordNoEffect(deps, attempt);
  // Asaas did not process the call. The account may have to wait; then the charge is created again.
  await callAsaas(deps, account, () => Promise.reject(error));
}

/**
 * The attempt is committed before anything is sent. An edit that came earlier is sent with it. If a cancellation came
 * while the document waited for the account, nothing is sent. Nor is it if the document had a charge before the database
 * was restored.
 */
function commitAttempt(deps: Dependencies, account: OpenAccount, begun: DocumentRow, customerId: string) {
  return asTenant(deps.db, begun.tenant_id, async (scope) => {
    const document = await lockDocumentOrThrow(scope, begun.id);
    const open = await findOpenAttempt(scope, document.id);
    if (!maySend(registrationOf(document, open))) return { attempt: null, terms: null };
    const terms = termsOf(document, account.row.settings);
    const asked = { customerId, valueCents: chargeValueCents(terms), dueDate: terms.dueDate };
    const { id: accountId } = account.row;
    const isTaken = await takeForgottenCharge(deps, scope, { ...document, account_id: accountId }, asked);
    if (isTaken) return { attempt: null, terms: null };
    const attempt = await openAttempt(scope, document, asked);
    await noteSentTerms(scope, document.id, terms);
    return { attempt, terms };
  });
}

function registrationOf({ status, cancel_requested_at }: DocumentRow, attempt: Attempt | undefined) {
  return { status, cancelRequested: cancel_requested_at !== null, hasOpenAttempt: attempt !== undefined };
}

function inTenant<T>(deps: Dependencies, ref: DocumentRef, work: (scope: Scope) => Promise<T>): Promise<T> {
  return asTenant(deps.db, ref.tenantId, work);
}
