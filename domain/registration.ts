import { type Charge, isWaiting } from './charge.ts';
import { canHappen, type DocumentStatus } from './document-status.ts';

/** What a locked row says of a document's registration. */
export interface Registration {
  status: DocumentStatus;
  cancelRequested: boolean;
  /** Whether a create call is written down and its outcome is not known. */
  hasOpenAttempt: boolean;
}

/**
 * How a registration begins. `note unknown`: an attempt was found without an outcome, so it may have been sent, and it
 * is looked up. `begin`: the document moves first. `go on`: it moved before. A document that came to an end begins again
 * only if `isAwaited`, that is, if a remittance waits for it: an activity that was stopped for long, or a message told
 * again to a later run, would else charge a cancelled document.
 */
export function beginningOf(
  registration: Registration,
  isAwaited: boolean,
): 'note unknown' | 'nothing' | 'begin' | 'go on' {
  const { status, cancelRequested, hasOpenAttempt } = registration;
  if (hasOpenAttempt) return 'note unknown';
  if (cancelRequested) return 'nothing';
  if (status === 'registering') return 'go on';
  return canHappen(status, 'document.sent') && (status === 'pending' || isAwaited) ? 'begin' : 'nothing';
}

/** Whether a charge may be requested now. Read under the lock under which the attempt is written. */
export function maySend({ status, cancelRequested, hasOpenAttempt }: Registration): boolean {
  return status === 'registering' && !cancelRequested && !hasOpenAttempt;
}

/**
 * Whether a process stood still for so long since it began to write its attempt that it must not send any more: another
 * one may have looked for the charge already, and a look is believed only if nothing is sent after it.
 */
export function isTooLateToSend(tookMs: number, waitMs: number): boolean {
  return tookMs > waitMs / 2;
}

/**
 * When the charge of an unknown outcome is looked up first (epoch milliseconds): before Asaas must have finished with
 * the call, a look proves nothing. Exception: a webhook already named the charge.
 */
export function firstLookAt(
  attempt: { sentAtMs: number; seenChargeId: string | null },
  nowMs: number,
  waitMs: number,
): number {
  return attempt.seenChargeId ? nowMs : attempt.sentAtMs + waitMs;
}

/** An open attempt, as a look-up sees it. */
export interface LookedUp {
  id: string;
  /** How many looks found no charge. */
  looks: number;
  /** The charge that a webhook named. */
  seenChargeId: string | null;
}

/**
 * What it means that a look found no charge. Only the second look is believed. `overtaken`: the attempt has an outcome
 * now, or a webhook named the charge since the look began; that counts more.
 */
export function absenceOf(
  looked: LookedUp,
  now: LookedUp | undefined,
): 'overtaken' | 'look again' | 'believed' {
  if (now?.id !== looked.id || now.seenChargeId !== looked.seenChargeId) return 'overtaken';
  return now.looks === 0 ? 'look again' : 'believed';
}

/** The charge that is adopted, and those that nobody should pay. `found` has the newest first, as Asaas lists them. */
export function adoptionOf(found: readonly Charge[]): { adopted: Charge | undefined; surplus: Charge[] } {
  const [adopted, ...surplus] = found.filter((charge) => !charge.removed).reverse();
  return { adopted, surplus };
}

/** Whether an adopted charge is read once more: it was paid before, and the news of it found no charge of ours. */
export function hasNewsAtAdoption(charge: Charge): boolean {
  return !isWaiting(charge);
}
