import { afterAll, beforeAll, expect, it } from 'vitest';
import { bookingActivities } from '../../activities/booking.ts';
import { unidentifiedReceiptActivities } from '../../activities/unidentified-receipt.ts';
import { createMetrics } from '../../worker/metrics.ts';
import { webhookOf } from '../api/limits/webhook-of.ts';
import { inDays } from '../environment/days.ts';
import { expectTrouble } from '../environment/quiet.ts';
import { type MoneyBench, openMoneyBench } from './money-bench.ts';

/** The bench sets no webhook up: a forger, or Asaas, speaks at the door alone. */
let bench: MoneyBench;
let deliver: (name: string, charge: object) => Promise<string>;

beforeAll(async () => {
  bench = await openMoneyBench();
  const { body: account } = await bench.company.call('GET', `/v1/accounts/${bench.accountId}`);
  const { door, token } = await webhookOf(bench.api, bench.company, account);
  let events = 0;
  deliver = async (event, payment) => {
    const id = `evt_${++events}`;
    const headers = { 'content-type': 'application/json', 'asaas-access-token': token };
    const body = JSON.stringify({ id, event, payment });
    const { status } = await fetch(door, { method: 'POST', headers, body });
    expect(status).toBe(200);
    return id;
  };
});

afterAll(() => bench.close());

/** As the document's workflow does when it gets the message. */
const read = (documentId: string, chargeId: string) =>
  bench.run(bookingActivities(bench.deps).bookCharge, {
    tenantId: bench.company.tenantId,
    documentId,
    chargeId,
    source: 'webhook',
    isToldReceived: true,
  });

/** The events that Asaas denied, in the order of their arrival. */
const denied = async () => {
  const rows = await bench.api.sql<{ event_id: string }>(
    'select event_id from provider_events where denied_at is not null order by received_at',
  );
  return rows.map(({ event_id }) => event_id);
};

const metric = async () =>
  (await createMetrics(bench.deps.db).metrics()).match(/^remessa_denied_payments .*/m)?.[0];

it('a payment that a webhook told of and that Asaas denies is an error in the log and in the metrics, once', async () => {
  expectTrouble({
    part: 'worker',
    line: /Asaas denies a payment that a webhook told of/,
    why: 'The payment is forged, with the right token.',
  });
  const paid = await bench.register();
  await bench.pay(paid.chargeId);
  await deliver('PAYMENT_RECEIVED', { id: paid.chargeId });
  await read(paid.id, paid.chargeId);
  expect(await bench.read(paid.id)).toMatchObject({ status: 'settled' });
  expect([await denied(), await metric()]).toEqual([[], 'remessa_denied_payments 0']);

  const unpaid = await bench.register();
  const forged = [
    await deliver('PAYMENT_CONFIRMED', { id: unpaid.chargeId }),
    await deliver('PAYMENT_RECEIVED', { id: unpaid.chargeId }),
  ];
  await deliver('PAYMENT_UPDATED', { id: unpaid.chargeId });
  await read(unpaid.id, unpaid.chargeId);
  await read(unpaid.id, unpaid.chargeId);
  expect(await bench.read(unpaid.id)).toMatchObject({ status: 'registered' });
  expect([await denied(), await metric()]).toEqual([forged, 'remessa_denied_payments 2']);

  const nobodys = await deliver('PAYMENT_RECEIVED', { id: 'pay_invented' });
  const receipt = { tenantId: bench.company.tenantId, accountId: bench.accountId, chargeId: 'pay_invented' };
  await bench.run(unidentifiedReceiptActivities(bench.deps).keepUnidentifiedReceipt, receipt, 9);
  expect(await denied()).toEqual([...forged, nobodys]);
});

it('cash that was undone before its first news was read again raises no alarm', async () => {
  const before = await denied();
  const document = await bench.register();
  await bench.callAsaas('POST', `/payments/${document.chargeId}/receiveInCash`, {
    paymentDate: inDays(0),
    value: 150,
  });
  await read(document.id, document.chargeId);
  await bench.callAsaas('POST', `/payments/${document.chargeId}/undoReceivedInCash`);
  await deliver('PAYMENT_RECEIVED', { id: document.chargeId });
  await read(document.id, document.chargeId);
  expect(await bench.read(document.id)).toMatchObject({ status: 'registered' });
  expect(await denied()).toEqual(before);
});
