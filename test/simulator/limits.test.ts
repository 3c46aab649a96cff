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

const balance = () => account.get('/finance/balance');

test('the quota is the account’s, opens with its first call, survives a restart and ends after its hours', async () => {
  await account.settings({ quotaRequests: 3, concurrentGets: 2 });
  expect([(await balance()).status, (await balance()).status]).toEqual([200, 200]);
  await simulator.restart();
  expect((await balance()).status).toBe(200);
  const refused = await balance();
  expect(refused.status).toBe(429);
  expect(Number(refused.headers['ratelimit-reset'])).toBeGreaterThan(12 * 3600 - 60);
  // Refused calls take no room among those in flight.
  for (let made = 0; made < 3; made += 1) expect((await balance()).status).toBe(429);
  expect((await (await simulator.account()).get('/finance/balance')).status).toBe(200);
  await simulator.control('POST', '/clock', { advanceMs: 12 * 3_600_000 });
  expect((await balance()).status).toBe(200);
});

test('of more GETs at a time than allowed the surplus is 429, and room is made when they end', async () => {
  await account.settings({ concurrentGets: 5 });
  await simulator.faults({ path: '/v3/finance/balance', slowCommitMs: 200 });
  const statuses = await Promise.all(Array.from({ length: 8 }, async () => (await balance()).status));
  expect(statuses.sort()).toEqual([200, 200, 200, 200, 200, 429, 429, 429]);
  await simulator.faults();
  expect((await balance()).status).toBe(200);
});

test('an endpoint with a rate tells what is left of it, others carry no headers', async () => {
  await account.settings({ endpointRates: { 'GET /v3/finance/balance': { limit: 2, windowSeconds: 30 } } });
  const first = await balance();
  expect([first.headers['ratelimit-limit'], first.headers['ratelimit-remaining']]).toEqual(['2', '1']);
  await balance();
  const refused = await balance();
  expect([refused.status, refused.headers['ratelimit-remaining']]).toEqual([429, '0']);
  expect((await account.get('/payments')).headers).not.toHaveProperty('ratelimit-limit');
  await simulator.control('POST', '/clock', { advanceMs: 30_000 });
  expect((await balance()).status).toBe(200);
});
