import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  dateInSaoPaulo,
  daysBetween,
  isCalendarDate,
  startOfDayInSaoPaulo,
  toBrazilianDate,
} from '../../domain/calendar.ts';
import { type CollectionTerms, expectedPayment, leastPayableCents } from '../../domain/collection-terms.ts';
import { formatReais, percentOf } from '../../domain/money.ts';

const dates = fc.integer({ min: 0, max: 12_000 }).map((days) => addDays('2020-01-01', days));

describe('the calendar', () => {
  it('is a day behind London late in the evening in São Paulo', () => {
    expect(dateInSaoPaulo(new Date('2026-12-01T02:59:59Z'))).toBe('2026-11-30');
    expect(dateInSaoPaulo(new Date('2026-12-01T03:00:00Z'))).toBe('2026-12-01');
  });

  it('knows which days exist', () => {
    expect(isCalendarDate('2028-02-29')).toBe(true);
    for (const text of ['2027-02-29', '0000-01-01', '2026-02-31', '2026-13-01', '31/12/2026', '2026-1-1', ''])
      expect(isCalendarDate(text)).toBe(false);
  });

  it('counts days forward and back to the same date', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -900, max: 900 }), (date, days) => {
        expect(daysBetween(date, addDays(date, days))).toBe(days);
        expect(dateInSaoPaulo(new Date(startOfDayInSaoPaulo(date)))).toBe(date);
        expect(dateInSaoPaulo(new Date(startOfDayInSaoPaulo(date) - 1))).toBe(addDays(date, -1));
      }),
    );
  });

  it('writes a date as the clerk does', () => {
    expect(toBrazilianDate('2026-12-10')).toBe('10/12/2026');
  });
});

describe('money', () => {
  it('is written in reais with point and comma', () => {
    expect([134_556, 5, -100_000_000].map(formatReais)).toEqual([
      'R$ 1.345,56',
      'R$ 0,05',
      '-R$ 1.000.000,00',
    ]);
  });

  it('takes percentages to the centavo', () => {
    expect(percentOf(10_000, 2)).toBe(200);
    expect(percentOf(333, 33.3333)).toBe(111);
  });

  it('rounds interest by the day once, at its end: two days of R$ 1,00 a month are 7 centavos and not 6', () => {
    expect(percentOf(10_000, 1, { days: 2, of: 30 })).toBe(7);
    expect(percentOf(10_000, 1, { days: 29, of: 30 })).toBe(97);
  });
});

describe('what a payer owes', () => {
  const everyDay = () => true;
  const terms: CollectionTerms = {
    amountCents: 9_000,
    additionCents: 1_000,
    rebateCents: 0,
    discount: { type: 'fixed', amountCents: 700, daysBeforeDue: 5 },
    fine: { type: 'percentage', percent: 2 },
    interest: { percentPerMonth: 3 },
    dueDate: '2026-12-10',
    description: null,
    billingType: 'BOLETO',
  };

  it('is less with the discount until its last day', () => {
    expect(expectedPayment(terms, '2026-12-05', everyDay)).toEqual({
      amountCents: 9_300,
      discountCents: 700,
      fineCents: 0,
      interestCents: 0,
      timing: 'early',
      interestAndFineCents: 0,
    });
    expect(expectedPayment(terms, '2026-12-06', everyDay).amountCents).toBe(10_000);
    expect(leastPayableCents(terms)).toBe(9_300);
  });

  it('is more by the fine and the days of interest after the due date', () => {
    expect(expectedPayment(terms, '2026-12-10', everyDay).amountCents).toBe(10_000);
    expect(expectedPayment(terms, '2026-12-20', everyDay)).toEqual({
      amountCents: 10_300,
      discountCents: 0,
      fineCents: 200,
      interestCents: 100,
      timing: 'late',
      interestAndFineCents: 300,
    });
  });

  it('never falls as the days go by', () => {
    fc.assert(
      fc.property(fc.integer({ min: -60, max: 400 }), fc.integer({ min: 0, max: 60 }), (day, later) => {
        const sooner = expectedPayment(terms, addDays(terms.dueDate, day), everyDay).amountCents;
        expect(
          expectedPayment(terms, addDays(terms.dueDate, day + later), everyDay).amountCents,
        ).toBeGreaterThanOrEqual(sooner);
      }),
    );
  });
});
