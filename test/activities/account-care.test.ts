import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accountCareActivities, type CareReport } from '../../activities/account-care.ts';
import { updateAccount } from '../../db/accounts/accounts.ts';
import { takeWebhookInHand } from '../../db/accounts/webhook-set-up.ts';
import type { Scope } from '../../db/database.ts';
import { updateDocument } from '../../db/documents/documents.ts';
import { insertProviderEvent } from '../../db/messages/provider-events.ts';
import { asTenant } from '../../db/tenancy.ts';
import { inDays } from '../environment/days.ts';
import { expectTrouble } from '../environment/quiet.ts';
import { type Door, openDoor } from './door.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
let bench: Workbench;
let door: Door;
let seed: Awaited<ReturnType<Workbench['seed']>>;

beforeAll(async () => {
  door = await openDoor();
  bench = await openWorkbench({ publicUrl: door.url });
});

/** An account whose webhook the care has just made. */
beforeEach(async () => {
  bench.clock.offsetMs = 0;
  door.isWell = true;
  seed = await bench.seed();
  expect((await tend()).webhook).toBe('active');
});

afterAll(async () => {
  await bench.close();
  await door.close();
});

interface Webhook {
  id: string;
  interrupted: boolean;
}

async function atAsaas(method: string, path = '', body?: object): Promise<{ data: Webhook[] }> {
  const response = await fetch(`${bench.simulatorUrl}/v3/webhooks${path}`, {
    method,
    headers: { access_token: seed.apiKey, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return (await response.json()) as { data: Webhook[] };
}

async function interrupt(): Promise<void> {
  const [webhook] = (await atAsaas('GET')).data;
  await atAsaas('PUT', `/${webhook?.id}`, { interrupted: true });
}

function tend(): Promise<CareReport> {
  return bench.run(accountCareActivities(bench.deps).checkAndRepairAccount, { ...seed, heard: [] });
}

const save = <T>(work: (scope: Scope) => Promise<T>) => asTenant(bench.deps.db, seed.tenantId, work);

const calls = async () =>
  (await bench.control<{ calls: Record<string, number> }>('GET', `/book?account=${seed.asaasId}`)).calls;

const told = () =>
  asTenant(bench.deps.db, seed.tenantId, (scope) => scope.selectFrom('erp_events').selectAll().execute());

const account = () =>
  asTenant(bench.deps.db, seed.tenantId, (scope) =>
    scope.selectFrom('accounts').selectAll().where('id', '=', seed.accountId).executeTakeFirstOrThrow(),
  );

describe('looking after an account', () => {
  it('costs one call while all is well', async () => {
    const before = await calls();
    expect(await tend()).toEqual({ standing: 'watched', webhook: 'active', cause: null, pauseMs: 300_000 });
    expect(await calls()).toEqual({ ...before, 'GET /v3/webhooks': (before['GET /v3/webhooks'] ?? 0) + 1 });
  });

  it('has the account reconciled once a day, and at once when news may have been lost', async () => {
    const asked = async () =>
      (await save((scope) => scope.selectFrom('reconciliations').select('message_seq').execute()))[0]
        ?.message_seq;
    // The first is due from the moment at which the first look began.
    await tend();
    expect(await asked()).toBe(1);
    await tend();
    expect(await asked()).toBe(1);
    bench.clock.offsetMs = dayMs + hourMs;
    await tend();
    expect(await asked()).toBe(2);
    await interrupt();
    door.isWell = false;
    await tend();
    expect(await asked()).toBe(2);
    door.isWell = true;
    await tend();
    expect(await asked()).toBe(3);
    const [webhook] = (await atAsaas('GET')).data;
    await atAsaas('DELETE', `/${webhook?.id}`);
    await tend();
    expect(await asked()).toBe(4);
    const { checkAndRepairAccount } = accountCareActivities(bench.deps);
    await bench.run(checkAndRepairAccount, { ...seed, heard: ['accountEnabled'] });
    expect(await asked()).toBe(5);
  });

  it('leaves a webhook alone that the API is setting up this moment, and looks again soon', async () => {
    const [webhook] = (await atAsaas('GET')).data;
    await atAsaas('DELETE', `/${webhook?.id}`);
    await save((scope) => takeWebhookInHand(scope, seed.accountId));
    const before = await calls();
    expect(await tend()).toMatchObject({ standing: 'watched', webhook: 'active' });
    expect(await calls()).toEqual(before);
    bench.clock.offsetMs = 4 * 60_000;
    expect((await tend()).pauseMs).toBeLessThanOrEqual(60_000);
    // Whoever had it in hand is dead.
    bench.clock.offsetMs = 6 * 60_000;
    expect((await tend()).webhook).toBe('active');
    expect((await atAsaas('GET')).data).toHaveLength(1);
  });

  it('removes a second webhook at our address', async () => {
    const [ours] = (await atAsaas('GET')).data;
    const { id: _, ...copy } = ours as Webhook;
    await atAsaas('POST', '', { ...copy, authToken: crypto.randomUUID() });
    expect((await atAsaas('GET')).data).toHaveLength(2);
    expect((await tend()).webhook).toBe('active');
    expect((await atAsaas('GET')).data).toEqual([ours]);
  });

  it('resumes an interrupted queue only once our own door is well, and tells the ERP once', async () => {
    await interrupt();
    door.isWell = false;
    for (let time = 0; time < 3; time++) {
      const { webhook, cause } = await tend();
      expect(webhook).toBe('interrupted');
      expect(cause).toContain('não responde');
    }
    expect((await atAsaas('GET')).data[0]?.interrupted).toBe(true);
    door.isWell = true;
    expect(await tend()).toMatchObject({ webhook: 'active', cause: null });
    expect((await atAsaas('GET')).data[0]?.interrupted).toBe(false);
    expect((await told()).map((event) => event.type)).toEqual(['account.webhook_interrupted']);
  });

  it('leaves a queue that does not hold for a person, tries it again after hours, and tells the ERP once it held', async () => {
    for (let time = 0; time < 3; time++) {
      await interrupt();
      expect((await tend()).webhook).toBe('active');
    }
    await interrupt();
    const { webhook, cause } = await tend();
    expect(webhook).toBe('interrupted');
    expect(cause).toContain('Retomada 3 vezes, a fila não se manteve');
    expect((await atAsaas('GET')).data[0]?.interrupted).toBe(true);
    bench.clock.offsetMs = 6 * hourMs + 60_000;
    expect((await tend()).webhook).toBe('active');
    expect(await told()).toHaveLength(1);

    bench.clock.offsetMs += 2 * hourMs;
    await tend();
    expect(await account()).toMatchObject({ webhook_resumes: 0, webhook_told_at: null });
    await tend();
    await interrupt();
    expect((await tend()).webhook).toBe('active');
    expect((await told()).map((event) => event.type)).toEqual([
      'account.webhook_interrupted',
      'account.webhook_resumed',
      'account.webhook_interrupted',
    ]);
  });

  it('says which days are lost for ever once a queue stood for more than fourteen', async () => {
    await interrupt();
    door.isWell = false;
    bench.clock.offsetMs = 13 * dayMs;
    expect((await tend()).cause).not.toContain('conciliação diária');
    bench.clock.offsetMs = 17 * dayMs;
    expect((await tend()).cause).toContain('conciliação diária');
    door.isWell = true;
    await tend();
    expect(await account()).toMatchObject({
      webhook_status: 'active',
      events_lost_from: inDays(0),
      events_lost_until: inDays(3),
    });
  });

  it('counts an event that came as proof that the queue still ran', async () => {
    await asTenant(bench.deps.db, seed.tenantId, (scope) =>
      scope
        .insertInto('provider_events')
        .values({
          id: crypto.randomUUID(),
          tenant_id: seed.tenantId,
          account_id: seed.accountId,
          event_id: 'evt_late',
          name: null,
          charge_id: null,
          body: Buffer.from('{}'),
          fate: 'noted',
          received_at: new Date(Date.now() + 10 * dayMs),
        })
        .execute(),
    );
    await interrupt();
    bench.clock.offsetMs = 17 * dayMs;
    await tend();
    expect(await account()).toMatchObject({ webhook_status: 'active', events_lost_from: null });
  });

  it('pastes nothing where the key may not manage webhooks, and asks an hour later', async () => {
    await bench.control('PUT', '/faults', { rules: [{ path: '/v3/webhooks', html403: 'empty' }] });
    const report = await tend();
    expect(report).toMatchObject({ webhook: 'manual', pauseMs: 3_600_000 });
    expect(report.cause).toContain('cole URL e token');
    expect(report.cause).toContain('Nenhum evento chegou até agora.');
    await asTenant(bench.deps.db, seed.tenantId, (scope) =>
      insertProviderEvent(scope, {
        tenant_id: seed.tenantId,
        account_id: seed.accountId,
        event_id: 'evt_1&1',
        body: Buffer.from('{}'),
        fate: 'noted',
      }),
    );
    expect((await tend()).cause).toContain('Os eventos chegam: o último em');
    await bench.control('DELETE', '/faults');
  });

  it('keeps what it knows while Asaas is silent, and says so when the silence lasts', async () => {
    await bench.control('PUT', '/faults', { rules: [{ path: '/v3/webhooks', status500BeforeCommit: true }] });
    expect((await tend()).webhook).toBe('active');
    bench.clock.offsetMs = 20 * 60_000;
    expect(await tend()).toMatchObject({ webhook: 'unknown', pauseMs: 300_000 });
    await bench.control('DELETE', '/faults');
    expect((await tend()).webhook).toBe('active');
  });

  it('makes the webhook anew at most once, and never an eleventh', async () => {
    const [webhook] = (await atAsaas('GET')).data;
    await atAsaas('DELETE', `/${webhook?.id}`);
    await tend();
    await tend();
    const { data } = await atAsaas('GET');
    expect(data).toHaveLength(1);
    await atAsaas('DELETE', `/${data[0]?.id}`);
    const { id: _, ...other } = data[0] ?? { id: '' };
    for (let n = 0; n < 10; n++) await atAsaas('POST', '', { ...other, url: `https://other.example/${n}` });
    const before = await calls();
    expect(await tend()).toMatchObject({ webhook: 'manual', cause: expect.stringContaining('10 webhooks') });
    expect((await calls())['POST /v3/webhooks']).toBe(before['POST /v3/webhooks']);
  });

  it('goes on for a disabled account until nothing it collects is under way', async () => {
    const inTenant = <T>(work: (scope: Scope) => Promise<T>) => asTenant(bench.deps.db, seed.tenantId, work);
    await inTenant((scope) => updateAccount(scope, seed.accountId, { disabled_at: new Date() }));
    const live = { status: 'registered', charge_id: 'pay_1', synced_terms: '{}' } as const;
    await inTenant((scope) => updateDocument(scope, seed.documentId, live));
    expect(await tend()).toMatchObject({ standing: 'watched' });
    const settled = { status: 'settled', settled_at: new Date(), paid_on: '2026-11-24' } as const;
    await inTenant((scope) => updateDocument(scope, seed.documentId, settled));
    expect(await tend()).toMatchObject({ standing: 'disabled', pauseMs: null });
  });

  it('calls nobody while the account is disabled, nor again once its key was refused', async () => {
    const change = (changes: Parameters<typeof updateAccount>[2]) =>
      asTenant(bench.deps.db, seed.tenantId, (scope) => updateAccount(scope, seed.accountId, changes));
    await change({ disabled_at: new Date() });
    const before = await calls();
    expect(await tend()).toMatchObject({ standing: 'disabled', pauseMs: null });
    expect(await calls()).toEqual(before);
    await change({ disabled_at: null });
    expectTrouble({
      part: 'worker',
      line: /Asaas refused the key of an account/,
      why: 'The key is revoked at Asaas.',
    });
    await bench.control('POST', `/accounts/${seed.asaasId}/keys/revoke`, {});
    for (let time = 0; time < 3; time++) {
      expect(await tend()).toMatchObject({ standing: 'keyRefused', pauseMs: null });
    }
    const after = await calls();
    expect((after['GET /v3/webhooks'] ?? 0) - (before['GET /v3/webhooks'] ?? 0)).toBe(1);
    expect((await told()).map((event) => event.type)).toEqual(['account.key_refused']);
  });

  it('tries a refused key once more when Asaas says that a key is enabled again', async () => {
    expectTrouble({
      part: 'worker',
      line: /Asaas refused the key of an account/,
      why: 'Asaas refuses the key for a while.',
    });
    const heardEnabled = () =>
      bench.run(accountCareActivities(bench.deps).checkAndRepairAccount, { ...seed, heard: ['keyEnabled'] });
    const refuse = { path: '/v3/**', accountId: seed.asaasId, html401: 'empty' };
    await bench.control('PUT', '/faults', { rules: [refuse] });
    expect(await tend()).toMatchObject({ standing: 'keyRefused' });
    expect(await heardEnabled()).toMatchObject({ standing: 'keyRefused' });
    await bench.control('DELETE', '/faults');
    expect(await tend(), 'nobody says so').toMatchObject({ standing: 'keyRefused' });
    expect(await heardEnabled()).toMatchObject({ standing: 'watched' });
    expect((await told()).map((event) => event.type)).toEqual([
      'account.key_refused',
      'account.key_accepted',
    ]);
  });
});
