import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  type Api,
  asaasAccount,
  type Body,
  type Company,
  control,
  openCompany,
  startApi,
} from '../environment.ts';

let api: Api;
let company: Company;

beforeAll(async () => {
  api = await startApi();
  company = await openCompany(api);
});

afterEach(() => control(api, 'PUT', '/faults', { rules: [] }));
afterAll(() => api.close());

const forbidden = { path: '/v3/webhooks', html403: 'empty' };
const silent = { path: '/v3/webhooks/{id}', method: 'PUT', status500BeforeCommit: true };
const faults = (...rules: object[]) => control(api, 'PUT', '/faults', { rules });

/** An account whose webhook a person pastes, since only then its token is shown. */
async function openPasted(key: object = {}) {
  const { entry } = await asaasAccount(api);
  await faults(forbidden);
  const { body } = await company.call('POST', '/v1/accounts', entry, { ...key });
  return { account: body as Body, entry, token: body.webhook.token as string };
}

async function knock(account: Body, token: string): Promise<number> {
  const { pathname } = new URL(account.webhookUrl);
  const response = await fetch(api.url + pathname, {
    method: 'POST',
    headers: { 'asaas-access-token': token, 'content-type': 'application/json' },
    body: JSON.stringify({ id: crypto.randomUUID(), event: 'PAYMENT_CREATED' }),
  });
  return response.status;
}

const changeToken = async (account: Body, key = crypto.randomUUID()): Promise<Body> =>
  (
    await company.call('POST', `/v1/accounts/${account.id}/webhook/rotate-token`, undefined, {
      'idempotency-key': key,
    })
  ).body;

describe('a webhook token that leaked', () => {
  it('is refused as soon as Asaas was told the new one', async () => {
    const { account, entry, token } = await openPasted();
    await faults();
    await company.call('PUT', `/v1/accounts/${account.id}/webhook`);
    expect(await knock(account, token)).toBe(200);
    const changed = await changeToken(account);
    expect(changed.webhook).toMatchObject({ status: 'active', cause: null });
    expect(changed.webhook.token).toBeUndefined();
    expect(await knock(account, token)).toBe(401);
    // What Asaas sends now is taken: it was told.
    const headers = { access_token: entry.apiKey, 'content-type': 'application/json' };
    const listed = (await (await fetch(`${api.simulatorUrl}/v3/webhooks`, { headers })).json()) as Body;
    expect(listed.data).toHaveLength(1);
  });

  it('is taken until the first event with the new one, where a person must paste that', async () => {
    const { account, token } = await openPasted();
    const changed = await changeToken(account);
    expect(changed.webhook.status).toBe('manual');
    const fresh = changed.webhook.token;
    expect(fresh).not.toBe(token);
    expect(await knock(account, token)).toBe(200);
    expect(await knock(account, fresh)).toBe(200);
    expect(await knock(account, token)).toBe(401);
    expect(await knock(account, '')).toBe(401);
  });

  it('is changed to one new token, however often that is tried before Asaas shows it', async () => {
    const { account, token } = await openPasted();
    const tokens = [await changeToken(account), await changeToken(account)].map(
      ({ webhook }) => webhook.token,
    );
    expect(tokens[1]).toBe(tokens[0]);
    expect([await knock(account, token), await knock(account, tokens[0])]).toEqual([200, 200]);
    expect((await changeToken(account)).webhook.token).not.toBe(tokens[0]);
  });

  it('is taken while Asaas does not answer, and the webhook then counts as altered, so that its care repairs it', async () => {
    const { account, token } = await openPasted();
    await faults();
    await company.call('PUT', `/v1/accounts/${account.id}/webhook`);
    await faults(silent);
    await changeToken(account);
    expect(await knock(account, token)).toBe(200);
    await faults();
    const verified = await company.call('POST', `/v1/accounts/${account.id}/verify`);
    expect(verified.body.webhook.status).toBe('altered');
    await company.call('PUT', `/v1/accounts/${account.id}/webhook`);
    expect(await knock(account, token)).toBe(401);
  });

  it('is not shown again by the call that once showed it', async () => {
    const key = { 'idempotency-key': crypto.randomUUID() };
    const { account, entry, token } = await openPasted(key);
    const before = await company.call('POST', '/v1/accounts', entry, key);
    expect(before.body.webhook.token).toBe(token);
    const change = crypto.randomUUID();
    const { webhook } = await changeToken(account, change);
    const after = await company.call('POST', '/v1/accounts', entry, key);
    expect([after.status, after.body.id, after.body.webhook.token]).toEqual([201, account.id, undefined]);
    expect((await changeToken(account, change)).webhook.token).toBe(webhook.token);
  });
});
