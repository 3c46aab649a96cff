import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { messageOf } from '../../api/webhooks/event-message.ts';
import { isBankDay } from '../../asaas/bank-days.ts';
import { readProviderEvent } from '../../asaas/webhook-events.ts';
import { creditDayOf } from '../../domain/forecast.ts';
import { inDays } from '../environment/days.ts';
import { type MoneyBench, openMoneyBench } from './money-bench.ts';

let bench: MoneyBench;

beforeAll(async () => {
  bench = await openMoneyBench();
});

afterAll(() => bench.close());

const confirmed = JSON.parse(
  readFileSync(new URL('../fixtures/asaas/PAYMENT_CONFIRMED.json', import.meta.url), 'utf8'),
);

function factsOf(payment: object): object | undefined {
  const body = { ...confirmed, payment: { ...confirmed.payment, ...payment } };
  const event = readProviderEvent(Buffer.from(JSON.stringify(body)));
  return event?.charge ? messageOf(event, event.charge)?.facts : undefined;
}

describe('the day on which a paid document becomes money', () => {
  it('is told to the document as Asaas tells it, and left out where it is no day', () => {
    const chargeId = confirmed.payment.id;
    expect(factsOf({})).toEqual({ chargeId, creditOn: '2026-12-08' });
    expect(factsOf({ creditDate: null, estimatedCreditDate: '2026-12-09' })).toEqual({
      chargeId,
      creditOn: '2026-12-09',
    });
    expect(factsOf({ creditDate: '2026-13-99', estimatedCreditDate: null })).toEqual({ chargeId });
  });

  it('is Asaas’ own, from the news or from the charge, and otherwise the bank day after the payment', async () => {
    const [told, untold, read] = [await bench.register(), await bench.register(), await bench.register()];
    for (const { chargeId } of [told, untold, read]) await bench.pay(chargeId, { method: 'boleto' });
    const heard = await bench.hearOfPayment(told.id, told.chargeId, inDays(40));
    expect(heard).toMatchObject({ status: 'paid', creditExpectedOn: inDays(40) });
    const nextBankDay = creditDayOf(inDays(0), isBankDay);
    expect((await bench.hearOfPayment(untold.id, untold.chargeId)).creditExpectedOn).toBe(nextBankDay);
    const booked = await bench.book(read.id, read.chargeId);
    expect(booked).toMatchObject({ status: 'paid', creditExpectedOn: expect.stringMatching(/^\d{4}-/) });
  });
});
