import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { noticesActivities } from '../../activities/notices.ts';
import { lockAccountOrThrow, updateAccount } from '../../db/accounts/accounts.ts';
import type { Scope } from '../../db/database.ts';
import { applyChangedNotices, countTold } from '../../db/notices/account-notices.ts';
import { type NoticeWish, priceOfNotices, standardPolicy, toPolicy } from '../../domain/notices.ts';
import { payersKnownTo } from './known-payers.ts';
import { atAsaas, inTenant, register } from './reconciling.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

let bench: Workbench;
let seed: Awaited<ReturnType<Workbench['seed']>>;

beforeAll(async () => {
  bench = await openWorkbench();
});

beforeEach(async () => {
  seed = await bench.seed();
});

afterAll(() => bench?.close());

const here = <T>(work: (scope: Scope) => Promise<T>) => inTenant(bench, seed, work);

const few: NoticeWish[] = [
  { kind: 'before_due', days: 5, channels: ['email', 'whatsapp'] },
  { kind: 'overdue', channels: ['sms'] },
];

/** Chooses notices as the API does. */
function choose(wishes: readonly NoticeWish[], notifyPayers = true): Promise<void> {
  return here(async (scope) => {
    const before = await lockAccountOrThrow(scope, seed.accountId);
    const after = await updateAccount(scope, before.id, {
      settings: JSON.stringify({ notifyPayers }),
      notices: JSON.stringify(toPolicy(wishes)),
    });
    await applyChangedNotices(scope, before, after);
  });
}

const step = () => bench.run(noticesActivities(bench.deps).applyNotices, { ...seed, place: null });

const progress = () =>
  here(async (scope) => countTold(scope, await lockAccountOrThrow(scope, seed.accountId)));

const resetCalls = () => bench.control('POST', '/book/reset-calls', { account: seed.asaasId });

async function calls(): Promise<Record<string, number>> {
  return (await bench.control<{ calls: Record<string, number> }>('GET', `/book?account=${seed.asaasId}`))
    .calls;
}

async function customerIds(): Promise<string[]> {
  const { customers } = await bench.control<{ customers: { id: string }[] }>(
    'GET',
    `/book?account=${seed.asaasId}`,
  );
  return customers.map(({ id }) => id);
}

const eventsOf: Record<string, string> = {
  PAYMENT_CREATED: 'charge_created',
  PAYMENT_UPDATED: 'charge_amended',
  SEND_LINHA_DIGITAVEL: 'digitable_line',
  PAYMENT_RECEIVED: 'paid',
};

/** What a customer gets, as somebody reads it in Asaas' own words. */
async function noticesOf(customerId: string): Promise<string[]> {
  const path = `/customers/${customerId}/notifications`;
  const { data } = (await atAsaas(bench, seed.apiKey, 'GET', path)) as { data: Record<string, unknown>[] };
  return data
    .filter(({ enabled }) => enabled)
    .map((each) => {
      const channels = ['email', 'sms', 'whatsapp'].filter((channel) => each[`${channel}EnabledForCustomer`]);
      return `${eventsOf[String(each.event)] ?? each.event} ${each.scheduleOffset} ${channels}`;
    })
    .sort();
}

const fewAtAsaas = ['PAYMENT_DUEDATE_WARNING 5 email,whatsapp', 'PAYMENT_OVERDUE 0 sms'];

