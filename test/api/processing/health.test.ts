import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { openQuotaBucket } from '../../../db/accounts/request-quota.ts';
import { openDatabase } from '../../../db/database.ts';
import { runBeat } from '../../../worker/beat.ts';
import { until } from '../../environment/conditions.ts';
import { asApplication } from '../../environment/databases.ts';
import { type Body, openAccount, openCompany } from '../environment.ts';
import { ownCompany } from '../own-company.ts';

const { api, company } = await ownCompany();
const account = await openAccount(api, company);
const disabled = await openAccount(api, company);
await company.call('DELETE', `/v1/accounts/${disabled.id}`);

const health = async (of = company, headers = {}) =>
  (await of.call('GET', '/v1/health', undefined, headers)).body as Body;

describe('the health of the processing', () => {
  it('is that of the workers that say that they live, until they end', async () => {
    await api.sql('delete from worker_beats');
    expect((await health()).workers).toMatchObject({ state: 'silent', count: 0, lastSeenAt: null });
    const db = openDatabase(asApplication(api.databaseUrl), { maxConnections: 1 });
    const stopping = new AbortController();
    const worker = { isPolling: false };
    const pulse = { relayedAtMs: null as number | null };
    const logger = pino({ level: 'silent' });
    const beat = () =>
      runBeat({ db, logger, signal: stopping.signal, pulse, isPolling: () => worker.isPolling });
    const first = beat();
    await until('a worker to be seen', async () => (await health()).workers.state === 'idle');
    worker.isPolling = true;
    pulse.relayedAtMs = performance.now();
    const second = beat();
    await until('it to poll', async () => (await health()).workers.state === 'working');
    const { workers, relay } = await health();
    expect(workers).toMatchObject({ count: 2, cure: null });
    expect(relay.state).toBe('working');
    stopping.abort();
    await Promise.all([first, second]);
    expect((await health()).workers).toMatchObject({ state: 'silent', count: 0, cure: expect.any(String) });
    await db.destroy();
  });

  it('shows how many of the company’s own messages wait, and since when', async () => {
    await api.sql('delete from worker_beats');
    await api.sql(
      `insert into worker_beats (worker_id, started_at, beat_at, is_polling, relayed_at) values ($1, now(), now(), true, now())`,
      [randomUUID()],
    );
    const other = await openCompany(api);
    await api.sql('update messages set delivered_at = now()');
    expect((await health()).relay).toMatchObject({ state: 'working', waiting: 0, oldestAt: null });
    await api.sql(
      `insert into messages (id, tenant_id, workflow_type, workflow_id, seq, signal, subject, created_at)
       values ($1, $2, 'receivableDocument', $3, 1, 's', '{}', now() - interval '2 minutes')`,
      [randomUUID(), company.tenantId, randomUUID()],
    );
    const { relay } = await health();
    expect(relay).toMatchObject({ state: 'late', waiting: 1 });
    expect(Date.now() - Date.parse(relay.oldestAt)).toBeGreaterThan(100_000);
    expect((await health(other)).relay).toMatchObject({ state: 'working', waiting: 0 });
  });

  it('has each account in use with what it used of its quota, in the caller’s language', async () => {
    const bucket = openQuotaBucket(asApplication(api.databaseUrl), { requests: 1_000, windowMs: 60_000 });
    for (let calls = 0; calls < 3; calls++) await bucket.take(account.id, 'settle', 'GET /payments');
    await bucket.close();
    const { accounts } = await health(company, { 'accept-language': 'pt-BR' });
    expect(accounts).toHaveLength(1);
    expect(accounts[0]).toMatchObject({
      accountId: account.id,
      keyStatus: 'accepted',
      webhook: { status: 'active' },
      quota: { state: 'plenty', limit: 1_000, words: 'Há espaço para novas cobranças.', cure: null },
      reconciliation: { state: 'none', doneAt: null },
    });
    expect(accounts[0].quota.used).toBeGreaterThanOrEqual(3);
    expect(Date.parse(accounts[0].quota.windowEndsAt)).toBeGreaterThan(Date.now());
    await api.sql(`update request_quotas set points = 850 where key = $1`, [`calls:${account.id}`]);
    expect((await health()).accounts[0].quota).toMatchObject({ state: 'settling', used: 850 });
  });
});
