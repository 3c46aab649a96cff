import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type Json, startTestSimulator, type TestAccount, type TestSimulator } from './asaas.ts';
import { Delays } from './delays.ts';

const delays = new Delays();
let simulator: TestSimulator;
let account: TestAccount;
let charge: Record<string, unknown>;
beforeAll(async () => {
  simulator = await startTestSimulator({ pause: delays.pause });
});
afterAll(() => simulator?.close());
beforeEach(async () => {
  account = await simulator.account();
  charge = {
    customer: await account.customer(),
    billingType: 'BOLETO',
    value: 50,
    dueDate: await simulator.today(3),
    externalReference: 'ref',
  };
});
afterEach(() => simulator.faults());

const create = { method: 'POST', path: '/v3/payments' };
const post = () => account.post('/payments', charge);
const bookedCount = async () => (await account.book()).charges.length;

test('an answer can be lost after the charge was made', async () => {
  await simulator.faults({ ...create, dropAnswerAfterCommit: true });
  await expect(post()).rejects.toThrow();
  const book = await account.book();
  expect(book.charges).toHaveLength(1);
  expect(book.callsByStatus['POST /v3/payments']).toEqual({ total: 1, ok: 0, refused: 0, failed: 1 });
});

test('a call can be lost before anything was made', async () => {
  await simulator.faults({ ...create, dropBeforeCommit: true });
  await expect(post()).rejects.toThrow();
  expect(await bookedCount()).toBe(0);
});

test('a lost answer may be carried out later: until then neither book nor list knows of it', async () => {
  await simulator.faults({ ...create, dropAnswerAfterCommit: true, slowCommitMs: { min: 400, max: 500 } });
  await expect(post()).rejects.toThrow();
  const delay = await delays.next();
  expect(delay.ms).toBeGreaterThanOrEqual(400);
  expect(delay.ms).toBeLessThanOrEqual(500);
  expect(await bookedCount()).toBe(0);
  expect((await account.get('/payments?externalReference=ref')).body.totalCount).toBe(0);
  delay.end();
  await vi.waitFor(async () => expect(await bookedCount()).toBe(1), { timeout: 20_000 });
  expect((await account.get('/payments?externalReference=ref')).body.totalCount).toBe(1);
});

test('a call that is still to be carried out is, also when the simulator is asked to end', async () => {
  await simulator.faults({ ...create, dropAnswerAfterCommit: true, slowCommitMs: 300 });
  await expect(post()).rejects.toThrow();
  const delay = await delays.next();
  const restarted = simulator.restart();
  delay.end();
  await restarted;
  expect(await bookedCount()).toBe(1);
});

test.each([
  [{ status500BeforeCommit: true }, 500, 0],
  [{ status500AfterCommit: true }, 500, 1],
  [{ html401: 'empty' }, 401, 0],
  [{ html401: 'html' }, 401, 0],
  [{ html403: 'empty' }, 403, 0],
  [{ html403: 'html' }, 403, 0],
  [{ html503: 'html' }, 503, 0],
])('%j answers %i and leaves %i charges', async (fault, status, count) => {
  await simulator.faults({ ...create, ...fault });
  const answer = await post();
  expect(answer.status).toBe(status);
  if (Object.values(fault).includes('html')) expect(answer.headers['content-type']).toContain('text/html');
  else expect(answer.text).toBe('');
  expect(await bookedCount()).toBe(count);
});

test('a made charge can be answered with 200 and a page', async () => {
  await simulator.faults({ ...create, htmlOk: true });
  const answer = await post();
  expect([answer.status, answer.headers['content-type'], answer.body]).toEqual([
    200,
    expect.stringContaining('text/html'),
    undefined,
  ]);
  expect(await bookedCount()).toBe(1);
});

test('a call can be slow before it is carried out, or after', async () => {
  await simulator.faults({ ...create, slowCommitMs: 200 });
  const slow = post();
  const beforeCommit = await delays.next();
  expect([beforeCommit.ms, await bookedCount()]).toEqual([200, 0]);
  beforeCommit.end();
  expect((await slow).status).toBe(200);

  await simulator.faults({ ...create, delayAnswerMs: { min: 300, max: 300 } });
  const late = post();
  let isAnswered = false;
  void late.then(() => {
    isAnswered = true;
  });
  const beforeAnswer = await delays.next();
  expect([beforeAnswer.ms, await bookedCount(), isAnswered]).toEqual([300, 2, false]);
  beforeAnswer.end();
  expect((await late).status).toBe(200);
});