describe('the notices that an account chooses', () => {
  it('reach each known payer: three calls the first time, one for each later change, none when repeated', async () => {
    const payers = await payersKnownTo(bench, seed, 4, (at) => (at === 0 ? false : null));
    await choose(few);
    expect(await progress()).toEqual({ payers: 4, told: 1 });
    expect(await step()).toEqual({ place: null, payers: 4, told: 4 });
    expect(await calls()).toEqual({
      'GET /v3/customers/{id}/notifications': 3,
      'PUT /v3/notifications/batch': 3,
      'PUT /v3/customers/{id}': 3,
    });

    await resetCalls();
    await choose([{ kind: 'paid', channels: ['email'] }]);
    expect(await progress()).toEqual({ payers: 4, told: 1 });
    expect(await step()).toMatchObject({ place: null, told: 4 });
    await step();
    expect(await calls()).toEqual({ 'PUT /v3/notifications/batch': 3 });
    const [silent, ...others] = [...payers].sort((a) => (a.notify === false ? -1 : 1));
    for (const { customerId } of others) expect(await noticesOf(customerId)).toEqual(['paid 0 email']);
    expect(await noticesOf(`${silent?.customerId}`)).toHaveLength(8);
  });

  it('are known by event and day, however often they change, and say nothing of the company’s own mails', async () => {
    const [payer] = await payersKnownTo(bench, seed, 1);
    const id = `${payer?.customerId}`;
    await choose(few);
    await step();
    expect(await noticesOf(id)).toEqual(fewAtAsaas);
    await choose([
      { kind: 'on_due_date', channels: ['email'] },
      { kind: 'before_due', days: 30, channels: ['sms'] },
      { kind: 'still_overdue', days: 1, channels: ['email'] },
    ]);
    await step();
    expect(await noticesOf(id)).toEqual([
      'PAYMENT_DUEDATE_WARNING 0 email',
      'PAYMENT_DUEDATE_WARNING 30 sms',
      'PAYMENT_OVERDUE 1 email',
    ]);
    const path = `/customers/${id}/notifications`;
    const { data } = (await atAsaas(bench, seed.apiKey, 'GET', path)) as { data: Record<string, unknown>[] };
    expect(data.filter((each) => each.emailEnabledForProvider)).toHaveLength(3);
  });

  it('cost no call while notices are off, and one for each payer that was told of them before', async () => {
    await payersKnownTo(bench, seed, 2);
    await choose(few, false);
    expect(await step()).toEqual({ place: null, payers: 2, told: 2 });
    expect(await calls()).toEqual({});
    await choose(few);
    await step();
    await resetCalls();
    // Another choice, of which nobody hears while notices are off.
    await choose([{ kind: 'paid', channels: ['email'] }], false);
    await step();
    await choose(few);
    expect(await step()).toMatchObject({ told: 2 });
    expect(await calls()).toEqual({ 'PUT /v3/customers/{id}': 4 });
  });

  it('go before the switch: a payer whose notices cannot be told is not switched on, and is told again', async () => {
    const [payer] = await payersKnownTo(bench, seed, 1);
    await bench.control('PUT', '/faults', {
      rules: [
        { path: '/v3/notifications/batch', accountId: seed.asaasId, status500BeforeCommit: true, count: 1 },
      ],
    });
    await choose(few);
    await expect(step()).rejects.toThrow();
    expect((await calls())['PUT /v3/customers/{id}']).toBeUndefined();
    await bench.control('PUT', '/faults', { rules: [] });
    expect(await step()).toMatchObject({ told: 1 });
    expect(await noticesOf(`${payer?.customerId}`)).toEqual(fewAtAsaas);
  });
});

describe('a new payer of an account that chose', () => {
  it('gets its notices before its first charge, with two calls more, and the charge costs what was said', async () => {
    await choose(few);
    await resetCalls();
    await register(bench, seed);
    const { 'POST /v3/payments': charged, ...others } = await calls();
    expect(charged).toBe(1);
    expect(others).toEqual({
      'GET /v3/customers': 1,
      'POST /v3/customers': 1,
      'GET /v3/customers/{id}/notifications': 1,
      'PUT /v3/notifications/batch': 1,
    });
    const [customerId] = await customerIds();
    expect(await noticesOf(`${customerId}`)).toEqual(fewAtAsaas);
    expect(await progress()).toEqual({ payers: 1, told: 1 });
    expect(await takenForNotices()).toBe(priceOfNotices(toPolicy(few), await saidFees()));
    expect(await takenForNotices()).toBe(99 + 55);
  });

  it('is charged without them when Asaas does not take them, and told by the account’s run', async () => {
    await choose(few);
    await bench.control('PUT', '/faults', {
      rules: [{ path: '/v3/notifications/batch', accountId: seed.asaasId, html403: 'empty', count: 1 }],
    });
    expect(await register(bench, seed)).not.toBe('');
    await bench.control('PUT', '/faults', { rules: [] });
    expect(await progress()).toEqual({ payers: 1, told: 0 });
    expect(await step()).toMatchObject({ told: 1 });
    const [customerId] = await customerIds();
    expect(await noticesOf(`${customerId}`)).toEqual(fewAtAsaas);
  });

  it('has Asaas’ own notices, at no further call, where nobody chose', async () => {
    await here((scope) =>
      updateAccount(scope, seed.accountId, { settings: JSON.stringify({ notifyPayers: true }) }),
    );
    await resetCalls();
    await register(bench, seed);
    expect(Object.keys(await calls()).filter((call) => call.includes('notifications'))).toEqual([]);
    expect(await takenForNotices()).toBe(priceOfNotices(standardPolicy, await saidFees()));
  });
});

async function takenForNotices(): Promise<number> {
  const { lines } = await bench.control<{ lines: { type: string; valueCents: number }[] }>(
    'GET',
    `/accounts/${seed.asaasId}/statement`,
  );
  return -lines.reduce((sum, { valueCents }) => sum + valueCents, 0);
}

/** The fees as Asaas says them. */
async function saidFees() {
  const { notification } = (await atAsaas(bench, seed.apiKey, 'GET', '/myAccount/fees')) as {
    notification: { messagingFeeValue: number; whatsAppFeeValue: number };
  };
  const cents = (reais: number) => Math.round(reais * 100);
  return {
    messagingCents: cents(notification.messagingFeeValue),
    whatsappCents: cents(notification.whatsAppFeeValue),
  };
}
