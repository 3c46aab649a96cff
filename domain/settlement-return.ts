import { type Booked, type BookingDays, bookingOf, type Entry, isReceipt } from './booking.ts';
import type { Charge } from './charge.ts';
import type { CollectionTerms } from './collection-terms.ts';

export const returnStatuses = ['loading', 'ready', 'processing', 'done'] as const;
export type ReturnStatus = (typeof returnStatuses)[number];

export const returnItemKinds = ['matched', 'already_settled', 'unidentified'] as const;
export type ReturnItemKind = (typeof returnItemKinds)[number];

export const returnItemOutcomes = ['settled', 'already_settled', 'kept', 'failed'] as const;
export type ReturnItemOutcome = (typeof returnItemOutcomes)[number];

/** Where the reading of a settlement return stopped: in which list, and after how many of its rows. */
export interface ReturnPlace {
  list: number;
  offset: number;
}

/** What we know of a charge that Asaas shows as received. */
export interface KnownCharge {
  terms: CollectionTerms;
  booked: readonly Booked[];
}

/** A received charge compared with our books: what processing it would do, and its money in centavos. */
export interface JudgedReceipt {
  kind: ReturnItemKind;
  receipt: Entry;
}

/**
 * Compares a received charge with what we know of it (null when nobody here created it). The amounts are those that the
 * ledger takes, also when the ledger has them already. Throws when the charge was not received.
 */
export function judgeReceipt(charge: Charge, known: KnownCharge | null, days: BookingDays): JudgedReceipt {
  const terms = known?.terms ?? termsOfStranger(charge);
  const receipt = bookingOf(charge, terms, [], days).entries.find(isReceipt);
  if (!receipt) throw new Error(`Charge ${charge.chargeId} was not received: it is ${charge.status}`);
  if (!known) return { kind: 'unidentified', receipt };
  // A refund that is not booked is missing like a payment.
  const isMissing = bookingOf(charge, terms, known.booked, days).entries.length > 0;
  return { kind: isMissing ? 'matched' : 'already_settled', receipt };
}

/** We have no terms of a charge that nobody here created. Its value without interest counts as its face value. */
function termsOfStranger(charge: Charge): CollectionTerms {
  return {
    amountCents: charge.valueCents - charge.interestAndFineCents,
    additionCents: 0,
    rebateCents: 0,
    discount: null,
    fine: null,
    interest: null,
    dueDate: charge.dueDate,
    description: null,
    billingType: 'UNDEFINED',
  };
}
