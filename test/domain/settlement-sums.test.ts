import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toSettlement } from '../../api/documents/settlement-answer.ts';
import type { DocumentFacts } from '../../db/documents/document-list.ts';
import { bookingOf, type Entry } from '../../domain/booking.ts';
import { addDays } from '../../domain/calendar.ts';
import type { Charge } from '../../domain/charge.ts';
import { type CollectionTerms, chargeValueCents, expectedPayment } from '../../domain/collection-terms.ts';
import { type BookedMoney, explainLines, type LineKind, type StatementLine } from '../../domain/statement.ts';
import { chargeAt } from './plain-charge.ts';

const dueDate = '2026-12-10';
const days = { today: '2027-03-01', isBankDay: () => true };

const terms: CollectionTerms = {
  amountCents: 10_000,
  additionCents: 700,
  rebateCents: 1_200,
  discount: { type: 'percentage', percent: 5, daysBeforeDue: 3 },
  fine: { type: 'percentage', percent: 2 },
  interest: { percentPerMonth: 1 },
  dueDate,
  description: null,
  billingType: 'UNDEFINED',
};

const registered = chargeAt(terms);

/** A life of one charge, as Asaas' book has it after each thing that happened. */
const lives = fc
  .record({
    /** In one amount: that one was undone and another given, both unread, nobody could tell from this charge. */
    cash: fc.record({ times: fc.nat({ max: 3 }), valueCents: fc.integer({ min: 500, max: 20_000 }) }),
    /** Days after the due date, and what came beside what was owed; null when nobody pays at Asaas. */
    paid: fc.option(
      fc.record({ after: fc.integer({ min: -20, max: 60 }), beside: fc.constantFrom(0, 0, -50, 75) }),
    ),
    refunds: fc.array(fc.integer({ min: 1, max: 3_000 }), { maxLength: 3 }),
    dispute: fc.constantFrom(null, 'reversed' as const, 'lost' as const),
    endsInCash: fc.boolean(),
  })
  .map(({ cash, paid, refunds, dispute, endsInCash }) => {
    const { valueCents } = cash;
    const paidOn = addDays(dueDate, 5);
    const inCash: Charge = { ...registered, status: 'received_in_cash', valueCents, paidOn };
    const counted = Array.from({ length: cash.times }, () => [inCash, registered]).flat();
    if (!paid) return endsInCash ? counted.slice(0, -1) : counted;
    const received = paidAt(paid.after, paid.beside);
    const life = [...counted, received];
    let refundedCents = 0;
    for (const cents of refunds) {
      refundedCents += cents;
      if (refundedCents < received.valueCents) life.push({ ...received, refundedCents });
    }
    const last = life.at(-1) ?? received;
    if (!dispute) return life;
    const asked: Charge = { ...last, status: 'disputed', chargeback: 'requested' };
    const lost = { status: 'refunded', refundedCents: last.valueCents } as const;
    return [...life, asked, { ...last, chargeback: dispute, ...(dispute === 'lost' ? lost : {}) }];
  });

function paidAt(daysAfterDue: number, besideCents: number): Charge {
  const paidOn = addDays(dueDate, daysAfterDue);
  const owed = expectedPayment(terms, paidOn, days.isBankDay);
  const valueCents = owed.amountCents + besideCents;
  const { interestAndFineCents } = owed;
  return {
    ...registered,
    status: 'received',
    valueCents,
    netCents: valueCents - 199,
    interestAndFineCents,
    paidOn,
  };
}

/** Which of a life's moments are read, and how often; the last one always is. */
const readings = lives.chain((life) =>
  fc
    .array(fc.integer({ min: 0, max: 2 }), { minLength: life.length, maxLength: life.length })
    .map((times) => life.flatMap((charge, at) => Array<Charge>(times[at] ?? 0).fill(charge)))
    .map((read) => ({ life, read: [...read, life.at(-1) ?? registered] })),
);

function ledgerOf(read: readonly Charge[]): Entry[] {
  const booked: Entry[] = [];
  for (const charge of read) booked.push(...bookingOf(charge, terms, booked, days).entries);
  return booked;
}

