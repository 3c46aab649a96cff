import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Json, startTestSimulator, type TestAccount, type TestSimulator } from './asaas.ts';
import { type Receiver, startReceiver } from './receiver.ts';

let simulator: TestSimulator;
let account: TestAccount;
let receiver: Receiver;
beforeAll(async () => {
  simulator = await startTestSimulator();
});
afterAll(() => simulator?.close());
beforeEach(async () => {
  account = await simulator.account();
  receiver = await startReceiver();
});
afterEach(() => receiver.close());

const webhookState = async (id: string): Promise<Json> => (await account.get(`/webhooks/${id}`)).body;
const advance = (wish: Record<string, unknown>) => simulator.control('POST', '/clock', wish);

describe('delivery', () => {
  test('an event carries the token, its id with an ampersand, and the charge as it was', async () => {
    const { authToken } = await account.webhook(receiver.url);
    const charge = await account.charge();
    await account.flush();
    expect(receiver.received).toHaveLength(1);
    const { headers, body } = receiver.received[0]!;
    expect(headers['asaas-access-token']).toBe(authToken ?? 'k3Yz8Qw1Lm5Nv7Bx2Cd4Fg6Hj9Pr0StU');
    expect(headers['content-type']).toBe('application/json');
    expect(body).toEqual({
      id: expect.stringMatching(/^evt_[0-9a-f]{32}&\d+$/),
      event: 'PAYMENT_CREATED',
      dateCreated: expect.stringMatching(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/),
      account: { id: account.id, ownerId: null },
      payment: charge,
    });
  });

  test('a webhook hears only of events it wants, and each webhook has its own copy', async () => {
    await account.webhook(receiver.url, { events: ['PAYMENT_RECEIVED'] });
    await account.webhook(receiver.url);
    const { id } = await account.charge();
    await simulator.control('POST', `/charges/${id}/pay`, { method: 'pix' });
    await account.flush();
    expect(receiver.events().sort()).toEqual(['PAYMENT_CREATED', 'PAYMENT_RECEIVED', 'PAYMENT_RECEIVED']);
  });

  test('a receipt in cash shows its own billing type in the event, unless set otherwise', async () => {
    await account.webhook(receiver.url, { events: ['PAYMENT_RECEIVED'] });
    await account.post(`/payments/${(await account.charge()).id}/receiveInCash`);
    await account.settings({ cashEventBillingType: 'unchanged' });
    await account.post(`/payments/${(await account.charge()).id}/receiveInCash`);
    await account.flush();
    expect(receiver.received.map(({ body }) => body.payment.billingType)).toEqual([
      'RECEIVED_IN_CASH',
      'BOLETO',
    ]);
  });

  test.each([201, 204, 302, 500])('%i is a failure: the same text comes again', async (status) => {
    await account.settings({ retryDelayScale: 0.001 });
    await account.webhook(receiver.url);
    let answers = 0;
    receiver.answerWith(() => (answers++ === 0 ? status : 200));
    const charge = await account.charge();
    await account.put(`/payments/${charge.id}`, { description: 'changed meanwhile' });
    await account.flush();
    expect(receiver.received).toHaveLength(2);
    expect(receiver.received[1]?.text).toBe(receiver.received[0]?.text);
    const [delivery] = (await account.book()).webhooks;
    expect(delivery.attempts.map((attempt: Json) => attempt.status)).toEqual([status, 200]);
    expect(delivery).toMatchObject({ delivered: true, event: 'PAYMENT_CREATED', chargeId: charge.id });
  });

  test('no answer in time is a failure', async () => {
    await account.settings({ webhookTimeoutMs: 500, retryDelayScale: 0.001 });
    await account.webhook(receiver.url);
    receiver.answerWith('silence');
    await account.charge();
    await vi.waitFor(() => expect(receiver.received.length).toBeGreaterThan(1), { timeout: 20_000 });
    receiver.answerWith(200);
    await account.flush();
    const [{ attempts }] = (await account.book()).webhooks;
    expect(attempts[0]).toMatchObject({ status: null, error: expect.any(String) });
    expect(attempts.at(-1).status).toBe(200);
  });

  test('a sequential queue waits behind a failing event, then goes out in order', async () => {
    const webhook = await account.webhook(receiver.url);
    receiver.answerWith(500);
    const { id } = await account.charge();
    await account.put(`/payments/${id}`, { value: 360 });
    await account.put(`/payments/${id}`, { value: 370 });
    await vi.waitFor(async () => expect((await webhookState(webhook.id)).penalizedRequestsCount).toBe(1), {
      timeout: 20_000,
    });
    expect(receiver.events()).toEqual(['PAYMENT_CREATED']);
    receiver.answerWith(200);
    await advance({ advanceMs: 30_000 });
    await account.flush();
    expect(receiver.received.slice(1).map(({ body }) => body.payment.value)).toEqual([350, 360, 370]);
    expect(receiver.mostAtOnce()).toBe(1);
  });

  test('a webhook without order sends the rest past a failing event', async () => {
    await account.webhook(receiver.url, { sendType: 'NON_SEQUENTIALLY' });
    receiver.answerWith(({ body }) => (body.event === 'PAYMENT_CREATED' ? 500 : 200));
    const { id } = await account.charge();
    await account.delete(`/payments/${id}`);
    await account.flush();
    expect(receiver.events().sort()).toEqual(['PAYMENT_CREATED', 'PAYMENT_DELETED']);
  });
});

