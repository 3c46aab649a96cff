import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../environment/conditions.ts';
import { expectTrouble } from '../../environment/quiet.ts';
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

expectTrouble({
  part: 'api',
  line: /UnknownOutcome|"status":503/,
  why: 'Asaas is made slow, and on a busy machine one of the calls passes its time-out.',
});

afterEach(() => control(api, 'PUT', '/faults', { rules: [] }));
afterAll(() => api.close());

/** Sessions of the API that hold a transaction open, whatever they do in it. */
async function openTransactions(): Promise<number> {
  const [row] = await api.sql<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity
     where datname = current_database() and usename = 'remessa_app' and xact_start is not null`,
  );
  return row?.count ?? 0;
}

const claims = async () =>
  (
    await api.sql<{ count: number }>(
      'select count(*)::int as count from idempotency_keys where claim is not null',
    )
  )[0]?.count;

/** Makes Asaas keep an account's calls waiting, for less than its time-out. */
function delay(asaasId: string | undefined, path: string): Promise<Body> {
  const rule = { path, delayAnswerMs: 3_000, ...(asaasId && { accountId: asaasId }) };
  return control(api, 'PUT', '/faults', { rules: [rule] });
}

describe('a slow Asaas', () => {
  it('holds no transaction while a key is verified, and no other company waits', async () => {
    const { asaasId, entry } = await asaasAccount(api);
    const { body: account } = await company.call('POST', '/v1/accounts', entry);
    await delay(asaasId, '/v3/myAccount/accountNumber');
    // More than the API has connections.
    const slow = Array.from({ length: 12 }, () => company.call('POST', `/v1/accounts/${account.id}/verify`));
    await until('all of them to be under way', async () => (await claims()) === 12);
    await until('nothing to be left of how they began', async () => (await openTransactions()) === 0);
    const other = await openCompany(api);
    expect((await other.call('GET', '/v1/accounts')).status).toBe(200);
    expect((await fetch(`${api.url}/readyz`)).status).toBe(200);
    expect(await claims()).toBe(12);
    const answers = await Promise.all(slow);
    // A slow machine may make one of them pass Asaas' time-out, which is an answer of its own.
    const outcomes = new Set(answers.map(({ status, body }) => (status === 200 ? 'verified' : body.code)));
    expect([...outcomes].filter((outcome) => outcome !== 'asaas_unavailable')).toEqual(['verified']);
  });

  it.each([
    ['POST', '/v1/accounts', '/v3/myAccount/accountNumber'],
    ['POST', '/v1/accounts', '/v3/webhooks'],
    ['PATCH', 'the key', '/v3/myAccount/accountNumber'],
    ['PUT', 'the webhook', '/v3/webhooks'],
  ])('holds no transaction for %s %s at %s', async (method, what, path) => {
    const { asaasId, entry } = await asaasAccount(api);
    const account = what === '/v1/accounts' ? null : (await company.call('POST', '/v1/accounts', entry)).body;
    await delay(asaasId, path);
    const before = await callsOf(asaasId);
    const calls: Record<string, () => Promise<Body>> = {
      POST: () => company.call('POST', '/v1/accounts', entry),
      PATCH: () => company.call('PATCH', `/v1/accounts/${account.id}`, { apiKey: entry.apiKey }),
      PUT: () => company.call('PUT', `/v1/accounts/${account.id}/webhook`),
    };
    let answered = false;
    const slow = calls[method]?.().finally(() => {
      answered = true;
    });
    await until('the call to Asaas', async () => (await callsOf(asaasId)) > before);
    await until('nothing to be left of how it began', async () => (await openTransactions()) === 0);
    expect(answered).toBe(false);
    expect((await slow).status).toBeLessThan(300);
  });
});

/** How many calls Asaas has counted of this account. */
async function callsOf(asaasId: string): Promise<number> {
  const { calls } = await control(api, 'GET', `/book?account=${asaasId}`);
  return Object.values(calls as Record<string, number>).reduce((sum, count) => sum + count, 0);
}

describe('a call that asks Asaas', () => {
  it('is told to wait while the first of its key is under way, and then gets its answer', async () => {
    const { asaasId, entry } = await asaasAccount(api);
    await delay(asaasId, '/v3/webhooks');
    const key = { 'idempotency-key': crypto.randomUUID() };
    const before = await claims();
    const first = company.call('POST', '/v1/accounts', entry, key);
    await until('the claim', async () => (await claims()) !== before);
    const second = await company.call('POST', '/v1/accounts', entry, key);
    expect([second.status, second.body.code]).toEqual([409, 'idempotency_in_progress']);
    const { status, body } = await first;
    expect(status).toBe(201);
    const third = await company.call('POST', '/v1/accounts', entry, key);
    expect([third.status, third.body]).toEqual([201, body]);
    expect(third.headers.get('idempotent-replayed')).toBe('true');
  });

  it('whose process died is taken up by its repetition once the claim has ended, and not before', async () => {
    const { entry } = await asaasAccount(api);
    const key = crypto.randomUUID();
    const headers = { 'idempotency-key': key };
    const first = await company.call('POST', '/v1/accounts', entry, headers);
    await forgetAnswer(key, "now() + interval '1 minute'");
    expect((await company.call('POST', '/v1/accounts', entry, headers)).status).toBe(409);
    await forgetAnswer(key, 'now()');
    const again = await company.call('POST', '/v1/accounts', entry, headers);
    expect([again.status, again.body.id]).toEqual([201, first.body.id]);
  });

  it('that lost its claim to a repetition stores nothing of its own', async () => {
    const { asaasId, entry } = await asaasAccount(api);
    const { body: account } = await company.call('POST', '/v1/accounts', entry);
    await delay(asaasId, '/v3/myAccount/accountNumber');
    const key = crypto.randomUUID();
    const path = `/v1/accounts/${account.id}/verify`;
    const slow = company.call('POST', path, undefined, { 'idempotency-key': key });
    await until(
      'the claim',
      async () => (await api.sql('select from idempotency_keys where key = $1', [key])).length === 1,
    );
    await api.sql('update idempotency_keys set claim = gen_random_uuid() where key = $1', [key]);
    const { status, body } = await slow;
    expect([status, body.code]).toEqual([409, 'idempotency_in_progress']);
    const [row] = await api.sql<{ status: number | null }>(
      'select status from idempotency_keys where key = $1',
      [key],
    );
    expect(row?.status).toBeNull();
  });
});

/** As if the process had died before the end of the call: the claim is there, the answer is not. */
function forgetAnswer(key: string, until: string) {
  return api.sql(
    `update idempotency_keys set status = null, body = null, claim = gen_random_uuid(), claimed_until = ${until}
     where key = $1`,
    [key],
  );
}

describe('a webhook at Asaas', () => {
  const webhooksOf = async (apiKey: string): Promise<Body[]> => {
    const response = await fetch(`${api.simulatorUrl}/v3/webhooks`, { headers: { access_token: apiKey } });
    return ((await response.json()) as Body).data;
  };

  it('whose create call was never answered is adopted by the repetition, and by a person’s wish', async () => {
    const { asaasId, entry } = await asaasAccount(api);
    const fault = { method: 'POST', path: '/v3/webhooks', accountId: asaasId, dropAnswerAfterCommit: true };
    await control(api, 'PUT', '/faults', { rules: [fault] });
    const { status, body } = await company.call('POST', '/v1/accounts', entry);
    expect([status, body.webhook.status]).toEqual([201, 'missing']);
    await control(api, 'PUT', '/faults', { rules: [] });
    const { body: repaired } = await company.call('PUT', `/v1/accounts/${body.id}/webhook`);
    expect(repaired.webhook.status).toBe('active');
    expect((await webhooksOf(entry.apiKey)).map(({ url }) => url)).toEqual([body.webhookUrl]);
  });

  it('of an account that was cut off in the middle is found by the repetition, not made again', async () => {
    const { entry } = await asaasAccount(api);
    const key = crypto.randomUUID();
    const headers = { 'idempotency-key': key };
    const { body } = await company.call('POST', '/v1/accounts', entry, headers);
    // What is there when the process dies between Asaas' answer and the end of the call.
    await api.sql(`update accounts set webhook_id = null, webhook_status = 'missing' where id = $1`, [
      body.id,
    ]);
    await forgetAnswer(key, 'now()');
    const again = await company.call('POST', '/v1/accounts', entry, headers);
    expect(again.body).toMatchObject({ id: body.id, webhook: { status: 'active' } });
    expect(await webhooksOf(entry.apiKey)).toHaveLength(1);
  });

  it('of a call that was refused in the end is not there', async () => {
    const { entry } = await asaasAccount(api);
    const answers = await Promise.all([1, 2, 3].map(() => company.call('POST', '/v1/accounts', entry)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(await webhooksOf(entry.apiKey)).toHaveLength(1);
  });

  it('that there are two of at our address is one again after the next repair', async () => {
    const { entry } = await asaasAccount(api);
    const { body: account } = await company.call('POST', '/v1/accounts', entry);
    const [webhook] = await webhooksOf(entry.apiKey);
    const { id: _, ...copy } = webhook;
    await fetch(`${api.simulatorUrl}/v3/webhooks`, {
      method: 'POST',
      headers: { access_token: entry.apiKey, 'content-type': 'application/json' },
      body: JSON.stringify({ ...copy, authToken: crypto.randomUUID() }),
    });
    expect(await webhooksOf(entry.apiKey)).toHaveLength(2);
    await company.call('PUT', `/v1/accounts/${account.id}/webhook`);
    expect((await webhooksOf(entry.apiKey)).map(({ id }) => id)).toEqual([webhook.id]);
  });
});
