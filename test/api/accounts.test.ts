import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Api,
  asaasAccount,
  type Company,
  call,
  control,
  openAccount,
  openCompany,
  startApi,
} from './environment.ts';

let api: Api;
let company: Company;

beforeAll(async () => {
  api = await startApi();
  company = await openCompany(api);
});

afterAll(() => api.close());

describe('a new account', () => {
  it('is tried at Asaas, gets its webhook there, and never shows its key again', async () => {
    const { asaasId, entry } = await asaasAccount(api);
    const { status, body } = await company.call('POST', '/v1/accounts', entry);
    expect(status).toBe(201);
    expect(body).toMatchObject({ keyStatus: 'accepted', keyHint: entry.apiKey.slice(-4) });
    expect(body.webhook).toEqual({ status: 'active', url: body.webhookUrl });
    expect(body.webhookUrl).toMatch(/^https:\/\/remessa\.example\/webhooks\/asaas\/[\w-]{32}$/);
    expect(body.asaasAccount).toMatchObject({
      agency: entry.agency,
      number: entry.number,
      digit: entry.digit,
    });
    const { calls } = await control(api, 'GET', `/book?account=${asaasId}`);
    expect(calls['POST /v3/webhooks']).toBe(1);
    const [row] = await api.sql<{ row: string }>('select a::text as row from accounts a where id = $1', [
      body.id,
    ]);
    expect(JSON.stringify([body, row])).not.toContain(entry.apiKey);
  });

  it('with a key of the other environment is refused by name, and Asaas is not asked', async () => {
    const { asaasId, entry } = await asaasAccount(api, 'production');
    const wrong = { ...entry, environment: 'sandbox' };
    const language = { 'accept-language': 'pt-BR' };
    const { status, body } = await company.call('POST', '/v1/accounts', wrong, language);
    expect([status, body.code]).toEqual([422, 'key_of_other_environment']);
    expect(body.detail).toBe(
      'A chave é de Produção e a conta de Homologação. Use uma chave gerada em Homologação.',
    );
    expect((await control(api, 'GET', `/book?account=${asaasId}`)).calls).toEqual({});
  });

  it('with a key that Asaas does not know is refused', async () => {
    const { entry } = await asaasAccount(api);
    const unknown = { ...entry, apiKey: `${entry.apiKey.slice(0, -8)}00000000` };
    const { status, body } = await company.call('POST', '/v1/accounts', unknown);
    expect([status, body.code]).toEqual([422, 'key_refused_by_asaas']);
  });

  it('whose key is of another account is refused with both shown', async () => {
    const { entry } = await asaasAccount(api);
    const { status, body } = await company.call('POST', '/v1/accounts', { ...entry, number: '9999' });
    expect([status, body.code]).toEqual([422, 'account_mismatch']);
    expect(body.given.number).toBe('9999');
    expect(body.found.number).toBe(entry.number);
  });

  it('is the same account whether or not its agency is written with zeros', async () => {
    const { entry } = await asaasAccount(api);
    const { status } = await company.call('POST', '/v1/accounts', {
      ...entry,
      agency: entry.agency.replace(/^0+/, ''),
    });
    expect(status).toBe(201);
    const again = await company.call('POST', '/v1/accounts', entry);
    expect([again.status, again.body.code]).toEqual([409, 'account_exists']);
    const stranger = await openCompany(api);
    expect((await stranger.call('POST', '/v1/accounts', entry)).status).toBe(201);
  });

  it('shows where to paste the webhook when the key may not set it up, until it may', async () => {
    const { entry } = await asaasAccount(api);
    await control(api, 'PUT', '/faults', { rules: [{ path: '/v3/webhooks', html403: 'empty' }] });
    const { status, body } = await company.call('POST', '/v1/accounts', entry);
    expect(status).toBe(201);
    expect(body.webhook).toMatchObject({ status: 'manual', url: body.webhookUrl });
    expect(body.webhook.token).toMatch(/^[\w-]{43}$/);
    expect((await company.call('GET', `/v1/accounts/${body.id}`)).body.webhook.token).toBeUndefined();
    await control(api, 'PUT', '/faults', { rules: [] });
    const repaired = await company.call('PUT', `/v1/accounts/${body.id}/webhook`);
    expect(repaired.body.webhook).toEqual({ status: 'active', url: body.webhookUrl });
  });

  it('is not kept while Asaas does not answer, and its key stays free', async () => {
    const { entry } = await asaasAccount(api);
    const key = { 'idempotency-key': crypto.randomUUID() };
    await control(api, 'PUT', '/faults', {
      rules: [{ path: '/v3/myAccount/**', status500BeforeCommit: true }],
    });
    const failed = await company.call('POST', '/v1/accounts', entry, key);
    expect([failed.status, failed.body.code]).toEqual([503, 'asaas_unavailable']);
    await control(api, 'PUT', '/faults', { rules: [] });
    expect((await company.call('POST', '/v1/accounts', entry, key)).status).toBe(201);
  });
});

