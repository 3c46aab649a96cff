import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBankDay } from '../../asaas/bank-days.ts';
import { addDays } from '../../domain/calendar.ts';
import { type CollectionTerms, expectedPayment } from '../../domain/collection-terms.ts';
import { percentOf } from '../../domain/money.ts';
import { earlyDiscountCents, lateChargesCents, noFine } from '../../simulator/terms.ts';

const bare: CollectionTerms = {
  amountCents: 500_000,
  additionCents: 0,
  rebateCents: 0,
  discount: null,
  fine: null,
  interest: null,
  dueDate: '2026-12-10',
  description: null,
  billingType: 'BOLETO',
};

/** Percentages with up to four decimals, as whole ten-thousandths of a percent. */
const tenThousandths = fc.integer({ min: 0, max: 100_000 });
const daysLate = fc.integer({ min: 1, max: 365 });

/** What a payment so many days after the due date owes beside the face value, where banks work every day. */
const lateCents = (terms: CollectionTerms, days: number) =>
  expectedPayment(terms, addDays(terms.dueDate, days), () => true).interestAndFineCents;

describe('interest', () => {
  it('of R$ 5.000,00 at 1 % a month, two days late, is R$ 3,33', () => {
    expect(lateCents({ ...bare, interest: { percentPerMonth: 1 } }, 2)).toBe(333);
  });

  it('of R$ 100.000,00 at 1 % a month is exact on each of thirty days', () => {
    const terms = { ...bare, amountCents: 10_000_000, interest: { percentPerMonth: 1 } };
    for (let day = 1; day <= 30; day++) {
      expect([day, lateCents(terms, day)]).toEqual([day, Math.floor((10_000_000 * day * 2 + 3_000) / 6_000)]);
    }
  });

  it('is the nearest centavo to the exact fraction, halves upwards, for any rate, days and amount', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 99_999_999_999n }),
        tenThousandths,
        daysLate,
        (face, rate, days) => {
          const terms = {
            ...bare,
            amountCents: Number(face),
            interest: { percentPerMonth: rate / 10_000 },
          };
          const divisor = 30_000_000n;
          const missing = face * BigInt(rate) * BigInt(days) - BigInt(lateCents(terms, days)) * divisor;
          expect(2n * missing < divisor && 2n * missing >= -divisor).toBe(true);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('and every other percentage agree with whole numbers, up to the dearest charge', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 99_999_999_999n }), fc.bigInt(0n, 1_000_000n), (cents, rate) => {
        const rounded = (cents * rate + 500_000n) / 1_000_000n;
        expect(BigInt(percentOf(Number(cents), Number(rate) / 10_000))).toBe(rounded);
      }),
    );
  });
});

describe('a rebate', () => {
  it('is taken off the principal first, so that percentages are of what is left', () => {
    const terms: CollectionTerms = {
      ...bare,
      amountCents: 10_000,
      additionCents: 1_000,
      rebateCents: 2_000,
      discount: { type: 'percentage', percent: 10, daysBeforeDue: 0 },
      fine: { type: 'percentage', percent: 2 },
      interest: { percentPerMonth: 3 },
    };
    const owedOn = (paidOn: string) => expectedPayment(terms, paidOn, () => true);
    expect(owedOn('2026-12-10')).toMatchObject({ amountCents: 8_100, discountCents: 900 });
    expect(owedOn('2026-12-20')).toMatchObject({ amountCents: 9_270, interestAndFineCents: 270 });
  });

  it('leaves a payer owing what a document of the lesser amount would', () => {
    const amounts = fc.record({
      amountCents: fc.integer({ min: 1_000, max: 10_000_000 }),
      additionCents: fc.integer({ min: 0, max: 10_000 }),
      rebateCents: fc.integer({ min: 0, max: 500 }),
    });
    fc.assert(
      fc.property(
        amounts,
        tenThousandths,
        tenThousandths,
        fc.integer({ min: -30, max: 365 }),
        (amounts, fine, rate, paid) => {
          const terms: CollectionTerms = {
            ...bare,
            ...amounts,
            discount: { type: 'percentage', percent: 5, daysBeforeDue: 3 },
            fine: { type: 'percentage', percent: fine / 10_000 },
            interest: { percentPerMonth: rate / 10_000 },
          };
          const left = amounts.amountCents + amounts.additionCents - amounts.rebateCents;
          const plain = { ...terms, amountCents: left, additionCents: 0, rebateCents: 0 };
          const paidOn = addDays(terms.dueDate, paid);
          expect(expectedPayment(terms, paidOn, isBankDay)).toEqual(
            expectedPayment(plain, paidOn, isBankDay),
          );
        },
      ),
    );
  });
});

