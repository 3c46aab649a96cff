import { type Booked, type BookingDays, bookingOf, type Entry, isReceipt } from './booking.ts';
import type { Charge } from './charge.ts';
import type { CollectionTerms } from './collection-terms.ts';

export const returnStatuses = ['loading', 'ready', 'processing', 'done'] as const;
export type ReturnStatus = (typeof returnStatuses)[number];

export const returnItemKinds = ['matched', 'already_settled', 'unidentified'] as const;
export type ReturnItemKind = (typeof returnItemKinds)[number];

export const returnItemOutcomes = ['settled', 'already_settled', 'kept', 'failed'] as const;
export type ReturnItemOutcome = (typeof returnItemOutcomes)[number];

/** Where a settlement return stopped reading: which list, and how many rows of it are behind. */
export interface ReturnPlace {
  list: number;
  offset: number;
}

/** What we know of a charge that Asaas says was received. */
export interface KnownCharge {
  terms: CollectionTerms;
  booked: readonly Booked[];
}

/** A received charge beside our books: what processing it would do, and the money in centavos. */
export interface JudgedReceipt {
  kind: ReturnItemKind;
  receipt: Entry;
}

/**
 * Compares a received charge with what we know of it, null when nobody here created it. The amounts are those the
 * ledger would take, whether or not it has them already. Throws when the charge was not received.
 */
export function judgeReceipt(charge: Charge, known: KnownCharge | null, days: BookingDays): JudgedReceipt {
  const terms = known?.terms ?? termsOfStranger(charge);
  const receipt = bookingOf(charge, terms, [], days).entries.find(isReceipt);
  if (!receipt) throw new Error(`Charge ${charge.chargeId} was not received: it is ${charge.status}`);
  if (!known) return { kind: 'unidentified', receipt };
  const isMissing = bookingOf(charge, terms, known.booked, days).entries.some(isReceipt);
  return { kind: isMissing ? 'matched' : 'already_settled', receipt };
}

/** A charge that nobody here agreed on is taken as it is: its value less interest is its face value. */
function termsOfStranger(charge: Charge): CollectionTerms {
  return {
    amountCents: charge.valueCents - charge.interestAndFineCents,
    additionCents: 0,
    discount: null,
    fine: null,
    interest: null,
    dueDate: charge.dueDate,
    description: null,
    billingType: 'UNDEFINED',
  };
}