describe('an account', () => {
  it('is listed page by page', async () => {
    const own = await openCompany(api);
    const made = [await openAccount(api, own), await openAccount(api, own), await openAccount(api, own)];
    const first = await own.call('GET', '/v1/accounts?limit=2');
    const second = await own.call('GET', `/v1/accounts?limit=2&cursor=${first.body.nextCursor}`);
    const ids = [...first.body.data, ...second.body.data].map((each) => each.id);
    expect(ids).toEqual(made.map((each) => each.id));
    expect(second.body.nextCursor).toBeNull();
  });

  it('takes a new key of the same account, which is tried first', async () => {
    const { asaasId, entry } = await asaasAccount(api);
    const { body: account } = await company.call('POST', '/v1/accounts', entry);
    const { apiKey } = await control(api, 'POST', `/accounts/${asaasId}/keys`);
    await control(api, 'POST', `/accounts/${asaasId}/keys/revoke`, { apiKey: entry.apiKey });
    const path = `/v1/accounts/${account.id}`;
    expect((await company.call('POST', `${path}/verify`)).body.keyStatus).toBe('refused');
    const { entry: other } = await asaasAccount(api);
    expect((await company.call('PATCH', path, { apiKey: other.apiKey })).body.code).toBe('account_mismatch');
    expect((await company.call('PATCH', path, { apiKey })).body).toMatchObject({
      keyStatus: 'accepted',
      keyRefusedAt: null,
      keyHint: apiKey.slice(-4),
    });
    expect((await company.call('POST', `${path}/verify`)).body.keyStatus).toBe('accepted');
  });

  it('keeps name and settings that are changed, and may be disabled and enabled', async () => {
    const account = await openAccount(api, company);
    const path = `/v1/accounts/${account.id}`;
    const settings = { fine: { type: 'percentage', percent: 2 }, notifyPayers: false };
    const changed = await company.call('PATCH', path, { name: 'Outra', settings });
    expect(changed.body).toMatchObject({ name: 'Outra', settings });
    const { disabledAt } = (await company.call('DELETE', path)).body;
    expect(disabledAt).not.toBeNull();
    expect((await company.call('DELETE', path)).body.disabledAt).toBe(disabledAt);
    expect((await company.call('PATCH', path, { enabled: true })).body.disabledAt).toBeNull();
  });

  it('is changed by those who manage it, and read by viewers', async () => {
    const account = await openAccount(api, company);
    const viewer = await company.keyOf('viewer');
    const operator = await company.keyOf('operator');
    const path = `/v1/accounts/${account.id}`;
    expect((await call(api, viewer, 'GET', path)).status).toBe(200);
    expect((await call(api, viewer, 'PATCH', path, { name: 'X' })).status).toBe(403);
    expect((await call(api, operator, 'PATCH', path, { name: 'X' })).status).toBe(200);
  });
});
