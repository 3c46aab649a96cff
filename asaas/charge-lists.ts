import { z } from 'zod';
import type { CalendarDate } from '../domain/calendar.ts';
import type { Charge } from '../domain/charge.ts';
import { payment, toCharge } from './charges.ts';
import type { Call, Connection } from './http.ts';
import { pageOverlap, pageSize } from './pages.ts';

/** Where the reading of the lists is. */
export interface ListPlace {
  list: number;
  offset: number;
}

export interface ChargePage {
  charges: Charge[];
  /** Where to go on; null at the end. */
  next: ListPlace | null;
}

/** A list takes one status per call (Asaas reference 3.4). Some are read whole, some by the day of the payment. */
interface List {
  status: string;
  byPaymentDay: boolean;
}

const whole = (status: string): List => ({ status, byPaymentDay: false });
const paid = (status: string): List => ({ status, byPaymentDay: true });

/**
 * The open charges first: what is paid while we read appears in a later list, and not in none. A confirmed charge has
 * no payment date yet (Asaas reference 3.3). The removed are in no list.
 */
const lists: readonly List[] = [
  whole('PENDING'),
  whole('OVERDUE'),
  whole('DUNNING_REQUESTED'),
  whole('CONFIRMED'),
  paid('RECEIVED'),
  paid('RECEIVED_IN_CASH'),
  paid('DUNNING_RECEIVED'),
  paid('REFUND_REQUESTED'),
  paid('REFUND_IN_PROGRESS'),
  paid('REFUNDED'),
  // Few, and of payments of any age.
  whole('CHARGEBACK_REQUESTED'),
  whole('CHARGEBACK_DISPUTE'),
  whole('AWAITING_CHARGEBACK_REVERSAL'),
];

/** Where the reading begins. */
export const firstListPlace: ListPlace = { list: 0, offset: 0 };

/** Every charge of an account that may matter to open documents, a hundred per call. */
export function chargeLists(call: Call) {
  return {
    /**
     * One page of the charges that are open or contested, or were paid on or after a day. Each row's own status and day are checked:
     * a filter that Asaas did not understand would otherwise bring everything there is.
     */
    async readPage(connection: Connection, place: ListPlace, paidFrom: CalendarDate): Promise<ChargePage> {
      const list = lists[place.list];
      if (!list) return { charges: [], next: null };
      const query = new URLSearchParams({
        status: list.status,
        ...(list.byPaymentDay && { 'paymentDate[ge]': paidFrom }),
        offset: String(place.offset),
        limit: String(pageSize),
      });
      const { data, hasMore } = await call(connection, 'GET', `/payments?${query}`, page);
      const isWanted = (row: z.infer<typeof payment>) =>
        row.status === list.status && (!list.byPaymentDay || (row.paymentDate ?? '') >= paidFrom);
      const charges = data.filter(isWanted).map(toCharge);
      return { charges, next: placeAfter(place, hasMore && data.length > 0) };
    },
  };
}

const page = z.looseObject({ hasMore: z.boolean(), data: z.array(payment) });

function placeAfter({ list, offset }: ListPlace, hasMore: boolean): ListPlace | null {
  if (hasMore) return { list, offset: offset + pageSize - pageOverlap };
  return list + 1 < lists.length ? { list: list + 1, offset: 0 } : null;
}
