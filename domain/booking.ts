import type { CalendarDate, IsBankDay } from './calendar.ts';
import type { Charge } from './charge.ts';
import {
  type CollectionTerms,
  chargeValueCents,
  type ExpectedPayment,
  expectedPayment,
} from './collection-terms.ts';
import type { DocumentEvent } from './document-status.ts';

/** One entry of the ledger, amounts in centavos. A reversal has negative amounts. */
export interface Entry {
  /** What happened, unique per charge: `payment`, `cash/2`, `cash_undone/1`, `refund/15000`. */
  cause: string;
  grossCents: number;
  feeCents: number;
  netCents: number;
  /** The document's own amount; with addition and rebate the principal that the receipt is of. */
  faceCents: number;
  additionCents: number;
  rebateCents: number;
  discountCents: number;
  /** Of `interestAndFineCents`: Asaas tells both as one sum, of which the fine is what we expected of it. */
  fineCents: number;
  interestAndFineCents: number;
  /** The gross amount minus the amount that we expected for a payment on that day. */
  differenceCents: number;
  /** Our own calculation of that day; null for what is no receipt. */
  expected: ExpectedPayment | null;
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
  if (charge.status === 'unknown' || charge.status === 'disputed') return { entries: [], events: [] };
  const entries = missingEntries(charge, terms, booked, days);
  return { entries, events: eventsOf(charge, entries) };
}

/**
 * Whether what a charge says moves the document. News of its own charge does. Of another charge: money settles the
 * document if it was not refunded, and a refund moves it when no other money of it is left. `isPaid` is asked of the
 * books after the entries were written.
 */
export function movesDocument(
  event: BookedEvent,
  charge: Charge,
  document: { isOwnCharge: boolean; isPaid: boolean },
): boolean {
  if (document.isOwnCharge) return true;
  if (event === 'payment.received') return charge.status !== 'refunded';
  return event === 'payment.refunded' && !document.isPaid;
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
  if (charge.status === 'received_in_cash' && !cash) entries.push(cashReceipt(charge, terms, booked, days));
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
  const { valueCents, netCents, interestAndFineCents } = charge;
  return {
    ...amounts(valueCents),
    ...partsOf({ valueCents, interestAndFineCents }, terms, expected),
    cause: 'payment',
    feeCents: valueCents - netCents,
    netCents,
    paidOn,
    creditedOn: charge.creditedOn,
  };
}

/** Cash never passes through Asaas, so there is no fee; what was paid above the principal is fine and interest. */
function cashReceipt(
  charge: Charge,
  terms: CollectionTerms,
  booked: readonly Booked[],
  { today, isBankDay }: BookingDays,
): Entry {
  const earlier = booked.filter((entry) => entry.cause.startsWith('cash/')).length;
  const paidOn = charge.paidOn ?? today;
  const expected = expectedPayment(terms, paidOn, isBankDay);
  const { valueCents } = charge;
  const abovePrincipal = Math.max(0, valueCents - chargeValueCents(terms));
  const interestAndFineCents = Math.min(expected.interestAndFineCents, abovePrincipal);
  return {
    ...amounts(valueCents),
    ...partsOf({ valueCents, interestAndFineCents }, terms, expected),
    cause: `cash/${earlier + 1}`,
    paidOn,
    creditedOn: paidOn,
  };
}

/**
 * What a receipt is made of, beside our own calculation: principal − discount + fine and interest, and what is then
 * left of it is the difference. Asaas lowers the value of a charge paid with its discount and names no discount itself
 * (Asaas reference 3.13), so it is what lies below the principal, up to the discount that was agreed.
 */
function partsOf(
  received: { valueCents: number; interestAndFineCents: number },
  terms: CollectionTerms,
  expected: ExpectedPayment,
) {
  const { valueCents, interestAndFineCents } = received;
  const belowPrincipal = chargeValueCents(terms) - (valueCents - interestAndFineCents);
  return {
    faceCents: terms.amountCents,
    additionCents: terms.additionCents,
    rebateCents: terms.rebateCents,
    discountCents: Math.min(expected.discountCents, Math.max(0, belowPrincipal)),
    fineCents: Math.max(0, Math.min(expected.fineCents, interestAndFineCents)),
    interestAndFineCents,
    differenceCents: valueCents - expected.amountCents,
    expected,
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
  return entry.cause === 'payment' || isCash(entry);
}

/** Whether an entry is money that came in outside Asaas. */
export function isCash(entry: { cause: string }): boolean {
  return entry.cause.startsWith('cash/');
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
    faceCents: 0,
    additionCents: 0,
    rebateCents: 0,
    discountCents: 0,
    fineCents: 0,
    interestAndFineCents: 0,
    differenceCents: 0,
    expected: null,
  };
}
