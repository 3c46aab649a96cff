import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { startTestSimulator, type TestAccount, type TestSimulator } from './asaas.ts';
import { Delays } from './delays.ts';

const delays = new Delays();
let simulator: TestSimulator;
let account: TestAccount;
beforeAll(async () => {
  simulator = await startTestSimulator({ pause: delays.pause });
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
  const answers: number[] = [];
  const calls = Array.from({ length: 8 }, async () => {
    answers.push((await balance()).status);
  });
  const underWay = [];
  while (underWay.length < 5) underWay.push(await delays.next());
  await vi.waitFor(() => expect(answers).toEqual([429, 429, 429]), { timeout: 20_000 });
  for (const delay of underWay) delay.end();
  await Promise.all(calls);
  expect(answers).toEqual([429, 429, 429, 200, 200, 200, 200, 200]);
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
