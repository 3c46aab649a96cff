import { Context } from '@temporalio/activity';
import { NotFound, NotSent, UnknownOutcome } from '../asaas/errors.ts';
import { findAccountForShare } from '../db/accounts/accounts.ts';
import type { Scope } from '../db/database.ts';
import { lockDocumentOrThrow } from '../db/documents/documents.ts';
import { clearHold, isHolding, setHold } from '../db/documents/holds.ts';
import { leaveAccountMessage } from '../db/messages/messages.ts';
import { asTenant } from '../db/tenancy.ts';
import { isDatabaseUnavailable } from '../db/unavailable.ts';
import type { HeldWork } from '../domain/hold.ts';
import type { DocumentSnapshot } from '../domain/next-step.ts';
import type { Dependencies, DocumentRef } from './dependencies.ts';
import { NotNow } from './not-now.ts';
import { snapshotOf } from './snapshot.ts';
import { giveUpUnknownCharge } from './unknown-charge.ts';

/** A failure becomes a hold at this attempt. The attempts before are a second or two apart. */
const fewTries = 3;

/** A call that took this long before it failed is not repeated at once: the document reads no messages meanwhile. */
const slowMs = 8_000;

/** Temporal repeats waits of up to this length, up to this many times. They leave no trace in the history. */
const shortWaitMs = 5_000;
const shortWaits = 20;

/** A step that needs Asaas. Returns the document's snapshot, or throws. */
export type Step<Ref extends DocumentRef> = (ref: Ref) => Promise<DocumentSnapshot>;

/**
 * Makes "not now" an answer. When a step cannot be done now, the reason is stored as a hold in the document's row, and
 * the workflow continues with other work. A step that was done clears the hold. So the snapshot's hold says whether
 * this step was done. Retries are only for failures that pass in seconds.
 */
export async function tryStep<Ref extends DocumentRef>(
  deps: Dependencies,
  work: HeldWork,
  step: Step<Ref>,
  ref: Ref,
): Promise<DocumentSnapshot> {
  const startedAt = performance.now();
  try {
    return await endHold(deps, ref, await step(ref));
  } catch (error) {
    if (passesInSeconds(error, performance.now() - startedAt)) throw error;
    if (error instanceof NotFound && work === 'book')
      return endHold(deps, ref, await giveUpUnknownCharge(deps, ref));
    return keepHold(deps, ref, work, error);
  }
}

async function endHold(
  deps: Dependencies,
  ref: DocumentRef,
  document: DocumentSnapshot,
): Promise<DocumentSnapshot> {
  if (document.hold === null && document.triesInVain === 0) return document;
  await asTenant(deps.db, ref.tenantId, (scope) => clearHold(scope, ref.documentId));
  return { ...document, hold: null, triesInVain: 0 };
}

/** Whether Temporal still repeats this activity after a failure, in a second or two. */
export function isEarlyTry(): boolean {
  return Context.current().info.attempt < fewTries;
}

function passesInSeconds(error: unknown, tookMs: number): boolean {
  const { cancellationSignal, info } = Context.current();
  if (cancellationSignal.aborted) return true;
  // A database that was away is back soon. A hold would make the document wait much longer than the database was away.
  if (isDatabaseUnavailable(error)) return info.attempt < shortWaits;
  const isEarly = isEarlyTry() && tookMs < slowMs;
  if (!(error instanceof NotNow)) return isEarly;
  return error.endsInMs !== null && error.endsInMs <= shortWaitMs && info.attempt < shortWaits;
}

function keepHold(
  deps: Dependencies,
  ref: DocumentRef,
  work: HeldWork,
  error: unknown,
): Promise<DocumentSnapshot> {
  return asTenant(deps.db, ref.tenantId, async (scope) => {
    const document = await lockDocumentOrThrow(scope, ref.documentId);
    const notNow = toNotNow(deps, ref, document.account_id, error);
    const { hold: cause, accountId } = notNow;
    await demandStillHeld(scope, notNow);
    const until = notNow.until(deps.now(), document.hold_tries);
    const isFirst = cause === 'asaas_unavailable' && !(await isHolding(scope, accountId, cause));
    await setHold(scope, document.id, { cause, work, accountId, until });
    // From now on the account's care checks more often, and wakes the documents that wait.
    if (isFirst) await leaveAccountMessage(scope, accountId, 'asaasUnavailable');
    return snapshotOf(deps, scope, document.id);
  });
}

function toNotNow(deps: Dependencies, ref: DocumentRef, accountId: string | null, error: unknown): NotNow {
  if (error instanceof NotNow) return error;
  if (!accountId) throw error;
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof NotSent || error instanceof UnknownOutcome)
    return new NotNow('asaas_unavailable', accountId, message);
  const { tenantId, documentId } = ref;
  deps.logger.error({ tenantId, documentId, err: error }, 'A step of a document failed and is held');
  return new NotNow('unexpected', accountId, message);
}

/**
 * Reads the account again under a lock. Without this, a key that is saved while the old one is being tried would leave
 * a held document that nobody wakes.
 */
async function demandStillHeld(scope: Scope, { hold, accountId }: NotNow): Promise<void> {
  if (hold !== 'key_refused' && hold !== 'account_disabled') return;
  const account = await findAccountForShare(scope, accountId);
  const isHeld = hold === 'key_refused' ? account.key_status === 'refused' : account.disabled_at !== null;
  if (!isHeld) throw new Error(`Account ${accountId} may work again`);
}
