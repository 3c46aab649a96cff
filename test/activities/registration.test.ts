import { MockActivityEnvironment } from '@temporalio/testing';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Dependencies } from '../../activities/dependencies.ts';
import { registrationActivities } from '../../activities/registration.ts';
import { createAsaas } from '../../asaas/asaas.ts';
import { openDatabase } from '../../db/database.ts';
import { lockDocument, moveDocument } from '../../db/documents.ts';
import { openAttempt } from '../../db/registration-attempts.ts';
import { openQuotaBucket, type QuotaBucket } from '../../db/request-quota.ts';
import { createSealer } from '../../db/sealed-text.ts';
import { asTenant } from '../../db/tenancy.ts';
import type { DocumentSnapshot } from '../../domain/next-step.ts';
import { type RunningSimulator, startSimulator } from '../../simulator/server.ts';
import { until } from '../environment/conditions.ts';
import { freshDatabase } from '../environment/databases.ts';
import type { Book } from '../environment/erp.ts';
import { type Seed, seedDocument } from '../environment/seeds.ts';

const sealer = createSealer('ab'.repeat(32));
const clock = { offsetMs: 0 };

let simulator: RunningSimulator;
let deps: Dependencies;
let quota: QuotaBucket;
let asaasId: string;
let apiKey: string;
let seed: Seed;

beforeAll(async () => {
  const databaseUrl = await freshDatabase();
  simulator = await startSimulator({ databaseUrl, logLevel: 'silent' });
  quota = openQuotaBucket(databaseUrl, { requests: 1_000, windowMs: 60_000 });
  deps = {
    db: openDatabase(databaseUrl),
    asaas: createAsaas({
      sandboxUrl: `${simulator.url}/v3`,
      productionUrl: `${simulator.url}/production/v3`,
      timeoutMs: 2_000,
      turnstile: quota,
    }),
    sealer,
    quota,
    logger: pino({ level: 'silent' }),
    now: () => new Date(Date.now() + clock.offsetMs),
    unknownOutcomeWaitMs: 60_000,
    reversalWindowMs: 1_000,
    webhookCheckMs: 300_000,
    publicUrl: 'http://127.0.0.1:1',
  };
});

beforeEach(async () => {
  const account = await control<{ id: string; apiKey: string }>('POST', '/accounts', {});
  asaasId = account.id;
  apiKey = account.apiKey;
  seed = await seedDocument(deps.db, sealer, apiKey);
});

afterEach(async () => {
  clock.offsetMs = 0;
  await control('DELETE', '/faults');
});

afterAll(async () => {
  await Promise.all([deps.db.destroy(), quota.close()]);
  await simulator.close();
});

async function control<T>(method: string, path: string, body?: object): Promise<T> {
  const response = await fetch(`${simulator.url}/control${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return (await response.json()) as T;
}

const fault = (rule: object) =>
  control('PUT', '/faults', { rules: [{ method: 'POST', path: '/v3/payments', ...rule }] });
const book = () => control<Book>('GET', `/book?account=${asaasId}`);
const run = (activity: (ref: Seed) => Promise<DocumentSnapshot>): Promise<DocumentSnapshot> =>
  new MockActivityEnvironment().run<[Seed], DocumentSnapshot, typeof activity>(activity, seed);
const register = () => run(registrationActivities(deps).registerCharge);
const lookUp = () => run(registrationActivities(deps).lookUpCharge);

describe('registering a charge', () => {
  it('creates one charge, however often it is repeated', async () => {
    expect((await register()).status).toBe('registered');
    expect((await register()).status).toBe('registered');
    expect((await book()).charges).toHaveLength(1);
  });

  it.each([
    ['the connection breaks after Asaas committed', { dropAnswerAfterCommit: true }],
    ['Asaas answers 200 with a page', { htmlOk: true }],
    ['Asaas answers 500 after it committed', { status500AfterCommit: true }],
  ])('does not know the outcome when %s, sends nothing again, and adopts what it finds', async (_, rule) => {
    await fault({ ...rule, count: 1 });
    const unknown = await register();
    expect(unknown.status).toBe('uncertain');
    expect(unknown.lookAt).toBeGreaterThan(Date.now() + 50_000);
    expect((await register()).status).toBe('uncertain');
    expect((await lookUp()).status).toBe('registered');
    expect((await book()).charges).toHaveLength(1);
  });

  it('believes that there is no charge only the second time it looks, and then creates it', async () => {
    await fault({ dropBeforeCommit: true, count: 1 });
    await register();
    const first = await lookUp();
    expect(first.status).toBe('uncertain');
    expect((await lookUp()).status).toBe('registering');
    expect((await register()).status).toBe('registered');
    expect((await book()).charges).toHaveLength(1);
  });

  it('treats an attempt that a dead worker left behind as unknown, and sends nothing', async () => {
    await asTenant(deps.db, seed.tenantId, async (scope) => {
      const document = await lockDocument(scope, seed.documentId);
      const begun = await moveDocument(scope, document, { event: 'document.sent', actor: 'remessa' });
      await openAttempt(scope, begun, { customerId: 'cus_1', valueCents: 10_000, dueDate: begun.due_date });
    });
    expect((await register()).status).toBe('uncertain');
    expect((await book()).charges).toHaveLength(0);
  });

  it('waits for the limit’s own reset when Asaas says it is too much, and creates one charge after it', async () => {
    await fault({ status429: { resetSeconds: 2 }, count: 1 });
    const waiting = { type: 'AsaasRateLimited', nextRetryDelay: 2_000, category: 'BENIGN' };
    await expect(register()).rejects.toMatchObject(waiting);
    // Meanwhile nobody asks, and what was not asked leaves no attempt.
    await expect(register()).rejects.toMatchObject({ type: 'AsaasRateLimited' });
    expect((await book()).calls['POST /v3/payments']).toBe(1);
    const registered = await until('the limit to open', () => register().catch(() => null));
    expect(registered.status).toBe('registered');
    expect((await book()).charges).toHaveLength(1);
  });

  it('stops an account whose key is refused with one event, calls nothing more, and goes on with a new key', async () => {
    await control('POST', `/accounts/${asaasId}/keys/revoke`, { apiKey });
    await expect(register()).rejects.toMatchObject({ type: 'AccountKeyRefused' });
    const calls = (await book()).calls;
    await expect(register()).rejects.toMatchObject({ type: 'AccountKeyRefused' });
    expect((await book()).calls).toEqual(calls);
    const told = await asTenant(deps.db, seed.tenantId, (scope) =>
      scope.selectFrom('erp_events').select('type').execute(),
    );
    expect(told).toEqual([{ type: 'account.key_refused' }]);

    const renewed = await control<{ apiKey: string }>('POST', `/accounts/${asaasId}/keys`);
    await asTenant(deps.db, seed.tenantId, (scope) =>
      scope
        .updateTable('accounts')
        .set({
          api_key_sealed: sealer.seal(renewed.apiKey, `accounts.api_key|${seed.tenantId}|${seed.accountId}`),
          key_status: 'accepted',
          key_refused_at: null,
        })
        .where('id', '=', seed.accountId)
        .execute(),
    );
    expect((await register()).status).toBe('registered');
  });
});
