import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Booked, bookingOf, openCashReceipt } from '../../domain/booking.ts';
import type { Charge } from '../../domain/charge.ts';
import { expectedPayment } from '../../domain/collection-terms.ts';
import { chargeAt, plainTerms } from './plain-charge.ts';

const today = '2026-12-10';
const days = { today, isBankDay: () => true };

const terms = plainTerms;

const waiting = chargeAt(terms);

const received: Charge = { ...waiting, status: 'received', paidOn: today, creditedOn: today };

describe('booking a charge that was read back', () => {
  it('books a received payment with its fee, once', () => {
    const { entries, events } = bookingOf(received, terms, [], days);
    expect(entries).toEqual([
      {
        cause: 'payment',
        grossCents: 10_000,
        feeCents: 199,
        netCents: 9_801,
        faceCents: 10_000,
        additionCents: 0,
        rebateCents: 0,
        discountCents: 0,
        fineCents: 0,
        interestAndFineCents: 0,
        differenceCents: 0,
        expected: expectedPayment(terms, today, days.isBankDay),
        paidOn: today,
        creditedOn: today,
      },
    ]);
    expect(events).toEqual(['payment.received']);
    expect(bookingOf(received, terms, entries, days)).toEqual({ entries: [], events: [] });
  });

  it('tells of a payment that is confirmed and not yet credited without booking any money', () => {
    expect(bookingOf({ ...waiting, status: 'confirmed' }, terms, [], days)).toEqual({
      entries: [],
      events: ['payment.confirmed'],
    });
  });

  it('flags what was received beside what was expected', () => {
    const [entry] = bookingOf({ ...received, valueCents: 9_000, netCents: 8_801 }, terms, [], days).entries;
    expect(entry?.differenceCents).toBe(-1_000);
  });

  it('separates fine and interest of a late payment from its face value', () => {
    const late = {
      ...received,
      valueCents: 10_233,
      netCents: 10_034,
      interestAndFineCents: 233,
      paidOn: '2026-12-30',
    };
    const withFine = {
      ...terms,
      fine: { type: 'percentage', percent: 2 } as const,
      interest: { percentPerMonth: 1 },
    };
    const [entry] = bookingOf(late, withFine, [], { ...days, today: '2026-12-30' }).entries;
    expect(entry).toMatchObject({
      grossCents: 10_233,
      interestAndFineCents: 233,
      discountCents: 0,
      differenceCents: 0,
    });
  });

  it('separates the discount of an early payment', () => {
    const withDiscount = {
      ...terms,
      discount: { type: 'percentage', percent: 5, daysBeforeDue: 3 } as const,
    };
    const [entry] = bookingOf(
      { ...received, valueCents: 9_500, netCents: 9_301 },
      withDiscount,
      [],
      days,
    ).entries;
    expect(entry).toMatchObject({ discountCents: 500, differenceCents: 0 });
  });

  it('reverses a cash receipt that was undone, and books the next one as another', () => {
    const cash = { ...waiting, status: 'received_in_cash', paidOn: today } as const;
    const first = bookingOf(cash, terms, [], days).entries;
    expect(first.map((entry) => entry.cause)).toEqual(['cash/1']);
    const undone = bookingOf(waiting, terms, first, days);
    expect(undone.entries.map((entry) => [entry.cause, entry.grossCents])).toEqual([
      ['cash_undone/1', -10_000],
    ]);
    expect(undone.events).toContain('settlement.undone');
    const second = bookingOf(cash, terms, [...first, ...undone.entries], days).entries;
    expect(second.map((entry) => entry.cause)).toEqual(['cash/2']);
  });

  it('books a refund as an entry of its own, and only what is new of it', () => {
    const paid = bookingOf(received, terms, [], days).entries;
    const partly = bookingOf({ ...received, refundedCents: 3_000 }, terms, paid, days);
    expect(partly.entries.map((entry) => [entry.cause, entry.grossCents])).toEqual([['refund/3000', -3_000]]);
    const wholly = bookingOf(
      { ...received, status: 'refunded', refundedCents: 10_000 },
      terms,
      [...paid, ...partly.entries],
      days,
    );
    expect(wholly.entries.map((entry) => entry.grossCents)).toEqual([-7_000]);
    expect(wholly.events).toContain('payment.refunded');
  });

  it('finds nothing missing the second time, whatever the charge went through', () => {
    fc.assert(
      fc.property(history, (charges) => {
        let booked: Booked[] = [];
        for (const charge of charges) {
          booked = [...booked, ...bookingOf(charge, terms, booked, days).entries];
          expect(bookingOf(charge, terms, booked, days).entries).toEqual([]);
        }
        const causes = booked.map((entry) => entry.cause);
        expect(new Set(causes).size).toBe(causes.length);
      }),
    );
  });

  it('ends with the sum that the last reading of the charge says, whatever was seen or missed before', () => {
    fc.assert(
      fc.property(history, (charges) => {
        const last = charges.at(-1) ?? waiting;
        let booked: Booked[] = [];
        for (const charge of charges) booked = [...booked, ...bookingOf(charge, terms, booked, days).entries];
        const sum = booked.reduce((total, entry) => total + entry.grossCents, 0);
        expect(sum).toBe(moneyIn(last));
        expect(openCashReceipt(booked) !== null).toBe(last.status === 'received_in_cash');
      }),
    );
  });
});

