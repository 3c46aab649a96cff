import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestSimulator, type TestAccount, type TestSimulator } from './asaas.ts';

let simulator: TestSimulator;
let account: TestAccount;
beforeAll(async () => {
  simulator = await startTestSimulator();
});
afterAll(() => simulator?.close());
beforeEach(async () => {
  account = await simulator.account();
});

const url = 'http://127.0.0.1:9/asaas';

test('the token is shown once, on creation, and made up when it is left out', async () => {
  const webhook = await account.webhook(url, { authToken: undefined });
  expect(webhook.authToken.length).toBeGreaterThanOrEqual(32);
  expect((await account.get(`/webhooks/${webhook.id}`)).body).toEqual({
    id: webhook.id,
    name: 'Teste',
    url,
    email: 'teste@exemplo.com.br',
    enabled: true,
    interrupted: false,
    apiVersion: 3,
    hasAuthToken: true,
    sendType: 'SEQUENTIALLY',
    penalizedRequestsCount: 0,
    events: webhook.events,
  });
});

test.each([
  [{ url: 'nowhere' }, 'invalid_url'],
  [{ sendType: 'SOMETIMES' }, 'invalid_sendType'],
  [{ events: ['PAYMENT_RECEIVED_IN_CASH'] }, 'invalid_events'],
  [{ events: [] }, 'invalid_events'],
  [{ authToken: 'short' }, 'invalid_authToken'],
  [{ authToken: 'with blanks in it, which is not allowed' }, 'invalid_authToken'],
  [{ authToken: 'a'.repeat(40) }, 'invalid_authToken'],
  [{ authToken: `$aact_hmlg_${'k3Y'.repeat(20)}` }, 'invalid_authToken'],
])('%j is refused as %s', async (fields, code) => {
  await expect(account.webhook(url, fields)).rejects.toThrow(code);
});

test('an account has ten at most; one can be changed, listed and removed', async () => {
  const ids: string[] = [];
  for (let made = 0; made < 10; made += 1) ids.push((await account.webhook(url)).id);
  await expect(account.webhook(url)).rejects.toThrow('invalid_action');
  expect((await account.put(`/webhooks/${ids[0]}`, { name: 'Outro' })).body.name).toBe('Outro');
  expect((await account.delete(`/webhooks/${ids[1]}`)).body).toEqual({ deleted: true, id: ids[1] });
  expect((await account.get('/webhooks?limit=100')).body).toMatchObject({ totalCount: 9, hasMore: false });
  expect((await account.get(`/webhooks/${ids[1]}`)).status).toBe(404);
});
