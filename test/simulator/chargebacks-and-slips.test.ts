import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Json, startTestSimulator, type TestAccount, type TestSimulator } from './asaas.ts';

let simulator: TestSimulator;
beforeAll(async () => {
  simulator = await startTestSimulator();
});
afterAll(() => simulator?.close());

const pay = async (id: string, body: Record<string, unknown>): Promise<Json[]> =>
  (await simulator.control('POST', `/charges/${id}/pay`, body)).body.payments;
const act = async (id: string, action: string, body = {}): Promise<Json> =>
  (await simulator.control('POST', `/charges/${id}/${action}`, body)).body;
const eventsOf = async (account: TestAccount, id: string): Promise<string[]> =>
  (await account.book()).charges
    .find((charge: Json) => charge.id === id)
    .history.map(({ event }: Json) => event);

describe('what goes otherwise', () => {
  test('a payer may hold the slip from before an amendment, and pays what it asks', async () => {
    const account = await simulator.account();
    const { id } = await account.charge({ value: 100 });
    const early = await simulator.control('POST', `/charges/${id}/pay`, { method: 'pix', slip: 'previous' });
    expect(early.status).toBe(400);
    await account.put(`/payments/${id}`, { value: 120 });
    expect(await pay(id, { method: 'pix', slip: 'previous' })).toMatchObject([
      { value: 100, netValue: 98.01 },
    ]);
  });

  test('a chargeback goes through its stages, and a lost one takes the money out of the account', async () => {
    const account = await simulator.account();
    const { id } = await account.charge({ value: 100 });
    await pay(id, { method: 'pix' });
    expect(await act(id, 'chargeback', { state: 'requested' })).toMatchObject({
      status: 'CHARGEBACK_REQUESTED',
      chargeback: { status: 'REQUESTED' },
    });
    expect(await act(id, 'chargeback', { state: 'in_dispute' })).toMatchObject({
      status: 'CHARGEBACK_DISPUTE',
    });
    expect(await act(id, 'chargeback', { state: 'lost' })).toMatchObject({
      status: 'REFUNDED',
      chargeback: { status: 'DISPUTE_LOST' },
    });
    expect((await account.get('/finance/balance')).body).toEqual({ balance: -1.99 });
    expect((await eventsOf(account, id)).slice(2)).toEqual([
      'PAYMENT_CHARGEBACK_REQUESTED',
      'PAYMENT_CHARGEBACK_DISPUTE',
      'PAYMENT_REFUNDED',
    ]);
    const refused = await simulator.control('POST', `/charges/${id}/chargeback`, { state: 'reversed' });
    expect(refused.status).toBe(400);
  });
});
