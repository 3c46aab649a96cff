import type { CalendarDate, IsBankDay } from './calendar.ts';
import type { Charge } from './charge.ts';
import { type CollectionTerms, chargeValueCents, expectedPayment } from './collection-terms.ts';
import type { DocumentEvent } from './document-status.ts';

/** One entry of the ledger, amounts in centavos. A reversal has negative amounts. */
export interface Entry {
  /** What happened, unique per charge: `payment`, `cash/2`, `cash_undone/1`, `refund/15000`. */
  cause: string;
  grossCents: number;
  feeCents: number;
  netCents: number;
  discountCents: number;
  interestAndFineCents: number;
  /** The gross amount minus the amount that we expected for a payment on that day. */
  differenceCents: number;
  paidOn: CalendarDate;
  creditedOn: CalendarDate | null;
}

/** What the ledger already has of a charge. */
export interface Booked {
  cause: string;
  grossCents: number;
}

/**
 * What a charge that was just read means for our books: the entries that are missing, and what happened to the
 * document.
 */
export interface Booking {
  entries: Entry[];
  events: BookedEvent[];
}

/** What the reading of a charge can say that happened to its document. */
export type BookedEvent = Extract<
  DocumentEvent,
  | 'settlement.undone'
  | 'payment.confirmed'
  | 'payment.received'
  | 'payment.refunded'
  | 'charge.removed'
  | 'charge.restored'
  | 'due-date.passed'
>;

/** The calendar used for booking. */
export interface BookingDays {
  today: CalendarDate;
  isBankDay: IsBankDay;
}

/**
 * Compares a charge with what the ledger already has of it. Nothing is missing when the same charge was booked before,
 * for example after a late webhook. The causes are unique keys: of two bookings at the same time only one succeeds. A
 * status that we do not know means nothing.
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

function eventsOf(charge: Charge, entries: readonly Entry[]): BookedEvent[] {
  const events: BookedEvent[] = [];
  if (entries.some(isUndoneCash)) events.push('settlement.undone');
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
    // Asaas lowers the value of a charge that was paid with its discount (Asaas reference 3.13). It does not name the
    // discount.
    discountCents: expected.discountCents > 0 ? Math.max(0, belowFace) : 0,
    interestAndFineCents: charge.interestAndFineCents,
    differenceCents: charge.valueCents - expected.amountCents,
    paidOn,
    creditedOn: charge.creditedOn,
  };
}

/** Cash does not pass through Asaas, so there is no fee. The amount agreed with the payer is the expected amount. */
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

/** The cause names the total refunded so far. The entry has only the new part. Asaas does not give fees back. */
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

/** Whether an entry is money that came in: a payment at Asaas, or cash. */
export function isReceipt(entry: { cause: string }): boolean {
  return entry.cause === 'payment' || entry.cause.startsWith('cash/');
}

/** Whether an entry takes a cash receipt back. */
export function isUndoneCash(entry: { cause: string }): boolean {
  return entry.cause.startsWith('cash_undone/');
}

/** The cash receipt that was not undone; null when there is none. */
export function openCashReceipt(booked: readonly Booked[]): Booked | null {
  const undone = new Set(booked.filter(isUndoneCash).map(occasionOf));
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