/** How the account's balance moves through a life. Cash passes by it. What a payer's bank takes is what is left of the payment. */
function statementOf(life: readonly Charge[]): StatementLine[] {
  return life.flatMap((charge, at): StatementLine[] => {
    const before = life[at - 1];
    if (charge.status === 'received' && before?.status !== 'received' && charge.chargeback === null)
      return [
        line(at, 'payment', charge.valueCents),
        line(at, 'payment_fee', charge.netCents - charge.valueCents),
      ];
    if (charge.chargeback === 'reversed') {
      const left = charge.valueCents - charge.refundedCents;
      return [line(at, 'chargeback', -left), line(at, 'chargeback', left)];
    }
    const goneCents = charge.refundedCents - (before?.refundedCents ?? 0);
    if (goneCents === 0) return [];
    return [line(at, charge.chargeback === 'lost' ? 'chargeback' : 'refund', -goneCents)];
  });
}

function line(at: number, kind: LineKind, amountCents: number): StatementLine {
  const { chargeId } = registered;
  const lineId = `${at}-${kind}-${amountCents}`;
  const shown = { date: dueDate, providerType: kind, balanceCents: 0, description: '' };
  return { ...shown, lineId, kind, amountCents, chargeId };
}

/** No notices go out. */
const silent = { fees: { messagingCents: 99, whatsappCents: 55 }, messages: false, whatsapp: false };

/** The ledger as the statement is compared with it. */
function bookedMoneyOf(entries: readonly Entry[]): BookedMoney {
  const sum = (cause: RegExp, of: 'grossCents' | 'feeCents') =>
    entries.filter((entry) => cause.test(entry.cause)).reduce((cents, entry) => cents + entry[of], 0);
  const refundedCents = -sum(/^refund\//, 'grossCents');
  return {
    paymentCents: sum(/^payment$/, 'grossCents'),
    feeCents: sum(/^payment$/, 'feeCents'),
    refundedCents,
  };
}

/** The rows of the ledger that these entries are, as far as a settlement looks at them. */
function factsOf(entries: readonly Entry[]): DocumentFacts {
  const ledger = entries.map((entry) => ({
    cause: entry.cause,
    charge_id: registered.chargeId,
    gross_cents: entry.grossCents,
    fee_cents: entry.feeCents,
    net_cents: entry.netCents,
    face_cents: entry.faceCents,
    addition_cents: entry.additionCents,
    rebate_cents: entry.rebateCents,
    discount_cents: entry.discountCents,
    fine_cents: entry.fineCents,
    interest_and_fine_cents: entry.interestAndFineCents,
    difference_cents: entry.differenceCents,
    expected: entry.expected,
    paid_on: entry.paidOn,
    credited_on: entry.creditedOn,
    source: 'webhook',
  }));
  return { attempts: 1, ledger } as unknown as DocumentFacts;
}

describe('charged, paid, refunded and settled', () => {
  it('add up to the centavo, whatever happened to a charge and whatever of it was read', () => {
    fc.assert(
      fc.property(readings, ({ read }) => {
        const last = read.at(-1) ?? registered;
        const isIn = ['received', 'refunded', 'received_in_cash'].includes(last.status);
        const paidCents = isIn ? last.valueCents : 0;
        const settled = toSettlement(factsOf(ledgerOf(read)));
        expect(settled === null).toBe(paidCents - last.refundedCents <= 0);
        if (!settled) return;
        expect(settled.grossCents).toBe(paidCents - last.refundedCents);
        expect(settled.refundedCents).toBe(last.refundedCents);
        expect(settled.netCents).toBe(settled.grossCents - settled.feeCents);
        const principal = settled.faceCents + settled.additionCents - settled.rebateCents;
        expect(principal).toBe(chargeValueCents(terms));
        const owed = settled.expected;
        if (!owed) throw new Error('Each receipt is expected');
        expect(owed.grossCents).toBe(principal - owed.discountCents + owed.fineCents + owed.interestCents);
        expect(settled.differenceCents).toBe(paidCents - owed.grossCents);
        const partsCents = principal - settled.discountCents + settled.fineCents + settled.interestCents;
        if (settled.differenceCents === 0) expect(partsCents).toBe(paidCents);
      }),
      { numRuns: 2_000 },
    );
  });

  it('explain every line of the statement, and the lines come to the net of the ledger', () => {
    fc.assert(
      fc.property(readings, ({ life, read }) => {
        const ledger = ledgerOf(read);
        const lines = statementOf(life);
        const explained = explainLines(lines, bookedMoneyOf(ledger), silent);
        expect(explained.filter(({ explanation }) => explanation !== 'booked')).toEqual([]);
        const throughTheAccount = ledger.filter(({ cause }) => !cause.startsWith('cash'));
        const netCents = throughTheAccount.reduce((cents, entry) => cents + entry.netCents, 0);
        expect(lines.reduce((cents, { amountCents }) => cents + amountCents, 0)).toBe(netCents);
      }),
      { numRuns: 2_000 },
    );
  });
});