describe('failing for long', () => {
  test('retries follow the table on the virtual clock', async () => {
    const webhook = await account.webhook(receiver.url);
    receiver.answerWith(500);
    await account.charge();
    await account.flush();
    const waitsSeconds = [30, 60, 210, 300, 900, 1500, 3600];
    for (const [index, waitSeconds] of waitsSeconds.entries()) {
      // Some seconds short of it nothing happens.
      await advance({ advanceMs: waitSeconds * 1000 - 15_000 });
      await account.flush();
      expect(receiver.received).toHaveLength(index + 1);
      await advance({ advanceMs: 15_000 });
      await account.flush();
      expect(receiver.received).toHaveLength(index + 2);
    }
    expect(await webhookState(webhook.id)).toMatchObject({ interrupted: false, penalizedRequestsCount: 8 });
  });

  test('after fifteen failures the queue is interrupted, others go on, and a resume sends the backlog', async () => {
    const healthy = await startReceiver();
    const broken = await account.webhook(receiver.url);
    await account.webhook(healthy.url);
    receiver.answerWith(500);
    const { id } = await account.charge();
    await advance({ advanceDays: 1 });
    await vi.waitFor(async () => expect((await webhookState(broken.id)).interrupted).toBe(true), {
      timeout: 20_000,
    });
    expect(receiver.received).toHaveLength(15);
    await account.delete(`/payments/${id}`);
    await account.flush();
    expect(healthy.events()).toEqual(['PAYMENT_CREATED', 'PAYMENT_DELETED']);
    expect(receiver.received).toHaveLength(15);

    receiver.answerWith(200);
    const resumed = (await account.put(`/webhooks/${broken.id}`, { interrupted: false })).body;
    expect(resumed).toMatchObject({ interrupted: false, penalizedRequestsCount: 0 });
    await account.flush();
    expect(receiver.events().slice(15)).toEqual(['PAYMENT_CREATED', 'PAYMENT_DELETED']);
    await healthy.close();
  });

  test('what an interrupted queue has held for fourteen days is forgotten for ever', async () => {
    const webhook = await account.webhook(receiver.url);
    await account.put(`/webhooks/${webhook.id}`, { interrupted: true });
    const old = await account.charge({ dueDate: await simulator.today(60) });
    await advance({ advanceDays: 13 });
    const young = await account.charge({ dueDate: await simulator.today(60) });
    await advance({ advanceDays: 3 });
    await account.put(`/webhooks/${webhook.id}`, { interrupted: false });
    await account.flush();
    expect(receiver.received.map(({ body }) => body.payment.id)).not.toContain(old.id);
    expect(receiver.received[0]?.body.payment.id).toBe(young.id);
    expect((await account.book()).webhooks[0]).toMatchObject({ delivered: false, forgotten: true });
  });

  test('a removed back-off makes the waiting event due at once, and has a rate of its own', async () => {
    await account.settings({
      endpointRates: { 'POST /v3/webhooks/{id}/removeBackoff': { limit: 1, windowSeconds: 60 } },
    });
    const webhook = await account.webhook(receiver.url);
    receiver.answerWith(500);
    await account.charge();
    await vi.waitFor(async () => expect((await webhookState(webhook.id)).penalizedRequestsCount).toBe(1), {
      timeout: 20_000,
    });
    receiver.answerWith(200);
    const answer = await account.post(`/webhooks/${webhook.id}/removeBackoff`);
    expect(answer.headers['ratelimit-remaining']).toBe('0');
    await account.flush();
    expect(receiver.received).toHaveLength(2);
    expect((await account.post(`/webhooks/${webhook.id}/removeBackoff`)).status).toBe(429);
  });
});

