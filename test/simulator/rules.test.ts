import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addMonths, dayOf, isDay, nextBusinessDay, timestampOf } from '../../simulator/calendar.ts';
import { centsFromReais, percentOf, reais, reaisText } from '../../simulator/money.ts';
import { isTaxId } from '../../simulator/tax-id.ts';
import { lateChargesCents, noDiscount } from '../../simulator/terms.ts';

describe('days', () => {
  test('a day begins at midnight in São Paulo, not in UTC', () => {
    expect(dayOf(new Date('2026-11-24T02:59:59Z'))).toBe('2026-11-23');
    expect(timestampOf(new Date('2026-11-24T03:00:00Z'))).toBe('2026-11-24 00:00:00');
  });

  test.each([
    ['2026-11-24', '2026-11-25', 'a Tuesday'],
    ['2026-11-27', '2026-11-30', 'a Friday'],
    ['2026-11-19', '2026-11-23', 'the eve of 20 November before a weekend'],
    ['2026-12-24', '2026-12-28', 'Christmas Eve'],
    ['2026-04-02', '2026-04-06', 'the eve of Good Friday'],
    ['2027-02-05', '2027-02-10', 'the Friday before Carnival'],
    ['2026-06-03', '2026-06-05', 'the eve of Corpus Christi'],
  ])('after %s banks settle on %s (%s)', (day, next) => {
    expect(nextBusinessDay(day)).toBe(next);
  });

  test('a month later is the same day, or the last that month has', () => {
    expect(addMonths('2026-09-30', 12)).toBe('2027-09-30');
    expect(addMonths('2028-02-29', 12)).toBe('2029-02-28');
  });

  test('only days that exist are days', () => {
    expect(isDay('2028-02-29')).toBe(true);
    expect(isDay('2026-02-30')).toBe(false);
    expect(isDay('2026-2-3')).toBe(false);
  });
});

describe('money', () => {
  test('centavos survive the way to reais and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000_000 }), (cents) => {
        expect(centsFromReais(JSON.parse(JSON.stringify(reais(cents))))).toBe(cents);
      }),
    );
  });

  test('a third decimal, a text or an infinity is no amount', () => {
    expect([10.001, '10', Number.POSITIVE_INFINITY, null].map(centsFromReais)).toEqual(
      Array(4).fill(undefined),
    );
  });

  test('amounts in messages are written as in Brazil', () => {
    expect(reaisText(300)).toBe('R$ 3,00');
    expect(reaisText(123_456_750)).toBe('R$ 1.234.567,50');
  });

  test('half a centavo rounds up', () => {
    expect(percentOf(50, 1)).toBe(1);
    expect(percentOf(10_050, 2.5)).toBe(251);
  });

  test('a late payment owes the fine once and interest by the day', () => {
    const terms = {
      discount: noDiscount,
      fine: { type: 'PERCENTAGE' as const, percent: 2 },
      interest: { percentPerMonth: 1 },
    };
    expect(lateChargesCents(35_000, terms, '2026-11-20', '2026-11-20')).toBe(0);
    expect(lateChargesCents(35_000, terms, '2026-11-20', '2026-11-30')).toBe(700 + 117);
  });
});

describe('CPF and CNPJ', () => {
  test.each(['24971563792', '19540550000121', '12ABC34501DE35'])('%s is right', (taxId) => {
    expect(isTaxId(taxId)).toBe(true);
  });

  test.each(['12345678900', '11111111111', '19540550000122', '12ABC34501DE36', '2497156379'])(
    '%s is wrong',
    (taxId) => {
      expect(isTaxId(taxId)).toBe(false);
    },
  );
});
