import { type Entry, isCash } from './booking.ts';
import type { CalendarDate } from './calendar.ts';
import type { ExpectedPayment, PaymentTiming } from './collection-terms.ts';

/** What led to the booking: Asaas' webhook, a settlement return, a person's word, or a reconciliation. */
export type SettlementSource = 'webhook' | 'settlement_return' | 'person' | 'reconciliation';

/** What a payer owed on the day of the payment, as resources and events show it. */
export interface ShownExpectation {
  grossCents: number;
  discountCents: number;
  fineCents: number;
  interestCents: number;
  timing: PaymentTiming;
}

/** Our own calculation in the words of a settlement. */
export function shownExpectation(expected: ExpectedPayment): ShownExpectation {
  const { amountCents: grossCents, discountCents, fineCents, interestCents, timing } = expected;
  return { grossCents, discountCents, fineCents, interestCents, timing };
}

/** Money that came in for a document, every centavo of it, as resources and events show it. */
export interface Settlement {
  grossCents: number;
  feeCents: number;
  netCents: number;
  /** The amount of the document. */
  faceCents: number;
  additionCents: number;
  rebateCents: number;
  discountCents: number;
  fineCents: number;
  interestCents: number;
  interestAndFineCents: number;
  /** Our own calculation for that day. */
  expected: ShownExpectation | null;
  /** Gross less what was expected of a payment on that day. */
  differenceCents: number;
  paidOn: CalendarDate;
  creditedOn: CalendarDate | null;
  method: 'asaas' | 'cash';
  source: SettlementSource;
}

/** What an entry of the ledger that is a receipt says of the money. */
export function settlementOf(entry: Entry, source: SettlementSource): Settlement {
  return {
    grossCents: entry.grossCents,
    feeCents: entry.feeCents,
    netCents: entry.netCents,
    faceCents: entry.faceCents,
    additionCents: entry.additionCents,
    rebateCents: entry.rebateCents,
    discountCents: entry.discountCents,
    fineCents: entry.fineCents,
    interestCents: entry.interestAndFineCents - entry.fineCents,
    interestAndFineCents: entry.interestAndFineCents,
    expected: entry.expected && shownExpectation(entry.expected),
    differenceCents: entry.differenceCents,
    paidOn: entry.paidOn,
    creditedOn: entry.creditedOn,
    method: methodOf(entry),
    source,
  };
}

/** How the money of a receipt came in. */
export function methodOf(entry: { cause: string }): Settlement['method'] {
  return isCash(entry) ? 'cash' : 'asaas';
}