describe('mischief', () => {
  test('each event comes as often as set, with the same id and text', async () => {
    await account.settings({ webhookCopies: 5 });
    await account.webhook(receiver.url);
    await account.charge();
    await account.flush();
    expect(receiver.received).toHaveLength(5);
    expect(new Set(receiver.received.map(({ text }) => text)).size).toBe(1);
  });

  test('shuffled events come out of order, and none is lost', async () => {
    await account.settings({ webhookShuffleMs: 600_000 });
    await account.webhook(receiver.url);
    const { id } = await account.charge();
    const values = Array.from({ length: 12 }, (_, index) => 400 + index);
    for (const value of values) await account.put(`/payments/${id}`, { value });
    await advance({ advanceMs: 600_000 });
    await account.flush();
    const seen = receiver.received.map(({ body }) => body.payment.value);
    expect(seen).not.toEqual([350, ...values]);
    expect(seen.sort()).toEqual([350, ...values]);
  });

  test('delayed events come when their time has come', async () => {
    await account.settings({ webhookDelayMs: 60_000 });
    await account.webhook(receiver.url);
    await account.charge();
    expect(await account.flush()).toBe(1);
    await advance({ advanceMs: 60_000 });
    expect(await account.flush()).toBe(0);
    expect(receiver.received).toHaveLength(1);
  });

  test('an event can arrive before the call that caused it is answered', async () => {
    await account.settings({ webhookBeforeAnswer: true });
    await account.webhook(receiver.url);
    const charge = await account.charge();
    expect(receiver.received.map(({ body }) => body.payment.id)).toEqual([charge.id]);
  });

  test('held events wait, and go out in order when they are let go', async () => {
    await account.webhook(receiver.url);
    await simulator.control('POST', `/webhooks/pause?account=${account.id}`, {});
    const { id } = await account.charge();
    await account.delete(`/payments/${id}`);
    expect(await account.flush()).toBe(2);
    expect(receiver.received).toHaveLength(0);
    await simulator.control('POST', '/webhooks/resume', {});
    expect(await account.flush()).toBe(0);
    expect(receiver.events()).toEqual(['PAYMENT_CREATED', 'PAYMENT_DELETED']);
  });

  test('an event can be sent again', async () => {
    await account.webhook(receiver.url);
    await account.charge();
    await account.flush();
    const eventId = receiver.received[0]?.body.id;
    expect((await simulator.control('POST', '/webhooks/resend', { eventId })).body).toEqual({ webhooks: 1 });
    await account.flush();
    expect(receiver.received[1]?.text).toBe(receiver.received[0]?.text);
    expect((await simulator.control('POST', '/webhooks/resend', { eventId: 'evt_x&1' })).status).toBe(404);
  });

  test('fields of tomorrow come in answers and events when they are switched on', async () => {
    await account.settings({ extraFields: true });
    await account.webhook(receiver.url);
    expect(await account.charge()).toHaveProperty('fieldOfTomorrow');
    await account.flush();
    expect(receiver.received[0]?.body).toMatchObject({
      fieldOfTomorrow: expect.anything(),
      payment: { fieldOfTomorrow: expect.anything() },
    });
  });
});
