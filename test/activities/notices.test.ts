import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openAccount } from '../../activities/account.ts';
import { accountCareActivities } from '../../activities/account-care.ts';
import { NotNow } from '../../activities/not-now.ts';
import { noticesActivities } from '../../activities/notices.ts';
import { lockAccountOrThrow, updateAccount } from '../../db/accounts/accounts.ts';
import type { Scope } from '../../db/database.ts';
import { applyChangedNotices, countTold, findNotices } from '../../db/notices/account-notices.ts';
import { asTenant } from '../../db/tenancy.ts';
import { ceilingOf } from '../../domain/request-quota.ts';
import { until } from '../environment/conditions.ts';
import { type Door, openDoor } from './door.ts';
import { payersKnownTo } from './known-payers.ts';
import { atAsaas, register } from './reconciling.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

const quota = { requests: 60, windowMs: 3_600_000 };
let bench: Workbench;
let door: Door;
let seed: Awaited<ReturnType<Workbench['seed']>>;

beforeAll(async () => {
  door = await openDoor();
  bench = await openWorkbench({ publicUrl: door.url }, quota);
});

beforeEach(async () => {
  seed = await bench.seed();
});

afterAll(async () => {
  await bench.close();
  await door.close();
});

const here = <T>(work: (scope: Scope) => Promise<T>) => asTenant(bench.deps.db, seed.tenantId, work);

/** Switches the notices as the API does. */
function notify(notifyPayers: boolean): Promise<void> {
  return here(async (scope) => {
    const before = await lockAccountOrThrow(scope, seed.accountId);
    const after = await updateAccount(scope, before.id, { settings: JSON.stringify({ notifyPayers }) });
    await applyChangedNotices(scope, before, after);
  });
}

const knowPayers = (count: number, notifyOf?: (at: number) => boolean | null) =>
  payersKnownTo(bench, seed, count, notifyOf);

interface Book {
  customers: { id: string; notificationDisabled: boolean }[];
  calls: Record<string, number>;
}

const book = () => bench.control<Book>('GET', `/book?account=${seed.asaasId}`);

async function notified(): Promise<string[]> {
  const { customers } = await book();
  return customers.filter((each) => !each.notificationDisabled).map(({ id }) => id);
}

const step = () => bench.run(noticesActivities(bench.deps).applyNotices, { ...seed, place: null });

const progress = () =>
  here(async (scope) => countTold(scope, await lockAccountOrThrow(scope, seed.accountId)));

const appliedAt = async () => (await here((scope) => findNotices(scope, seed.accountId)))?.applied_at ?? null;

