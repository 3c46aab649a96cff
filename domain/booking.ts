import type { CalendarDate, IsBankDay } from './calendar.ts';
import type { Charge } from './charge.ts';
import { type CollectionTerms, chargeValueCents, expectedPayment } from './collection-terms.ts';
import type { DocumentEvent } from './document-status.ts';

/** One line of the ledger, amounts in centavos. A reversal has negative amounts. */
export interface Entry {
  /** What happened, unique per charge: `payment`, `cash/2`, `cash_undone/1`, `refund/15000`. */
  cause: string;
  grossCents: number;
  feeCents: number;
  netCents: number;
  discountCents: number;
  interestAndFineCents: number;
  /** Gross less what we expected of a payment on that day. */
  differenceCents: number;
  paidOn: CalendarDate;
  creditedOn: CalendarDate | null;
}

/** What the ledger already says of a charge. */
export interface Booked {
  cause: string;
  grossCents: number;
}

/** What a charge, just read back, means for our books: entries still missing, and what happened to the document. */
export interface Booking {
  entries: Entry[];
  events: DocumentEvent[];
}

/** The calendar by which a charge is booked. */
export interface BookingDays {
  today: CalendarDate;
  isBankDay: IsBankDay;
}

/**
 * Compares a charge with what the ledger already holds of it. Booking the same charge twice, or after a webhook that
 * came late, finds nothing missing; the causes are unique keys, so two who book at once cannot both succeed. A status
 * that we do not know means nothing.
 */
export function bookingOf(
  charge: Charge,
  terms: CollectionTerms,
  booked: readonly Booked[],
  days: BookingDays,
): Booking {
  if (charge.status === 'unknown') return { entries: [], events: [] };
  const entries = missingEntries(charge, terms, booked, days);
  return { entries, events: eventsOf(charge, entries) };
}

function missingEntries(
  charge: Charge,
  terms: CollectionTerms,
  booked: readonly Booked[],
  days: BookingDays,
): Entry[] {
  const { today } = days;
  const entries: Entry[] = [];
  const cash = openCashReceipt(booked);
  const paid = charge.status === 'received' || charge.status === 'refunded';
  if (cash && charge.status !== 'received_in_cash') entries.push(undoneCash(cash, today));
  if (charge.status === 'received_in_cash' && !cash) entries.push(cashReceipt(charge, booked, today));
  if (paid && !booked.some((entry) => entry.cause === 'payment')) entries.push(payment(charge, terms, days));
  const refund = paid ? missingRefund(charge, booked, today) : null;
  return refund ? [...entries, refund] : entries;
}

function eventsOf(charge: Charge, entries: readonly Entry[]): DocumentEvent[] {
  const events: DocumentEvent[] = [];
  const causes = entries.map((entry) => entry.cause);
  const reversedCash = causes.some((cause) => cause.startsWith('cash_undone/'));
  if (reversedCash) events.push('settlement.undone');
  if (charge.status === 'confirmed') events.push('payment.confirmed');
  if (entries.some(isReceipt)) events.push('payment.received');
  if (charge.status === 'refunded') events.push('payment.refunded');
  if (charge.removed) events.push('charge.removed');
  const waiting = charge.status === 'awaiting' || charge.status === 'overdue';
  if (waiting && !charge.removed) events.push('charge.restored');
  if (waiting && charge.status === 'overdue') events.push('due-date.passed');
  return events;
}

function payment(charge: Charge, terms: CollectionTerms, { today, isBankDay }: BookingDays): Entry {
  const paidOn = charge.paidOn ?? today;
  const expected = expectedPayment(terms, paidOn, isBankDay);
  const belowFace = chargeValueCents(terms) - (charge.valueCents - charge.interestAndFineCents);
  return {
    cause: 'payment',
    grossCents: charge.valueCents,
    feeCents: charge.valueCents - charge.netCents,
    netCents: charge.netCents,
    // Asaas lowers the value of a charge paid with its discount (Asaas reference 3.13); it names no discount itself.
    discountCents: expected.discountCents > 0 ? Math.max(0, belowFace) : 0,
    interestAndFineCents: charge.interestAndFineCents,
    differenceCents: charge.valueCents - expected.amountCents,
    paidOn,
    creditedOn: charge.creditedOn,
  };
}

/** Cash never passes through Asaas, so there is no fee, and whatever was agreed at the counter is what was expected. */
function cashReceipt(charge: Charge, booked: readonly Booked[], today: CalendarDate): Entry {
  const earlier = booked.filter((entry) => entry.cause.startsWith('cash/')).length;
  return {
    ...amounts(charge.valueCents),
    cause: `cash/${earlier + 1}`,
    paidOn: charge.paidOn ?? today,
    creditedOn: charge.paidOn ?? today,
  };
}

function undoneCash(receipt: Booked, today: CalendarDate): Entry {
  const [, occasion] = receipt.cause.split('/');
  return {
    ...amounts(-receipt.grossCents),
    cause: `cash_undone/${occasion}`,
    paidOn: today,
    creditedOn: today,
  };
}

/** Refunds add up: the cause names the total given back so far, and the entry is what is new of it. Fees stay paid. */
function missingRefund(charge: Charge, booked: readonly Booked[], today: CalendarDate): Entry | null {
  const known = booked
    .filter((entry) => entry.cause.startsWith('refund/'))
    .reduce((sum, entry) => sum - entry.grossCents, 0);
  if (charge.refundedCents <= known) return null;
  return {
    ...amounts(known - charge.refundedCents),
    cause: `refund/${charge.refundedCents}`,
    paidOn: today,
    creditedOn: today,
  };
}

/** Whether an entry is money that came in, by a payment at Asaas or in cash. */
export function isReceipt(entry: { cause: string }): boolean {
  return entry.cause === 'payment' || entry.cause.startsWith('cash/');
}

/** The cash receipt that nobody has undone yet, if any. */
export function openCashReceipt(booked: readonly Booked[]): Booked | null {
  const undone = new Set(booked.filter((entry) => entry.cause.startsWith('cash_undone/')).map(occasionOf));
  return booked.find((entry) => entry.cause.startsWith('cash/') && !undone.has(occasionOf(entry))) ?? null;
}

function occasionOf(entry: Booked): string {
  return entry.cause.slice(entry.cause.indexOf('/') + 1);
}

function amounts(grossCents: number) {
  return {
    grossCents,
    feeCents: 0,
    netCents: grossCents,
    discountCents: 0,
    interestAndFineCents: 0,
    differenceCents: 0,
  };
}