describe('a status that we do not know', () => {
  it('books nothing, undoes nothing and tells of nothing, whatever is booked', () => {
    fc.assert(
      fc.property(history, fc.boolean(), (charges, removed) => {
        let booked: Booked[] = [];
        for (const charge of charges) {
          booked = [...booked, ...bookingOf(charge, terms, booked, days).entries];
          const obscured: Charge = { ...charge, status: 'unknown', unknownStatus: 'X', removed };
          expect(bookingOf(obscured, terms, booked, days)).toEqual({ entries: [], events: [] });
        }
      }),
    );
  });
});

describe('the ledger of a charge', () => {
  it('has gross less fee as its net in every line, and an expectation that gross and difference make', () => {
    const payment = fc.record({
      valueCents: fc.integer({ min: 500, max: 99_999_999_999 }),
      feeCents: fc.integer({ min: 0, max: 499 }),
      refundedCents: fc.integer({ min: 0, max: 500 }),
    });
    fc.assert(
      fc.property(payment, ({ valueCents, feeCents, refundedCents }) => {
        const charge = { ...received, valueCents, netCents: valueCents - feeCents, refundedCents };
        const { entries } = bookingOf(charge, terms, [], days);
        for (const entry of entries) expect(entry.netCents).toBe(entry.grossCents - entry.feeCents);
        const [receipt] = entries;
        expect(receipt && receipt.grossCents - receipt.differenceCents).toBe(10_000);
        expect(entries.reduce((sum, entry) => sum + entry.grossCents, 0)).toBe(valueCents - refundedCents);
      }),
    );
  });
});

function moneyIn(charge: Charge): number {
  if (charge.status === 'received_in_cash') return charge.valueCents;
  return charge.status === 'received' || charge.status === 'refunded'
    ? charge.valueCents - charge.refundedCents
    : 0;
}

/** Lives a charge can have: cash in and out first (Asaas has no way back from a payment), then perhaps paid and given back. */
const history = fc
  .tuple(
    fc.array(fc.constantFrom<Charge['status']>('awaiting', 'overdue', 'received_in_cash'), { maxLength: 5 }),
    fc.boolean(),
    fc.array(fc.integer({ min: 1, max: 10_000 }), { maxLength: 3 }),
  )
  .map(([before, isPaid, refunds]) => {
    const charges: Charge[] = before.map((status) => ({ ...waiting, status }));
    if (!isPaid) return charges;
    charges.push(received);
    for (const refundedCents of [...refunds].sort((one, other) => one - other)) {
      const status = refundedCents === 10_000 ? 'refunded' : 'received';
      charges.push({ ...received, status, refundedCents });
    }
    return charges;
  });
