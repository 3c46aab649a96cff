import { z } from 'zod';
import type { CalendarDate } from '../domain/calendar.ts';
import type { LineKind, StatementLine } from '../domain/statement.ts';
import type { Call, Connection } from './http.ts';
import { pageSize } from './pages.ts';
import { toCents } from './reais.ts';

export interface StatementPage {
  lines: StatementLine[];
  /** Where to continue. Null at the end. */
  nextOffset: number | null;
}

/**
 * The account's statement (Asaas reference 10.7). Only the statement proves every centavo independently of our books.
 */
export function statement(call: Call) {
  return {
    /**
     * One page of the movements of a period, both days included, oldest first. In this order new lines come at the end,
     * so no line moves to a page that was already read.
     */
    async readPage(
      connection: Connection,
      period: { from: CalendarDate; to: CalendarDate },
      offset: number,
    ): Promise<StatementPage> {
      const query = new URLSearchParams({
        startDate: period.from,
        finishDate: period.to,
        order: 'asc',
        offset: String(offset),
        limit: String(pageSize),
      });
      const { data, hasMore } = await call(connection, 'GET', `/financialTransactions?${query}`, page);
      const lines = data.filter((each) => each.date >= period.from && each.date <= period.to).map(toLine);
      return { lines, nextOffset: hasMore && data.length > 0 ? offset + data.length : null };
    },
  };
}

const row = z.looseObject({
  id: z.string().min(1),
  value: z.number(),
  balance: z.number(),
  type: z.string(),
  date: z.string(),
  description: z.string().nullish(),
  paymentId: z.string().nullish(),
});

const page = z.looseObject({ hasMore: z.boolean(), data: z.array(row) });

function toLine(wire: z.infer<typeof row>): StatementLine {
  return {
    lineId: wire.id,
    date: wire.date,
    kind: kindOf(wire.type),
    providerType: wire.type,
    amountCents: toCents(wire.value),
    balanceCents: toCents(wire.balance),
    chargeId: wire.paymentId ?? null,
    description: wire.description ?? '',
  };
}

/** The types of lines that charges cause (Asaas has about 120 types). A type that is not here is `other`. */
const kinds: Record<string, LineKind> = {
  PAYMENT_RECEIVED: 'payment',
  PAYMENT_FEE: 'payment_fee',
  PAYMENT_FEE_REVERSAL: 'payment_fee',
  PAYMENT_REVERSAL: 'refund',
  PAYMENT_REFUND_CANCELLED: 'refund',
  REVERSAL: 'refund',
  CHARGEBACK: 'chargeback',
  CHARGEBACK_REVERSAL: 'chargeback',
  PAYMENT_MESSAGING_NOTIFICATION_FEE: 'notice_fee',
  PAYMENT_SMS_NOTIFICATION_FEE: 'notice_fee',
  PHONE_CALL_NOTIFICATION_FEE: 'notice_fee',
  INSTANT_TEXT_MESSAGE_FEE: 'notice_fee',
  TRANSFER: 'transfer',
  TRANSFER_REVERSAL: 'transfer',
  TRANSFER_FEE: 'transfer_fee',
  INTERNAL_TRANSFER_DEBIT: 'transfer',
  INTERNAL_TRANSFER_CREDIT: 'transfer',
  INTERNAL_TRANSFER_REVERSAL: 'transfer',
};

function kindOf(type: string): LineKind {
  return Object.hasOwn(kinds, type) ? (kinds[type] ?? 'other') : 'other';
}