test.each([
  ['errors', (answer: Json) => expect(answer.body.errors[0].code).toBe('too_many_requests')],
  ['empty', (answer: Json) => expect(answer.text).toBe('')],
  ['html', (answer: Json) => expect(answer.headers['content-type']).toContain('text/html')],
])('429 tells the seconds to wait, with a body of %s', async (body429, expectBody) => {
  await account.settings({ body429 });
  await simulator.faults({ ...create, status429: { resetSeconds: 42 } });
  const answer = await post();
  expect([answer.status, answer.headers['ratelimit-reset']]).toEqual([429, '42']);
  expect(answer.headers).not.toHaveProperty('retry-after');
  expectBody(answer);
  expect(await bookedCount()).toBe(0);
});

test('a look-up by reference can lag behind, while a read by id does not', async () => {
  const { body } = await post();
  await simulator.faults({ method: 'GET', path: '/v3/payments', lookupLagMs: 60_000 });
  expect((await account.get('/payments?externalReference=ref')).body.data).toEqual([]);
  expect((await account.get('/payments')).body.totalCount).toBe(1);
  expect((await account.get(`/payments/${body.id}`)).status).toBe(200);
  await simulator.control('POST', '/clock', { advanceMs: 60_000 });
  expect((await account.get('/payments?externalReference=ref')).body.totalCount).toBe(1);
  await simulator.control('POST', '/clock/reset', {});
});

test('a list can pay no heed to the reference', async () => {
  await post();
  await simulator.faults({ method: 'GET', path: '/v3/payments', ignoreFilters: true });
  expect((await account.get('/payments?externalReference=other')).body.totalCount).toBe(1);
});

test('a rule strikes only where its pattern, method and account say', async () => {
  const { id } = (await post()).body;
  const other = await simulator.account();
  await simulator.faults({
    path: '/v3/payments/{id}',
    method: 'GET',
    accountId: account.id,
    status500BeforeCommit: true,
  });
  expect((await account.get(`/payments/${id}`)).status).toBe(500);
  expect((await account.get(`/payments/${id}/status`)).status).toBe(200);
  expect((await account.put(`/payments/${id}`, { value: 60 })).status).toBe(200);
  expect((await other.get('/payments/pay_x')).status).toBe(404);
  await simulator.faults({ path: '/v3/payments/**', status500BeforeCommit: true });
  expect((await account.get(`/payments/${id}/status`)).status).toBe(500);
  expect((await account.get('/payments')).status).toBe(200);
  await simulator.control('DELETE', '/faults');
  expect((await account.get(`/payments/${id}/status`)).status).toBe(200);
});

test('a counted rule rests after its strikes, also over a restart', async () => {
  await simulator.faults({ path: '/v3/finance/balance', count: 2, status500BeforeCommit: true });
  const status = async () => (await account.get('/finance/balance')).status;
  expect(await status()).toBe(500);
  await simulator.restart();
  expect([await status(), await status()]).toEqual([500, 200]);
  expect((await simulator.control('GET', '/faults')).body.rules).toMatchObject([{ used: 2, count: 2 }]);
});

test('a probability strikes about so often, and a seed makes it the same each time', async () => {
  const run = async (seed: string) => {
    await simulator.faults({
      path: '/v3/finance/balance',
      probability: 0.3,
      seed,
      status500BeforeCommit: true,
    });
    const statuses: number[] = [];
    for (let made = 0; made < 60; made += 1) statuses.push((await account.get('/finance/balance')).status);
    return statuses;
  };
  const [first, again, other] = [await run('a'), await run('a'), await run('b')];
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
  const struck = first.filter((status) => status === 500).length;
  expect(struck).toBeGreaterThan(6);
  expect(struck).toBeLessThan(32);
});

test('a fault nobody knows is refused', async () => {
  const answer = await simulator.control('PUT', '/faults', {
    rules: [{ path: '/v3/payments', explode: true }],
  });
  expect([answer.status, answer.body.error]).toEqual([400, expect.stringContaining('explode')]);
});
