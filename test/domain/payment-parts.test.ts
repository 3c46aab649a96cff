import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bookingOf } from '../../domain/booking.ts';
import { addDays } from '../../domain/calendar.ts';
import type { Charge } from '../../domain/charge.ts';
import { type CollectionTerms, expectedPayment } from '../../domain/collection-terms.ts';
import { chargeAt, plainTerms } from './plain-charge.ts';

const days = { today: '2026-12-10', isBankDay: () => true };

const received = chargeAt(plainTerms, {
  status: 'received',
  paidOn: days.today,
  creditedOn: days.today,
});

describe('a payment as expected', () => {
  const someTerms: fc.Arbitrary<CollectionTerms> = fc.record({
    amountCents: fc.integer({ min: 2_000, max: 10_000_000 }),
    additionCents: fc.integer({ min: 0, max: 100_000 }),
    rebateCents: fc.integer({ min: 0, max: 900 }),
    discount: fc.option(
      fc.record({
        type: fc.constant('percentage' as const),
        percent: fc.integer({ min: 0, max: 50 }),
        daysBeforeDue: fc.integer({ min: 0, max: 9 }),
      }),
    ),
    fine: fc.option(fc.record({ type: fc.constant('percentage' as const), percent: fc.nat({ max: 10 }) })),
    interest: fc.option(fc.record({ percentPerMonth: fc.nat({ max: 10 }) })),
    dueDate: fc.constant('2026-12-20'),
    description: fc.constant(null),
    billingType: fc.constant('BOLETO' as const),
  });
  const payment = fc.record({
    owed: someTerms,
    daysAfterDue: fc.integer({ min: -20, max: 100 }),
    feeCents: fc.integer({ min: 0, max: 499 }),
  });

  /** What its payer owes on that day, paid at Asaas. */
  const paidAsOwed = (owed: CollectionTerms, daysAfterDue: number, feeCents: number): Charge => {
    const paidOn = addDays(owed.dueDate, daysAfterDue);
    const { amountCents, interestAndFineCents } = expectedPayment(owed, paidOn, days.isBankDay);
    const netCents = amountCents - feeCents;
    return { ...received, valueCents: amountCents, netCents, interestAndFineCents, paidOn };
  };

  it('is principal less discount with fine and interest, to the centavo', () => {
    fc.assert(
      fc.property(payment, ({ owed, daysAfterDue, feeCents }) => {
        const [entry] = bookingOf(paidAsOwed(owed, daysAfterDue, feeCents), owed, [], days).entries;
        if (!entry) throw new Error('Nothing was booked');
        const { faceCents, additionCents, rebateCents, discountCents, fineCents, interestAndFineCents } =
          entry;
        const interestCents = interestAndFineCents - fineCents;
        expect(faceCents + additionCents - rebateCents - discountCents + fineCents + interestCents).toBe(
          entry.grossCents,
        );
        expect(entry.grossCents - entry.feeCents).toBe(entry.netCents);
        expect(entry.differenceCents).toBe(0);
        expect(entry).toMatchObject({
          discountCents: entry.expected?.discountCents,
          fineCents: entry.expected?.fineCents,
        });
      }),
    );
  });

  it('differs by what was paid beside it, of which no part is lost', () => {
    fc.assert(
      fc.property(
        payment,
        fc.integer({ min: -500, max: 500 }),
        ({ owed, daysAfterDue, feeCents }, besideCents) => {
          const charge = paidAsOwed(owed, daysAfterDue, feeCents);
          const paid = {
            ...charge,
            valueCents: charge.valueCents + besideCents,
            netCents: charge.netCents + besideCents,
          };
          const [entry] = bookingOf(paid, owed, [], days).entries;
          expect(entry?.differenceCents).toBe(besideCents);
          expect(entry?.discountCents).toBeLessThanOrEqual(entry?.expected?.discountCents ?? 0);
          expect(entry && entry.grossCents - entry.feeCents).toBe(entry?.netCents);
        },
      ),
    );
  });

  it('in cash is made of the same parts', () => {
    fc.assert(
      fc.property(payment, ({ owed, daysAfterDue }) => {
        const atAsaas = paidAsOwed(owed, daysAfterDue, 0);
        const cash: Charge = { ...atAsaas, status: 'received_in_cash', interestAndFineCents: 0 };
        const [booked] = bookingOf(cash, owed, [], days).entries;
        const [payment] = bookingOf(atAsaas, owed, [], days).entries;
        const { cause: _, creditedOn: __, ...parts } = payment ?? {};
        expect(booked).toMatchObject(parts);
      }),
    );
  });
});