describe('what we expect', () => {
  it('is what the simulated Asaas charges, over rates, days, amounts and the calendar of ten years', () => {
    const payment = fc.record({
      face: fc.integer({ min: 500, max: 100_000_000 }),
      fine: tenThousandths,
      rate: tenThousandths,
      discount: fc.integer({ min: 0, max: 400 }),
      daysBeforeDue: fc.integer({ min: 0, max: 20 }),
      due: fc.integer({ min: 0, max: 3_650 }).map((days) => addDays('2025-01-01', days)),
      paid: fc.integer({ min: -30, max: 365 }),
    });
    fc.assert(
      fc.property(payment, ({ face, fine, rate, discount, daysBeforeDue, due, paid }) => {
        const paidOn = addDays(due, paid);
        const expected = expectedPayment(
          {
            ...bare,
            amountCents: face,
            dueDate: due,
            discount: { type: 'fixed', amountCents: discount, daysBeforeDue },
            fine: { type: 'percentage', percent: fine / 10_000 },
            interest: { percentPerMonth: rate / 10_000 },
          },
          paidOn,
          isBankDay,
        );
        const simulatedDiscount = {
          type: 'FIXED',
          cents: discount,
          dueDateLimitDays: daysBeforeDue,
        } as const;
        const simulated = {
          discount: simulatedDiscount,
          fine: fine ? ({ type: 'PERCENTAGE', percent: fine / 10_000 } as const) : noFine,
          interest: { percentPerMonth: rate / 10_000 },
        };
        expect(expected.interestAndFineCents).toBe(lateChargesCents(face, simulated, due, paidOn));
        expect(expected.discountCents).toBe(earlyDiscountCents(face, simulatedDiscount, due, paidOn));
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('a term that ends on a day without banks', () => {
  const terms: CollectionTerms = {
    ...bare,
    fine: { type: 'percentage', percent: 2 },
    interest: { percentPerMonth: 3 },
  };
  const owed = (dueDate: string, paidOn: string) =>
    expectedPayment({ ...terms, dueDate }, paidOn, isBankDay).interestAndFineCents;

  it.each([
    ['a Saturday', '2026-12-12', '2026-12-14', '2026-12-15', 3],
    ['the Saturday before Carnaval', '2026-02-14', '2026-02-18', '2026-02-19', 5],
    ['Carnaval Monday', '2027-02-08', '2027-02-10', '2027-02-11', 3],
    ['Corpus Christi', '2026-06-04', '2026-06-05', '2026-06-06', 2],
    ['Good Friday', '2027-03-26', '2027-03-29', '2027-03-30', 4],
    ['Christmas Day', '2026-12-25', '2026-12-28', '2026-12-29', 4],
  ])(
    '%s: nothing is owed on the next bank day, and from then on all days count',
    (_, due, last, late, days) => {
      expect(owed(due, last)).toBe(0);
      expect(owed(due, late)).toBe(10_000 + 500 * days);
    },
  );

  it('gives the discount until the next bank day too', () => {
    const early: CollectionTerms = {
      ...terms,
      discount: { type: 'fixed', amountCents: 700, daysBeforeDue: 5 },
    };
    const taken = (paidOn: string) =>
      expectedPayment({ ...early, dueDate: '2026-12-18' }, paidOn, isBankDay).discountCents;
    expect([taken('2026-12-13'), taken('2026-12-14'), taken('2026-12-15')]).toEqual([700, 700, 0]);
  });

  it('never makes a later payment cheaper', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 800 }).map((days) => addDays('2026-01-01', days)),
        fc.integer({ min: -30, max: 60 }),
        fc.integer({ min: 0, max: 30 }),
        (dueDate, day, later) => {
          const at = (days: number) =>
            expectedPayment({ ...terms, dueDate }, addDays(dueDate, days), isBankDay).amountCents;
          expect(at(day + later)).toBeGreaterThanOrEqual(at(day));
        },
      ),
    );
  });
});

describe('the days on which banks work', () => {
  it.each([
    ['New Year', '2026-01-01', '2027-01-01'],
    ['Carnaval Monday', '2026-02-16', '2027-02-08'],
    ['Carnaval Tuesday', '2026-02-17', '2027-02-09'],
    ['Good Friday', '2026-04-03', '2027-03-26'],
    ['Tiradentes', '2026-04-21', '2027-04-21'],
    ['Corpus Christi', '2026-06-04', '2027-05-27'],
    ['Independence', '2026-09-07', '2027-09-07'],
    ['Our Lady Aparecida', '2026-10-12', '2027-10-12'],
    ['All Souls', '2026-11-02', '2027-11-02'],
    ['Black Awareness', '2026-11-20', '2027-11-20'],
    ['Christmas', '2026-12-25', '2027-12-25'],
  ])('leave out %s', (_, ...dates) => {
    expect(dates.map(isBankDay)).toEqual([false, false]);
  });

  it('leave out weekends, and keep Ash Wednesday, Christmas Eve and days between holidays', () => {
    expect(['2026-12-12', '2026-12-13'].map(isBankDay)).toEqual([false, false]);
    expect(['2026-02-18', '2027-02-10', '2026-12-24', '2026-06-05'].map(isBankDay)).toEqual(
      Array(4).fill(true),
    );
  });
});
