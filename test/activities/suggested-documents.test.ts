import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Body } from '../api/environment.ts';
import { inDays } from '../environment/days.ts';
import { type MoneyBench, openMoneyBench } from './money-bench.ts';

let bench: MoneyBench;

beforeAll(async () => {
  bench = await openMoneyBench();
});

afterAll(() => bench.close());

/** Whose Pix the simulator's unknown receipts are, and somebody else. */
const joão = { taxId: '24971563792', name: 'João da Silva' };
const maria = { taxId: '52998224725', name: 'Maria Souza' };

const owe = async (payer: object, amountCents: number, dueInDays: number): Promise<string> =>
  (await bench.register({ payer, amountCents, dueDate: inDays(dueInDays) })).id;

async function receive(valueCents: number): Promise<Body> {
  const charge = await bench.control('POST', `/accounts/${bench.asaasId}/automatic-charge`, { valueCents });
  return bench.keepReceipt(charge.id);
}

const askedForPayers = async (): Promise<number> =>
  (await bench.control('GET', `/book?account=${bench.asaasId}`)).calls['GET /v3/customers/{id}'] ?? 0;

describe('a receipt of nobody’s', () => {
  it('of a payer who owes nothing is suggested to whoever owes exactly this', async () => {
    const owed = await owe(maria, 10_000, 20);
    await owe(maria, 10_001, 1);
    const receipt = await receive(10_000);
    expect(receipt.payer).toEqual({ taxId: joão.taxId, name: expect.any(String) });
    expect(receipt.suggestion).toEqual({
      documentId: owed,
      because: 'amount',
      words: expect.stringContaining('payer is another'),
    });
    expect(receipt.suggestedDocumentId).toBe(owed);
  });

  it('is suggested to its own payer’s document of that amount, though another’s is due nearer', async () => {
    const own = await owe(joão, 20_000, 20);
    await owe(maria, 20_000, 1);
    expect((await receive(20_000)).suggestion).toMatchObject({
      documentId: own,
      because: 'payer_and_amount',
    });
  });

  it('of less than its payer owes is suggested as a part, unless two of the documents are alike', async () => {
    const nearest = await owe(joão, 40_000, 10);
    expect((await receive(30_000)).suggestion).toMatchObject({ documentId: nearest, because: 'payer' });
    await owe(joão, 50_000, 10);
    expect(await receive(30_000)).toMatchObject({ suggestion: null, suggestedDocumentId: null });
  });

  it('of more than its payer owes is suggested to nobody', async () => {
    expect((await receive(900_000)).suggestion).toBeNull();
  });

  it('of a payer whom we know costs no further call, and none is lost when Asaas tells nobody', async () => {
    const before = await askedForPayers();
    const { chargeId } = await bench.register({ payer: maria, amountCents: 60_000 });
    const second = await bench.pay(chargeId, { times: 2 });
    expect((await bench.keepReceipt(second.id)).payer).toEqual(maria);
    expect(await askedForPayers()).toBe(before);
    await bench.control('PUT', '/faults', {
      rules: [{ method: 'GET', path: '/v3/customers/{id}', html403: 'empty' }],
    });
    expect(await receive(70_000)).toMatchObject({ grossCents: 70_000, payer: null });
    await bench.control('PUT', '/faults', { rules: [] });
  });
});
