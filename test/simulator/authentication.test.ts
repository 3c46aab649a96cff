import { request as nodeRequest } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, startTestSimulator, type TestSimulator } from './asaas.ts';

let simulator: TestSimulator;
beforeAll(async () => {
  simulator = await startTestSimulator();
});
afterAll(() => simulator?.close());

const accountNumber = '/v3/myAccount/accountNumber';

test('a key opens its own account', async () => {
  const account = await simulator.account({ name: 'Loja' });
  const { agency, account: number, accountDigit } = account;
  expect((await account.get('/myAccount/accountNumber')).body).toEqual({
    agency,
    account: number,
    accountDigit,
  });
});

test.each([
  ['no key', undefined, 'access_token_not_found'],
  ['something that is no key', 'Bearer abc', 'invalid_access_token_format'],
  ['a key nobody has', '$aact_hmlg_unknown', 'invalid_access_token'],
  ['a production key', '$aact_prod_unknown', 'invalid_environment'],
])('%s is refused with its code', async (_name, key, code) => {
  const answer = await call(`${simulator.url}${accountNumber}`, { method: 'GET', ...(key && { key }) });
  expect(answer.status).toBe(401);
  expect(answer.body.errors).toMatchObject([{ code }]);
});

test('an empty key is refused by the network in front, with an empty body', async () => {
  const answer = await call(`${simulator.url}${accountNumber}`, { method: 'GET', key: '' });
  expect(answer).toMatchObject({ status: 401, text: '' });
});

test('each environment knows only its own keys', async () => {
  const production = await simulator.account({ environment: 'production' });
  expect((await production.get('/finance/balance')).body).toEqual({ balance: 0 });
  const crossed = await call(`${simulator.url}/v3/finance/balance`, {
    method: 'GET',
    key: production.apiKey,
  });
  expect(crossed.body.errors[0].code).toBe('invalid_environment');
  const { apiKey } = await simulator.account();
  const other = await call(`${simulator.url}/production/v3/finance/balance`, { method: 'GET', key: apiKey });
  expect(other.body.errors[0].code).toBe('invalid_environment');
});

test('a revoked key is dead, its calls are still counted, and a new key works', async () => {
  const account = await simulator.account();
  expect((await simulator.control('POST', `/accounts/${account.id}/keys/revoke`, {})).body).toEqual({
    revoked: 1,
  });
  expect((await account.get('/finance/balance')).body.errors[0].code).toBe('invalid_access_token');
  const { apiKey } = (await simulator.control('POST', `/accounts/${account.id}/keys`, {})).body;
  const answer = await call(`${simulator.url}/v3/finance/balance`, { method: 'GET', key: apiKey });
  expect(answer.status).toBe(200);
  expect((await account.book()).callsByStatus['GET /v3/finance/balance']).toEqual({
    total: 2,
    ok: 1,
    refused: 1,
    failed: 0,
  });
});

test('accounts are walled from each other', async () => {
  const [owner, stranger] = [await simulator.account(), await simulator.account()];
  const charge = await owner.charge({ externalReference: 'mine' });
  const webhook = await owner.webhook('http://127.0.0.1:9/');
  const paths = [
    `/payments/${charge.id}`,
    `/payments/${charge.id}/pixQrCode`,
    `/customers/${charge.customer}`,
    `/webhooks/${webhook.id}`,
  ];
  for (const path of paths) expect((await stranger.get(path)).status).toBe(404);
  expect((await stranger.put(`/payments/${charge.id}`, { value: 10 })).status).toBe(404);
  expect((await stranger.delete(`/payments/${charge.id}`)).status).toBe(404);
  expect((await stranger.get('/payments?externalReference=mine')).body.totalCount).toBe(0);
  expect((await stranger.get('/customers')).body.totalCount).toBe(0);
  const foreign = await stranger.post('/payments', {
    customer: charge.customer,
    billingType: 'PIX',
    value: 10,
  });
  expect(foreign.body.errors[0].code).toBe('invalid_customer');
});

test('an unknown path is 404', async () => {
  const account = await simulator.account();
  expect((await account.get('/nothing')).status).toBe(404);
  expect((await account.get('/payments/pay_unknown')).status).toBe(404);
});

test('a GET with a body is 403 with a page', async () => {
  const { apiKey } = await simulator.account();
  const answer = await new Promise<{ status: number | undefined; type: string | undefined }>(
    (resolve, reject) => {
      const { hostname, port } = new URL(simulator.url);
      const headers = { access_token: apiKey, 'content-length': '2' };
      const req = nodeRequest({ hostname, port, path: accountNumber, method: 'GET', headers }, (res) => {
        res.resume();
        resolve({ status: res.statusCode, type: res.headers['content-type'] });
      });
      req.on('error', reject);
      req.end('{}');
    },
  );
  expect(answer).toEqual({ status: 403, type: expect.stringContaining('text/html') });
});

test('without a User-Agent a call passes unless the setting says otherwise', async () => {
  const account = await simulator.account();
  const bare = () => fetchWithoutUserAgent(`${simulator.url}${accountNumber}`, account.apiKey);
  expect(await bare()).toBe(200);
  await account.settings({ missingUserAgent: 'refused' });
  expect(await bare()).toBe(400);
});

function fetchWithoutUserAgent(url: string, key: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    nodeRequest(url, { headers: { access_token: key } }, (res) => {
      res.resume();
      resolve(res.statusCode);
    })
      .on('error', reject)
      .end();
  });
}
