import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Body } from '../api/environment.ts';
import { inDays } from '../environment/days.ts';
import { type MoneyBench, openMoneyBench } from './money-bench.ts';

let bench: MoneyBench;

beforeAll(async () => {
  bench = await openMoneyBench();
});

afterAll(() => bench.close());

const terms = {
  amountCents: 10_000,
  additionCents: 1_000,
  rebateCents: 2_000,
  discount: { type: 'percentage', percent: 10, daysBeforeDue: 5 },
  fine: { type: 'percentage', percent: 2 },
  interest: { percentPerMonth: 3 },
};

describe('a settlement', () => {
  it('paid early shows principal, rebate and discount beside our own calculation, also to the ERP', async () => {
    const { id, chargeId } = await bench.register(terms);
    expect(await bench.pay(chargeId)).toMatchObject({ value: 81 });
    const { settlement, flags } = await bench.book(id, chargeId);
    const parts = {
      grossCents: 8_100,
      feeCents: 199,
      netCents: 7_901,
      faceCents: 10_000,
      additionCents: 1_000,
      rebateCents: 2_000,
      discountCents: 900,
      fineCents: 0,
      interestCents: 0,
      expected: { grossCents: 8_100, discountCents: 900, fineCents: 0, interestCents: 0, timing: 'early' },
      differenceCents: 0,
    };
    expect(settlement).toMatchObject({ ...parts, refundedCents: 0 });
    expect(flags).toEqual({});
    const settled = (await bench.eventsOf(id)).find(({ type }: Body) => type === 'document.settled');
    expect(settled.data).toMatchObject(parts);
  });

  it('paid late shows fine and interest apart, and nothing is flagged', async () => {
    const { id, chargeId } = await bench.register({ ...terms, dueDate: inDays(1) });
    await bench.control('POST', '/clock', { advanceDays: 21 });
    await bench.pay(chargeId);
    bench.clock.offsetMs = 21 * 86_400_000;
    const { settlement, flags } = await bench.book(id, chargeId);
    expect(settlement).toMatchObject({
      grossCents: 9_360,
      discountCents: 0,
      fineCents: 180,
      interestCents: 180,
      interestAndFineCents: 360,
      expected: { grossCents: 9_360, fineCents: 180, interestCents: 180, timing: 'late' },
      differenceCents: 0,
    });
    expect(flags).toEqual({});
    bench.clock.offsetMs = 0;
    await bench.control('POST', '/clock/reset');
  });

  it('in cash shows what the counter agreed on beside what was owed, and nobody need look at it', async () => {
    const { id } = await bench.register({ ...terms, discount: null });
    const { settlement, flags } = await bench.receiveInCash(id, 8_500, inDays(0));
    expect(settlement).toMatchObject({
      grossCents: 8_500,
      feeCents: 0,
      faceCents: 10_000,
      rebateCents: 2_000,
      expected: { grossCents: 9_000, timing: 'on_time' },
      differenceCents: -500,
    });
    expect(flags).toEqual({});
    expect((await bench.undoCashReceipt(id, 'Cheque sem fundos')).settlement).toBeNull();
    const undone = (await bench.timelineOf(id)).find(({ what }: Body) => what === 'settlement.undone');
    expect(undone.details).toMatchObject({ reason: 'Cheque sem fundos', undoneCents: 8_500 });
    const told = (await bench.eventsOf(id)).find(({ type }: Body) => type === 'document.settlement_undone');
    expect(told.data).toMatchObject({ reason: 'Cheque sem fundos', undoneCents: 8_500 });
    expect((await bench.receiveInCash(id, 9_000, inDays(0))).settlement).toMatchObject({
      grossCents: 9_000,
      faceCents: 10_000,
      differenceCents: 0,
    });
  });

  it('stands in a settlement return as it would be booked', async () => {
    const { chargeId } = await bench.register(terms);
    await bench.pay(chargeId);
    const { items } = await bench.loadReturn(inDays(0), inDays(0));
    expect(items.find((item) => item.chargeId === chargeId)).toMatchObject({
      kind: 'matched',
      grossCents: 8_100,
      faceCents: 10_000,
      additionCents: 1_000,
      rebateCents: 2_000,
      discountCents: 900,
      fineCents: 0,
      interestCents: 0,
      refundedCents: 0,
      expected: { grossCents: 8_100, timing: 'early' },
      differenceCents: 0,
    });
  });
});
