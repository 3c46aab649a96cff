import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Body } from '../api/environment.ts';
import { inDays } from '../environment/days.ts';
import { type MoneyBench, openMoneyBench } from './money-bench.ts';

let bench: MoneyBench;

beforeAll(async () => {
  bench = await openMoneyBench();
});

afterAll(() => bench.close());

const detailOf = ({ flagDetails }: Body, flag: string): Body =>
  flagDetails.find((detail: Body) => detail.flag === flag);

describe('a slip from before an amendment that is paid', () => {
  it('is a case of its own, with the version that was paid and the difference', async () => {
    const { id, chargeId } = await bench.register({ amountCents: 10_000 });
    await bench.amend(id, { additionCents: 1_500 });
    await bench.amend(id, { additionCents: 2_500 });
    await bench.pay(chargeId, { slip: 'previous' });
    const document = await bench.book(id, chargeId);
    expect(document.status).toBe('settled');
    expect(Object.keys(document.flags)).toEqual(['superseded_slip_paid']);
    expect(detailOf(document, 'superseded_slip_paid')).toMatchObject({
      amountCents: -1_000,
      chargeId,
      reason: expect.stringContaining('versão 2'),
    });
    expect(document.settlement).toMatchObject({ grossCents: 11_500, differenceCents: -1_000 });
    await bench.book(id, chargeId);
    const told = (await bench.eventsOf(id)).filter(({ type }) => type === 'document.superseded_slip_paid');
    expect(told).toMatchObject([
      { data: { version: 3, paidVersion: 2, differenceCents: -1_000, paidChargeId: chargeId } },
    ]);
  });

  it('of a due date that was put off is known by fine and interest that it asks for', async () => {
    const { id, chargeId } = await bench.register({
      amountCents: 10_000,
      dueDate: inDays(1),
      fine: { type: 'percentage', percent: 2 },
      interest: { percentPerMonth: 3 },
    });
    await bench.amend(id, { dueDate: inDays(40) });
    await bench.control('POST', '/clock', { advanceDays: 31 });
    bench.clock.offsetMs = 31 * 86_400_000;
    await bench.pay(chargeId, { slip: 'previous' });
    const document = await bench.book(id, chargeId);
    expect(document.flags.superseded_slip_paid).toMatchObject({ amountCents: 500 });
    bench.clock.offsetMs = 0;
    await bench.control('POST', '/clock/reset');
  });

  it('that asks what the new one asks needs nobody, and an amount of no version is another case', async () => {
    const same = await bench.register({ amountCents: 10_000 });
    await bench.amend(same.id, { dueDate: inDays(40) });
    await bench.pay(same.chargeId, { slip: 'previous' });
    expect((await bench.book(same.id, same.chargeId)).flags).toEqual({});

    const other = await bench.register({ amountCents: 10_000 });
    await bench.amend(other.id, { additionCents: 500 });
    await bench.api.sql('update simulator.charges set value_cents = 9000 where id = $1', [other.chargeId]);
    await bench.pay(other.chargeId);
    expect((await bench.book(other.id, other.chargeId)).flags).toEqual({
      amount_differs: expect.objectContaining({ amountCents: -1_500 }),
    });
  });
});

describe('a part that comes through another channel', () => {
  const receive = async (valueCents: number): Promise<Body> => {
    const charge = await bench.control('POST', `/accounts/${bench.asaasId}/automatic-charge`, { valueCents });
    return bench.keepReceipt(charge.id);
  };

  it('is flagged with what is missing, until the rest has come', async () => {
    const { id } = await bench.register({ amountCents: 10_000 });
    const first = await bench.assign((await receive(4_000)).id, id);
    expect(first.status).toBe('settled');
    expect(first.flags).toEqual({ paid_in_part: expect.objectContaining({ amountCents: 6_000 }) });
    const second = await bench.assign((await receive(5_000)).id, id);
    expect(second.flags).toEqual({ paid_in_part: expect.objectContaining({ amountCents: 1_000 }) });
    const third = await bench.assign((await receive(1_000)).id, id);
    expect(third.flags).toEqual({});
    expect(third.settlement).toMatchObject({ grossCents: 10_000, faceCents: 10_000, differenceCents: 0 });
    const twice = await bench.assign((await receive(1_000)).id, id);
    expect(twice.flags).toMatchObject({ paid_twice: { amountCents: 1_000 } });
  });

  it('that is more than what was missing is told by the excess', async () => {
    const { id } = await bench.register({ amountCents: 10_000 });
    await bench.assign((await receive(9_000)).id, id);
    const { flags, settlement } = await bench.assign((await receive(1_200)).id, id);
    expect(flags).toEqual({ amount_differs: expect.objectContaining({ amountCents: 200 }) });
    expect(settlement).toMatchObject({ grossCents: 10_200, differenceCents: 200 });
  });
});

