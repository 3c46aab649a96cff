import { type Charge, isWaiting } from './charge.ts';
import { type DocumentStatus, isLive } from './document-status.ts';

/** What our rows say of a charge that news named. */
export interface KnownOfCharge {
  /** Whether it is written down as one of the document's charges, or was assigned to the document by a person. */
  isOurs: boolean;
  /** The attempt with its reference. */
  attempt: 'none' | 'open' | 'closed';
}

/**
 * What a charge is to a document. A charge whose attempt was closed without it is `surplus` while it can still be paid;
 * once paid or removed it is `late`, and becomes one of the document's charges. With a status that we do not know it is
 * `unclear`. While its attempt is open it is not ours: the look-up will adopt it.
 */
export type Standing = 'ours' | 'late' | 'surplus' | 'unclear' | 'not ours';

export function standingOf(charge: Charge, { isOurs, attempt }: KnownOfCharge): Standing {
  if (isOurs) return 'ours';
  if (attempt !== 'closed') return 'not ours';
  if (charge.status === 'unknown') return 'unclear';
  return isWaiting(charge) ? 'surplus' : 'late';
}

/** Whether money came by another charge while the document's own can still be paid: the own one is removed first. */
export function mustRemoveOwnCharge(
  charge: Charge,
  document: { status: DocumentStatus; chargeId: string | null },
): boolean {
  const isOwnPayable = document.chargeId !== charge.chargeId && isLive(document.status);
  return isOwnPayable && (charge.status === 'received' || charge.status === 'received_in_cash');
}

/** What removing a charge begins with, after it was read: null is a charge that Asaas does not know. */
export function removalOf(charge: Charge | null): 'gone' | 'unclear' | 'paid' | 'remove' {
  if (!charge || charge.removed) return 'gone';
  if (charge.status === 'unknown') return 'unclear';
  return isWaiting(charge) ? 'remove' : 'paid';
}
