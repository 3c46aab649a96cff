import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBankDay } from '../../asaas/bank-days.ts';
import { addDays } from '../../domain/calendar.ts';
import { creditDayOf, type ForecastFigure, firstDueInTime, forecastOf } from '../../domain/forecast.ts';

const friday = '2026-12-04';

describe('the forecast of cash', () => {
  it('expects what is due on a weekend on Tuesday, and a Thursday’s on Friday', () => {
    expect(['2026-12-03', friday, '2026-12-05', '2026-12-06', '2026-12-07'].map(creditDay)).toEqual([
      friday,
      '2026-12-07',
      '2026-12-08',
      '2026-12-08',
      '2026-12-08',
    ]);
  });

  it('does not call late on Monday what was due on the weekend', () => {
    expect(firstDueInTime('2026-12-07', isBankDay)).toBe('2026-12-05');
    expect(firstDueInTime(friday, isBankDay)).toBe(friday);
  });

  it('takes off what Asaas took for the last receipts, and says nothing of a net without them', () => {
    const open = [{ accountId: 'a', dueDate: friday, count: 2, amountCents: 10_000 }];
    const of = (fees: Map<string, { receipts: number; feeCents: number }>) =>
      forecastOf({ open, paid: [], fees }, { today: friday, days: 7, isBankDay });
    expect(of(new Map([['a', { receipts: 100, feeCents: 19_900 }]])).days[3]).toMatchObject({
      date: '2026-12-07',
      amountCents: 10_000,
      expectedFeeCents: 398,
      netCents: 9_602,
      open: { dueFrom: friday, dueTo: friday, count: 2 },
    });
    expect(of(new Map()).accounts).toEqual([
      {
        accountId: 'a',
        count: 2,
        amountCents: 10_000,
        expectedFeeCents: null,
        netCents: null,
        feePerReceiptCents: null,
        open: { count: 2, amountCents: 10_000 },
        paid: { count: 0, amountCents: 0 },
        late: { count: 0, amountCents: 0 },
      },
    ]);
  });

  it('has each document once, where the dates beside it say, and by account the same', () => {
    fc.assert(
      fc.property(facts, day, fc.integer({ min: 1, max: 90 }), ({ open, paid, fees }, today, days) => {
        const forecast = forecastOf({ open, paid, fees }, { today, days, isBankDay });
        const { late, later, accounts } = forecast;
        const inDays = forecast.days.flatMap(({ open: due, paid: credited }) => [due ?? none, credited]);
        expect(sum([...inDays, late, later.open, later.paid])).toEqual(sum([...open, ...paid]));
        expect(sum([...forecast.days, later])).toEqual(sum(accounts));
        const parts = accounts.flatMap((account) => [account.open, account.paid]);
        expect(sum(parts)).toEqual(sum(accounts));
        expect(sum(accounts.map((account) => account.late))).toEqual(sum([late]));

        let next = addDays(late.dueTo, 1);
        for (const { date, open: due, paid: credited } of forecast.days) {
          const isPast = date === today;
          const onDay = ({ creditOn }: { creditOn: string | null }) =>
            isPast ? (creditOn ?? today) <= today : creditOn === date;
          expect(sum(paid.filter(onDay))).toEqual(sum([credited]));
          if (!due) continue;
          expect(due.dueFrom).toBe(next);
          expect([creditDay(due.dueFrom), creditDay(due.dueTo)]).toEqual([date, date]);
          const isDue = ({ dueDate }: { dueDate: string }) => dueDate >= due.dueFrom && dueDate <= due.dueTo;
          expect(sum(open.filter(isDue))).toEqual(sum([due]));
          next = addDays(due.dueTo, 1);
        }
        expect(later.open.dueFrom).toBe(next);
        for (const { amountCents, expectedFeeCents, netCents } of [...forecast.days, later, ...accounts]) {
          expect(netCents).toBe(expectedFeeCents === null ? null : amountCents - expectedFeeCents);
        }
      }),
    );
  });
});

const none = { count: 0, amountCents: 0 };

const creditDay = (paidOn: string) => creditDayOf(paidOn, isBankDay);

function sum(figures: readonly ForecastFigure[]): ForecastFigure {
  return figures.reduce(
    (all, { count, amountCents }) => ({
      count: all.count + count,
      amountCents: all.amountCents + amountCents,
    }),
    none,
  );
}

const day = fc.integer({ min: 0, max: 400 }).map((days) => addDays('2026-06-01', days));
const expected = {
  accountId: fc.constantFrom('a', 'b', 'c'),
  count: fc.integer({ min: 1, max: 50 }),
  amountCents: fc.integer({ min: 1, max: 1_000_000 }),
};
const facts = fc.record({
  open: fc.array(fc.record({ ...expected, dueDate: day })),
  paid: fc.array(fc.record({ ...expected, creditOn: fc.option(day) })),
  fees: fc
    .uniqueArray(fc.constantFrom('a', 'b', 'c'))
    .map((ids) => new Map(ids.map((id, at) => [id, { receipts: at + 1, feeCents: 199 * (at + 1) + at }]))),
});
