import { randomUUID } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeApiKey } from '../../../api/tenants/api-key.ts';
import {
  type Api,
  aDocument,
  adminKey,
  asaasAccount,
  call,
  enterMany,
  openAccount,
  openCompany,
  startApi,
} from '../environment.ts';
import { webhookOf } from './webhook-of.ts';

let api: Api;

// The judge of answers reads the OpenAPI file once in a test process, as a stranger: here, before strangers are counted.
beforeAll(async () => (await startApi()).close());

afterEach(() => api.close());

const hourMs = 3_600_000;
const portuguese = { 'accept-language': 'pt-BR' };

describe('a key', () => {
  it('is told with every answer what it may still do, and 429 beyond it, in both languages', async () => {
    api = await startApi({ limits: { callsPerKey: { count: 5, windowMs: hourMs } } });
    const company = await openCompany(api);
    const first = await company.call('GET', '/v1/banks');
    expect(first.headers.get('ratelimit-policy')).toBe('"key";q=5;w=3600');
    expect(first.headers.get('ratelimit')).toMatch(/^"key";r=4;t=3(600|59\d)$/);
    expect(first.headers.get('x-ratelimit-limit')).toBe('5');
    expect(first.headers.get('x-ratelimit-remaining')).toBe('4');
    for (let left = 4; left > 0; left--) await company.call('GET', '/v1/banks');
    const { status, body, headers } = await company.call('GET', '/v1/banks');
    expect([status, body.code]).toEqual([429, 'rate_limited']);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(3_500);
    expect(headers.get('x-ratelimit-remaining')).toBe('0');
    const { body: inPortuguese } = await company.call('GET', '/v1/banks', undefined, portuguese);
    expect(inPortuguese.title).toBe('Chamadas demais');
    expect((await call(api, await company.keyOf('viewer'), 'GET', '/v1/banks')).status).toBe(200);
  });

  it('beyond its calls did nothing: the repeated call does it', async () => {
    api = await startApi({ limits: { callsPerKey: { count: 2, windowMs: 4_000 } } });
    const company = await openCompany(api);
    const key = { 'idempotency-key': randomUUID() };
    await company.call('GET', '/v1/banks');
    await company.call('GET', '/v1/banks');
    const body = { documents: [aDocument()] };
    const refused = await company.call('POST', '/v1/documents', body, key);
    expect(refused.status).toBe(429);
    await expect
      .poll(async () => (await company.call('POST', '/v1/documents', body, key)).status, { timeout: 60_000 })
      .toBe(200);
  });

  it('enters ten thousand documents without meeting a limit', async () => {
    api = await startApi();
    const company = await openCompany(api);
    expect(await enterMany(company, 10_000)).toHaveLength(10_000);
    const { headers } = await company.call('GET', '/v1/banks');
    // Ten calls, and this one: one by one they would still fit.
    expect(Number(headers.get('x-ratelimit-remaining'))).toBeGreaterThan(10_000);
  });
});

describe('an address', () => {
  const fewStrangers = { strangersPerAddress: { count: 3, windowMs: hourMs } };

  it('that keeps coming without a valid key is answered 429, and nothing is looked up for it', async () => {
    api = await startApi({ limits: fewStrangers });
    const statuses: number[] = [];
    for (let tries = 0; tries < 5; tries++)
      statuses.push((await call(api, tries % 2 ? null : makeApiKey('erp'), 'GET', '/v1/banks')).status);
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
    api.queries.count = 0;
    const { body, headers } = await call(api, makeApiKey('erp'), 'GET', '/v1/banks');
    expect(body.code).toBe('rate_limited');
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(api.queries.count).toBe(0);
  });

  it('does not lose a key that was valid before to the strangers who share it', async () => {
    api = await startApi({ limits: fewStrangers });
    const company = await openCompany(api);
    await company.call('GET', '/v1/banks');
    for (let tries = 0; tries < 5; tries++) await call(api, makeApiKey('erp'), 'GET', '/v1/banks');
    expect((await company.call('GET', '/v1/banks')).status).toBe(200);
    expect((await call(api, adminKey, 'GET', '/v1/tenants')).status).toBe(200);
  });

  it('is what the connection says, unless a trusted proxy says another', async () => {
    const calledFrom = async (address: string) =>
      (await call(api, null, 'GET', '/v1/banks', undefined, { 'x-forwarded-for': address })).status;
    api = await startApi({ limits: fewStrangers });
    for (const last of ['1', '2', '3']) expect(await calledFrom(`203.0.113.${last}`)).toBe(401);
    expect(await calledFrom('203.0.113.4')).toBe(429);
    await api.close();
    api = await startApi({ limits: fewStrangers, trustedProxies: ['loopback'] });
    for (let tries = 0; tries < 4; tries++) await calledFrom('203.0.113.1');
    expect(await calledFrom('203.0.113.1')).toBe(429);
    expect(await calledFrom('203.0.113.2')).toBe(401);
    for (const last of ['1', '2', '3', '4']) await calledFrom(`2001:db8:1:2::${last}`);
    expect(await calledFrom('2001:db8:1:2:ffff::9')).toBe(429);
    expect(await calledFrom('2001:db8:1:3::1')).toBe(401);
  });

  it('is refused at the webhook door as a stranger, and never with an authentic webhook', async () => {
    api = await startApi({ limits: fewStrangers });
    const company = await openCompany(api);
    const { door, token } = await webhookOf(api, company, await openAccount(api, company));
    const deliver = async (withToken: string, id: string) => {
      const headers = { 'content-type': 'application/json', 'asaas-access-token': withToken };
      const body = JSON.stringify({ id, event: 'PAYMENT_RECEIVED', payment: { id: 'pay_1' } });
      return (await fetch(door, { method: 'POST', headers, body })).status;
    };
    const strangers: number[] = [];
    for (let tries = 0; tries < 5; tries++) strangers.push(await deliver('wrong', 'evt_x'));
    expect(strangers).toEqual([401, 401, 401, 429, 429]);
    const authentic: number[] = [];
    for (let tries = 0; tries < 20; tries++) authentic.push(await deliver(token, `evt_${tries}`));
    expect(new Set(authentic)).toEqual(new Set([200]));
  });
});

describe('adding accounts', () => {
  it('is limited per company, and the answer names both allowances', async () => {
    api = await startApi({ limits: { accountsPerCompany: { count: 2, windowMs: hourMs } } });
    const company = await openCompany(api);
    const other = await openCompany(api);
    const tries = [];
    for (let count = 0; count < 3; count++)
      tries.push(await company.call('POST', '/v1/accounts', (await asaasAccount(api)).entry));
    expect(tries.map(({ status }) => status)).toEqual([201, 201, 429]);
    expect(tries[0]?.headers.get('ratelimit-policy')).toBe(
      '"key";q=12000;w=60, "account-creation";q=2;w=3600',
    );
    expect(tries[2]?.body.code).toBe('rate_limited');
    expect((await company.call('GET', '/v1/accounts')).status).toBe(200);
    expect((await other.call('POST', '/v1/accounts', (await asaasAccount(api)).entry)).status).toBe(201);
    // For all processes together: the count is in the database.
    const rows = await api.sql<{ points: number }>(
      `select points from request_quotas where key = 'account-tries:' || $1`,
      [company.tenantId],
    );
    expect(rows[0]?.points).toBe(3);
  });
});