describe('money that comes once too often', () => {
  it('by the same slip twice is kept apart, and the second payment once it is assigned', async () => {
    const { id, chargeId } = await bench.register({ amountCents: 10_000 });
    const surplus = await bench.pay(chargeId, { times: 2 });
    await bench.book(id, chargeId);
    const receipt = await bench.keepReceipt(surplus.id);
    const document = await bench.assign(receipt.id, id);
    expect(detailOf(document, 'paid_twice')).toMatchObject({
      amountCents: 10_000,
      chargeId: surplus.id,
      cures: expect.arrayContaining([expect.objectContaining({ call: null })]),
    });
    expect(document.settlement).toMatchObject({
      grossCents: 20_000,
      faceCents: 10_000,
      differenceCents: 10_000,
    });
  });

  it('could come so: the own charge is removed before the money of another one is booked', async () => {
    const { id, chargeId } = await bench.register({ amountCents: 10_000 });
    const own = await bench.callAsaas('GET', `/payments/${chargeId}`);
    const { customer, billingType, value, dueDate, externalReference } = own;
    const twinTerms = { customer, billingType, value, dueDate, externalReference };
    const twin = await bench.callAsaas('POST', '/payments', twinTerms);
    await bench.pay(twin.id);
    const document = await bench.book(id, twin.id);
    expect(await bench.callAsaas('GET', `/payments/${chargeId}`)).toMatchObject({ deleted: true });
    expect(document.status).toBe('settled');
    expect(Object.keys(document.flags)).toEqual(['surplus_charge']);
  });

  it('after the document was cancelled is booked and flagged', async () => {
    const { id, chargeId } = await bench.register({ amountCents: 10_000 });
    expect((await bench.cancel(id)).status).toBe('cancelled');
    await bench.pay(chargeId);
    const document = await bench.book(id, chargeId);
    expect(document.status).toBe('settled');
    expect(detailOf(document, 'paid_after_cancellation')).toMatchObject({ amountCents: 10_000 });
  });
});

describe('the words of a flag', () => {
  it('are there for every flag, in the caller’s language', async () => {
    const inEnglish = (await bench.company.call('GET', '/v1/flags')).body.data;
    const { data } = (await bench.company.call('GET', '/v1/flags', undefined, { 'accept-language': 'pt-BR' }))
      .body;
    expect(data.map(({ flag }: Body) => flag)).toEqual(inEnglish.map(({ flag }: Body) => flag));
    for (const [at, flag] of inEnglish.entries()) {
      expect(flag.words).not.toBe(data[at].words);
      expect(flag.cures.length).toBeGreaterThan(0);
    }
  });

  it('stand in the document, oldest first, with amount and time', async () => {
    const { id, chargeId } = await bench.register({ amountCents: 10_000 });
    await bench.api.sql('update simulator.charges set value_cents = 9000 where id = $1', [chargeId]);
    await bench.pay(chargeId);
    await bench.book(id, chargeId);
    const { body } = await bench.company.call('GET', `/v1/documents/${id}`, undefined, {
      'accept-language': 'pt-BR',
    });
    expect(body.flagDetails).toEqual([
      {
        flag: 'amount_differs',
        amountCents: -1_000,
        since: body.flags.amount_differs.at,
        reason: body.flags.amount_differs.reason,
        words: expect.stringContaining('difere'),
        cure: expect.stringContaining('Confira o valor recebido'),
        cures: expect.any(Array),
        chargeId: null,
      },
    ]);
  });
});
