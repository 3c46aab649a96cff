import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestSimulator, type TestSimulator } from './asaas.ts';

let simulator: TestSimulator;
beforeAll(async () => {
  simulator = await startTestSimulator();
});
afterAll(() => simulator?.close());

test('a charge that was created is in the book, in the list and readable by its id', async () => {
  const account = await simulator.account();
  const charge = await account.charge({ externalReference: 'ref-1' });
  expect(charge).toMatchObject({ object: 'payment', status: 'PENDING', value: 350, netValue: 348.01 });
  expect((await account.get(`/payments/${charge.id}`)).body).toEqual(charge);
  const list = (await account.get('/payments?externalReference=ref-1')).body;
  expect(list).toMatchObject({ object: 'list', totalCount: 1, hasMore: false, limit: 10, offset: 0 });
  expect(list.data).toEqual([charge]);
  const book = await account.book();
  expect(book.totals.chargesLive).toBe(1);
  expect(book.charges[0].history.map((entry: { event: string }) => entry.event)).toEqual(['PAYMENT_CREATED']);
});
