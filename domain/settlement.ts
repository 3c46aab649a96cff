import type { Entry } from './booking.ts';
import type { CalendarDate } from './calendar.ts';

/** What led to the booking: Asaas' webhook, a settlement return, a person's word, or a reconciliation. */
export type SettlementSource = 'webhook' | 'settlement_return' | 'person' | 'reconciliation';

/** Money that came in for a document, every centavo of it, as resources and events show it. */
export interface Settlement {
  grossCents: number;
  feeCents: number;
  netCents: number;
  discountCents: number;
  interestAndFineCents: number;
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
    discountCents: entry.discountCents,
    interestAndFineCents: entry.interestAndFineCents,
    differenceCents: entry.differenceCents,
    paidOn: entry.paidOn,
    creditedOn: entry.creditedOn,
    method: methodOf(entry),
    source,
  };
}

/** How the money of a receipt came in. */
export function methodOf(entry: { cause: string }): Settlement['method'] {
  return entry.cause.startsWith('cash/') ? 'cash' : 'asaas';
}
