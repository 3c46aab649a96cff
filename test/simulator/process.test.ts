import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { addDays, call, type Json } from './asaas.ts';
import { freshDatabase } from './database.ts';
import { startReceiver } from './receiver.ts';

let database: { url: string; drop: () => Promise<void> };
let child: ChildProcess | undefined;
beforeAll(async () => {
  database = await freshDatabase();
});
afterEach(() => {
  child?.kill('SIGKILL');
});
afterAll(() => database?.drop());

/** Starts `simulator/main.ts` on a free port and waits for its line. */
async function start(env: Record<string, string> = {}): Promise<string> {
  child = spawn(process.execPath, ['--import', 'tsx', 'simulator/main.ts'], {
    env: { PATH: process.env.PATH, DATABASE_URL: database.url, SIMULATOR_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const chunk of child.stdout ?? []) {
    const url = /listens on (\S+)/.exec(String(chunk))?.[1];
    if (url) return url;
  }
  throw new Error('it ended without a word');
}

async function end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
  const exited = once(child as ChildProcess, 'exit');
  child?.kill(signal);
  return (await exited)[0];
}

test('what was answered before a kill is in the book after it, and its event still arrives', async () => {
  const receiver = await startReceiver();
  receiver.answerWith(500);
  const url = await start();
  const control = async (base: string, method: string, path: string, body?: unknown): Promise<Json> =>
    (await call(`${base}/control${path}`, { method, body })).body;
  const account = await control(url, 'POST', '/accounts', {});
  const post = async (path: string, body: unknown): Promise<Json> =>
    (await call(`${url}/v3${path}`, { method: 'POST', key: account.apiKey, body })).body;
  await post('/webhooks', {
    name: 'w',
    url: receiver.url,
    sendType: 'SEQUENTIALLY',
    events: ['PAYMENT_CREATED'],
    authToken: 'k3Yz8Qw1Lm5Nv7Bx2Cd4Fg6Hj9Pr0StU',
  });
  const { id: customer } = await post('/customers', { name: 'Ana', cpfCnpj: '24971563792' });
  const { today } = await control(url, 'GET', '/clock');
  const charge = await post('/payments', {
    customer,
    billingType: 'PIX',
    value: 9,
    dueDate: addDays(today, 3),
  });
  expect(charge.id).toMatch(/^pay_/);
  await end('SIGKILL');

  receiver.answerWith(200);
  const again = await start();
  const book = await control(again, 'GET', `/book?account=${account.id}`);
  expect(book.charges.map((booked: Json) => booked.id)).toEqual([charge.id]);
  await control(again, 'POST', '/clock', { advanceMs: 30_000 });
  expect(await control(again, 'POST', '/webhooks/flush', {})).toEqual({ pending: 0 });
  expect(receiver.received.at(-1)?.body.payment.id).toBe(charge.id);
  await receiver.close();
});

test('SIGTERM ends it within five seconds, even while a receiver keeps it waiting', async () => {
  const receiver = await startReceiver();
  receiver.answerWith('silence');
  const url = await start();
  const { id } = (await call(`${url}/control/accounts`, { method: 'POST', body: {} })).body;
  const { apiKey: key } = (await call(`${url}/control/accounts/${id}/keys`, { method: 'POST', body: {} }))
    .body;
  const webhook = { name: 'w', url: receiver.url, sendType: 'SEQUENTIALLY', events: ['PAYMENT_RECEIVED'] };
  await call(`${url}/v3/webhooks`, { method: 'POST', key, body: webhook });
  await call(`${url}/control/accounts/${id}/automatic-charge`, {
    method: 'POST',
    body: { valueCents: 1000 },
  });
  await vi.waitFor(() => expect(receiver.received).toHaveLength(1), { timeout: 20_000 });
  // After four and a half seconds it would give up, and end with 1.
  expect(await end('SIGTERM')).toBe(0);
  await receiver.close();
});

test('a missing setting is named', async () => {
  const broken = spawn(process.execPath, ['--import', 'tsx', 'simulator/main.ts'], {
    env: { PATH: process.env.PATH, SIMULATOR_PORT: 'x' },
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  let said = '';
  broken.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const [code] = await once(broken, 'close');
  expect(code).toBe(1);
  expect(said).toContain('DATABASE_URL');
  expect(said).toContain('SIMULATOR_PORT');
});
