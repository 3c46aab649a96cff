import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '../../simulator/settings.ts';
import { call, startTestSimulator, type TestSimulator } from './asaas.ts';

let simulator: TestSimulator;
beforeAll(async () => {
  simulator = await startTestSimulator();
});
afterAll(() => simulator?.close());

/** The call that costs most: whoever may make it, pays charges and moves days. */
async function moveClock(headers: Record<string, string>): Promise<number> {
  const before = await simulator.today();
  const { status } = await call(`${simulator.url}/control/clock`, {
    method: 'POST',
    body: { advanceDays: 1 },
    headers,
  });
  const isMoved = (await simulator.today()) !== before;
  expect(isMoved).toBe(status === 200);
  return status;
}

describe('a page in the browser of this machine cannot drive the simulator', () => {
  const own = () => new URL(simulator.url).host;

  it.each([
    ['of another site', { origin: 'https://evil.example' }],
    [
      'of another site, which sends plain text to avoid the question',
      { origin: 'http://evil.example', 'content-type': 'text/plain' },
    ],
    ['in a frame without an origin', { origin: 'null' }],
    ['of another program on this machine', { origin: 'http://127.0.0.1:3000' }],
    ['of another program, by the other name', { origin: 'http://localhost' }],
    [
      'that sends a form, of an old browser',
      { origin: 'http://evil.example', 'content-type': 'application/x-www-form-urlencoded' },
    ],
    ['of a site whose browser says no more than that', { 'sec-fetch-site': 'cross-site' }],
    ['of a neighbour', { 'sec-fetch-site': 'same-site' }],
    ['whose name was made to point here', { host: 'rebound.evil.example:3900' }],
    [
      'whose name was made to point here, of its own origin',
      { host: 'evil.example', origin: 'http://evil.example' },
    ],
    ['whose name only begins like ours', { host: '127.0.0.1.nip.example' }],
    ['whose name only ends like ours', { host: 'evil-localhost' }],
    ['whose name hides ours in a login', { host: 'localhost@evil.example' }],
  ])('%s', async (_, headers) => {
    expect(await moveClock(headers)).toBe(403);
  });

  it('and cannot read the book, whatever it calls with', async () => {
    const { id } = await simulator.account();
    for (const headers of [
      { host: 'evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { origin: 'null' },
    ]) {
      const answer = await call(`${simulator.url}/control/book?account=${id}`, { method: 'GET', headers });
      expect([answer.status, answer.text.includes(id)]).toEqual([403, false]);
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    }
  });

  it('but programs and the desk page can', async () => {
    const port = new URL(simulator.url).port;
    expect(await moveClock({})).toBe(200);
    expect(await moveClock({ origin: `http://${own()}`, 'sec-fetch-site': 'same-origin' })).toBe(200);
    expect(await moveClock({ host: `localhost:${port}` })).toBe(200);
    expect(await moveClock({ host: `[::1]:${port}` })).toBe(200);
  });
});

describe('the simulator starts on its own only where it does no harm', () => {
  const start = (env: Record<string, string>) => () =>
    readSettings({ DATABASE_URL: 'postgres://x@127.0.0.1/x', ...env });

  it.each([
    [{ NODE_ENV: 'production' }, 'NODE_ENV'],
    [{ NODE_ENV: 'production', SIMULATOR_ALLOW: 'network' }, 'NODE_ENV'],
    [{ SIMULATOR_HOST: '0.0.0.0' }, 'SIMULATOR_HOST'],
    [{ SIMULATOR_HOST: '::' }, 'SIMULATOR_HOST'],
    [{ SIMULATOR_HOST: '127.0.0.1.evil.example' }, 'SIMULATOR_HOST'],
    [{ SIMULATOR_HOST: '0.0.0.0', SIMULATOR_ALLOW: 'production' }, 'SIMULATOR_HOST'],
    [{ SIMULATOR_ALLOW: 'everything' }, 'SIMULATOR_ALLOW'],
  ])('it refuses %o', (env, variable) => {
    expect(start(env as Record<string, string>)).toThrow(variable);
  });

  it.each([
    {},
    { NODE_ENV: 'development', SIMULATOR_HOST: 'localhost' },
    { NODE_ENV: 'production', SIMULATOR_ALLOW: 'production' },
    { NODE_ENV: 'production', SIMULATOR_HOST: '0.0.0.0', SIMULATOR_ALLOW: 'network, production' },
  ])('it takes %o', (env) => {
    expect(start(env as Record<string, string>)).not.toThrow();
  });
});
