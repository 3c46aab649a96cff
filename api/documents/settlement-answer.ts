import { z } from 'zod';
import type { DocumentFacts } from '../../db/documents/document-list.ts';
import { isReceipt } from '../../domain/booking.ts';
import { paymentTimings } from '../../domain/collection-terms.ts';
import { methodOf, shownExpectation } from '../../domain/settlement.ts';
import { date } from '../http/fields.ts';

/** Our own calculation of what a payer owed on the day of the payment. */
export const expectedAnswer = z
  .strictObject({
    grossCents: z.int(),
    discountCents: z.int(),
    fineCents: z.int(),
    interestCents: z.int(),
    timing: z.enum(paymentTimings).meta({
      description:
        '`early`: while the discount lasted; `on_time`; `late`: after the first bank day from the due date.',
    }),
  })
  .meta({ id: 'ExpectedPayment', description: 'Our own calculation of what was owed on that day.' });

/** What a receipt is made of; for a settlement and for a row of a settlement return. */
export const receiptParts = {
  faceCents: z.int().meta({ description: 'Amount of the document.' }),
  additionCents: z.int(),
  rebateCents: z.int().meta({ description: 'Abatimento.' }),
  discountCents: z.int(),
  fineCents: z.int().meta({
    description: 'Asaas tells fine and interest as one sum: the fine is as expected, the rest is interest.',
  }),
  interestCents: z.int(),
  interestAndFineCents: z.int(),
};

export const differenceCents = z.int().meta({
  description: 'All that was received less what was expected of a payment on that day.',
});

/** One receipt as it was booked, in the ERP's events. */
export const bookedReceipt = {
  grossCents: z.int(),
  feeCents: z.int(),
  netCents: z.int(),
  ...receiptParts,
  expected: expectedAnswer.nullable(),
  differenceCents,
  paidOn: date,
  creditedOn: date.nullable(),
  method: z.enum(['asaas', 'cash']).meta({ description: 'Paid through Asaas, or in cash outside it.' }),
  source: z
    .enum(['webhook', 'settlement_return', 'person', 'reconciliation'])
    .meta({ description: 'What led to the booking.' }),
};

export const settlementAnswer = z
  .strictObject({
    ...bookedReceipt,
    grossCents: z.int().meta({ description: 'What came in, less what was refunded.' }),
    refundedCents: z.int(),
  })
  .meta({
    id: 'Settlement',
    description:
      'What the ledger holds. A payment that fits: face + addition − rebate − discount + fine + interest = gross + refunded; always gross − fee = net. With several receipts the parts are of the first, and the rest is difference.',
  });

type Entry = DocumentFacts['ledger'][number];

/**
 * What the ledger's entries come to: reversals are entries too, and what is undone is no settlement. A document is owed
 * once: its parts and what was expected are of its first receipt, and all that came beyond is difference.
 */
export function toSettlement({ ledger }: DocumentFacts): z.output<typeof settlementAnswer> | null {
  const grossCents = sum(ledger, (entry) => entry.gross_cents);
  const receipts = ledger.filter((entry) => isReceipt(entry) && !isUndone(entry, ledger));
  const [first] = receipts;
  const last = receipts.at(-1);
  if (!first || !last || grossCents <= 0) return null;
  const receivedCents = sum(receipts, (entry) => entry.gross_cents);
  const expectedCents = first.expected?.amountCents ?? first.gross_cents - first.difference_cents;
  return {
    grossCents,
    feeCents: sum(ledger, (entry) => entry.fee_cents),
    netCents: sum(ledger, (entry) => entry.net_cents),
    faceCents: first.face_cents,
    additionCents: first.addition_cents,
    rebateCents: first.rebate_cents,
    discountCents: first.discount_cents,
    fineCents: first.fine_cents,
    interestCents: first.interest_and_fine_cents - first.fine_cents,
    interestAndFineCents: first.interest_and_fine_cents,
    refundedCents: receivedCents - grossCents,
    expected: first.expected && shownExpectation(first.expected),
    differenceCents: receivedCents - expectedCents,
    paidOn: last.paid_on,
    creditedOn: last.credited_on,
    method: methodOf(last),
    source: last.source,
  };
}

/** `cash_undone/2` takes `cash/2` of the same charge back. */
function isUndone({ cause, charge_id }: Entry, ledger: readonly Entry[]): boolean {
  const undoing = cause.replace(/^cash\//, 'cash_undone/');
  return (
    undoing !== cause && ledger.some((entry) => entry.cause === undoing && entry.charge_id === charge_id)
  );
}

function sum<T>(items: readonly T[], amountOf: (item: T) => number): number {
  return items.reduce((total, item) => total + amountOf(item), 0);
}