describe('a change of an account’s notices', () => {
  it('reaches every known payer with one call each, and leaves those who have a word of their own', async () => {
    const payers = await knowPayers(6, (at) => (at === 0 ? false : null));
    await notify(true);
    expect(await appliedAt()).toBeNull();
    expect(await step()).toEqual({ place: null, payers: 6, told: 6 });
    const wanted = payers.filter((payer) => payer.notify === null).map(({ customerId }) => customerId);
    expect((await notified()).sort()).toEqual(wanted.sort());
    expect((await book()).calls).toEqual({ 'PUT /v3/customers/{id}': 5 });
    expect(await appliedAt()).not.toBeNull();

    await step();
    expect((await book()).calls).toEqual({ 'PUT /v3/customers/{id}': 5 });
  });

  it('that was cut off goes on where it stopped, and tells nobody twice', async () => {
    const payers = await knowPayers(5);
    await notify(true);
    await strike({ path: `/v3/customers/${payers[2]?.customerId}`, status500BeforeCommit: true });
    await expect(step()).rejects.toThrow();
    await strike();
    expect(await progress()).toEqual({ payers: 5, told: 2 });
    await bench.control('POST', '/book/reset-calls', { account: seed.asaasId });
    expect(await step()).toEqual({ place: null, payers: 5, told: 5 });
    expect((await book()).calls).toEqual({ 'PUT /v3/customers/{id}': 3 });
  });

  it('gives way to a newer one in the middle of a step, and the newest is what all payers have', async () => {
    const payers = await knowPayers(6);
    await notify(true);
    await strike({ path: `/v3/customers/${payers[2]?.customerId}`, delayAnswerMs: 3_000, count: 1 });
    const under = step();
    await until('the third payer to be told', async () => (await notified()).length === 3);
    await notify(false);
    expect(await under).toEqual({ place: null, payers: 6, told: 6 });
    expect(await notified()).toEqual([]);
    // Three switched on and off again; the others were never touched.
    expect((await book()).calls).toEqual({ 'PUT /v3/customers/{id}': 6 });
  });

  it('tells a payer again whom a document told of at the same time', async () => {
    const [payer] = await knowPayers(1);
    await notify(true);
    await strike({ path: '/v3/customers/*', delayAnswerMs: 3_000, count: 1 });
    const under = step();
    await until('the payer to be told', async () => (await notified()).length === 1);
    await atAsaas(bench, seed.apiKey, 'PUT', `/customers/${payer?.customerId}`, {
      notificationDisabled: true,
    });
    await here((scope) => scope.updateTable('customers').set({ synced_version: 2 }).execute());
    expect(await under).toEqual({ place: null, payers: 1, told: 1 });
    expect(await notified()).toHaveLength(1);
  });

  it('passes over a payer whose data Asaas does not take', async () => {
    const payers = await knowPayers(3);
    await here((scope) =>
      scope.updateTable('payers').set({ email: 'nada' }).where('id', '=', `${payers[1]?.id}`).execute(),
    );
    await atAsaas(bench, seed.apiKey, 'DELETE', `/customers/${payers[0]?.customerId}`);
    await notify(true);
    expect(await step()).toMatchObject({ place: null, payers: 3 });
    expect(await notified()).toContain(payers[2]?.customerId);
    expect(await appliedAt()).not.toBeNull();
  });

  it('uses half of the account’s calls at most, then waits for the next window', async () => {
    const half = ceilingOf('notices', quota);
    expect(half).toBe(quota.requests / 2);
    await knowPayers(half + 3);
    await notify(true);
    const waits = await step().catch((error: unknown) => error);
    expect(waits).toBeInstanceOf(NotNow);
    expect(waits).toMatchObject({ hold: 'quota', accountId: seed.accountId });
    expect((await book()).calls).toEqual({ 'PUT /v3/customers/{id}': half });
    expect(await progress()).toEqual({ payers: half + 3, told: half });
    expect((await bench.deps.quota.room(seed.accountId, 'register')).calls).toBeGreaterThan(0);
  });

  it('waits without a call while the key stands refused, and goes on with the next one', async () => {
    await knowPayers(2);
    await notify(true);
    await here((scope) =>
      updateAccount(scope, seed.accountId, { key_status: 'refused', key_refused_at: new Date() }),
    );
    await expect(step()).rejects.toMatchObject({ hold: 'key_refused' });
    expect((await book()).calls).toEqual({});
    await here((scope) =>
      updateAccount(scope, seed.accountId, { key_status: 'accepted', key_refused_at: null }),
    );
    expect(await step()).toMatchObject({ place: null, told: 2 });
  });

  it('rests while the account is disabled', async () => {
    await knowPayers(2);
    await notify(true);
    await here((scope) => updateAccount(scope, seed.accountId, { disabled_at: new Date() }));
    expect(await step()).toEqual({ place: null, payers: 2, told: 0 });
    expect(await appliedAt()).toBeNull();
    expect((await book()).calls).toEqual({});
  });

  it('is asked for again once a day while somebody is left, and not otherwise', async () => {
    await knowPayers(1);
    await here((scope) =>
      updateAccount(scope, seed.accountId, { settings: JSON.stringify({ notifyPayers: true }) }),
    );
    const look = () =>
      bench.run(accountCareActivities(bench.deps).checkAndRepairAccount, { ...seed, heard: [] });
    await look();
    await look();
    expect(await messages()).toEqual(['noticesChanged']);
    await step();
    await here((scope) =>
      scope
        .updateTable('reconciliations')
        .set({ due_at: new Date(0) })
        .execute(),
    );
    await look();
    expect(await messages()).toEqual(['noticesChanged']);
  });
});

describe('the price of the notices', () => {
  it('is what Asaas says, and what its statement takes for each document of a notified payer', async () => {
    await notify(true);
    await register(bench, seed);
    const { lines } = await bench.control<{ lines: { type: string; valueCents: number }[] }>(
      'GET',
      `/accounts/${seed.asaasId}/statement`,
    );
    const taken = lines.filter(({ type }) => type === 'PAYMENT_MESSAGING_NOTIFICATION_FEE');
    const account = await openAccount(bench.deps, seed.tenantId, seed.accountId, 'amend');
    const said = await bench.deps.asaas.accounts.readNoticeFees(account.connection);
    expect(taken.map(({ valueCents }) => -valueCents)).toEqual([said.messagingCents]);
  });
});

/** One fault in place of any before, for this account. */
const strike = (rule?: object) =>
  bench.control('PUT', '/faults', {
    rules: rule ? [{ method: 'PUT', accountId: seed.asaasId, ...rule }] : [],
  });

async function messages(): Promise<string[]> {
  const rows = await here((scope) =>
    scope.selectFrom('messages').select('signal').where('workflow_type', '=', 'accountNotices').execute(),
  );
  return rows.map(({ signal }) => signal);
}
