import { z } from 'zod';
import type { CalendarDate } from '../domain/calendar.ts';
import type { PaymentMethod, ReceivedCharge } from '../domain/charge.ts';
import type { ReturnPlace } from '../domain/settlement-return.ts';
import { payment, toCharge } from './charges.ts';
import type { Call, Connection } from './http.ts';
import { pageOverlap, pageSize } from './pages.ts';

/**
 * The statuses of money that came, also of what went back since. A list takes one of them per call, and RECEIVED does
 * not include the others (Asaas reference 3.4).
 */
const lists = [
  'RECEIVED',
  'RECEIVED_IN_CASH',
  'DUNNING_RECEIVED',
  'REFUND_REQUESTED',
  'REFUND_IN_PROGRESS',
  'REFUNDED',
] as const;

export interface ReceivedPage {
  charges: ReceivedCharge[];
  /** Where to continue. Null at the end. */
  next: ReturnPlace | null;
}

/** What an account received, by Asaas' payment date (Asaas reference 3.5). */
export function receivedCharges(call: Call) {
  return {
    /**
     * One page of the charges received in a period, both days included. Status and payment date of each row are checked
     * here: if Asaas did not understand the filter, it would return all charges.
     */
    async readPage(
      connection: Connection,
      period: { from: CalendarDate; to: CalendarDate },
      place: ReturnPlace,
    ): Promise<ReceivedPage> {
      const status = lists[place.list];
      if (!status) return { charges: [], next: null };
      const query = new URLSearchParams({
        status,
        'paymentDate[ge]': period.from,
        'paymentDate[le]': period.to,
        offset: String(place.offset),
        limit: String(pageSize),
      });
      const { data, hasMore } = await call(connection, 'GET', `/payments?${query}`, page);
      const wanted = data.filter((row) => row.status === status && isWithin(row.paymentDate, period));
      return { charges: wanted.map(toReceivedCharge), next: placeAfter(place, hasMore && data.length > 0) };
    },
  };
}

const row = payment.extend({
  billingType: z.string().nullish(),
  pixTransaction: z.unknown().optional(),
});

const page = z.looseObject({ hasMore: z.boolean(), data: z.array(row) });

function isWithin(date: string | null | undefined, { from, to }: { from: string; to: string }): boolean {
  return typeof date === 'string' && date >= from && date <= to;
}

function placeAfter({ list, offset }: ReturnPlace, hasMore: boolean): ReturnPlace | null {
  if (hasMore) return { list, offset: offset + pageSize - pageOverlap };
  return list + 1 < lists.length ? { list: list + 1, offset: 0 } : null;
}

function toReceivedCharge(wire: z.infer<typeof row>): ReceivedCharge {
  const charge = toCharge(wire);
  return { ...charge, receivedOn: wire.paymentDate ?? charge.dueDate, method: methodOf(wire) };
}

function methodOf(wire: z.infer<typeof row>): PaymentMethod {
  if (wire.status === 'RECEIVED_IN_CASH') return 'cash';
  // A boleto can be paid with its Pix code. Only this field shows it.
  if (wire.pixTransaction || wire.billingType === 'PIX') return 'pix';
  return wire.billingType === 'BOLETO' ? 'boleto' : 'other';
}
