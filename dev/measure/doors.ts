import { randomUUID } from 'node:crypto';
import { Agent, type ClientRequest, get } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

const calls = 200;
const keysPerCompany = 4;
const pollsPerKey = 5;

/**
 * How long one company's calls take, alone and beside so many polls of others that wait for events. Returns a table,
 * which tells, too, how many polls waited, were told to come later, or were reset.
 */
export async function measurePolls(
  { api, adminKey }: { api: string; adminKey: string },
  crowds: readonly number[],
  log: (line: string) => void,
): Promise<string> {
  const [key = ''] = await companyKeys(api, adminKey, 1);
  const rows = [`| alone | ${describe(await timeCalls(api, key))} | | | |`];
  const most = Math.max(...crowds);
  log(`Opening companies for ${most} polls ...`);
  const companies = Math.ceil(Math.min(most, 1_000) / (keysPerCompany * pollsPerKey));
  const keys: string[] = [];
  for (let at = 0; at < companies; at++) keys.push(...(await companyKeys(api, adminKey, keysPerCompany)));
  for (const count of crowds) {
    log(`Calling beside ${count} polls ...`);
    const crowd = startPolls(api, keys, count);
    await crowd.settled;
    const times = describe(await timeCalls(api, key));
    const { waiting, refused, reset } = crowd.leave();
    rows.push(`| beside ${count} polls | ${times} | ${waiting} | ${refused} | ${reset} |`);
    await pause(2_000);
  }
  return [
    `| ${calls} calls of another company, one after the other | median | p99 | polls waiting | told to come later | reset |`,
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

/** A company without any account, and `count` keys of it that may read. */
export async function companyKeys(api: string, adminKey: string, count: number): Promise<string[]> {
  const post = async (path: string, body: object) => {
    const response = await fetch(api + path, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${adminKey}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path} was answered ${response.status}`);
    return (await response.json()) as { id: string; key: string };
  };
  const { id } = await post('/v1/tenants', { name: 'Medida', taxId: '11222333000181', features: [] });
  const keys: string[] = [];
  for (let at = 0; at < count; at++)
    keys.push((await post(`/v1/tenants/${id}/api-keys`, { name: 'medida', role: 'viewer' })).key);
  return keys;
}

interface Crowd {
  /** When a second has passed in which no further poll was answered. */
  settled: Promise<void>;
  leave(): { waiting: number; refused: number; reset: number };
}

/** Long polls that wait for events, spread over these keys. */
export function startPolls(api: string, keys: readonly string[], count: number): Crowd {
  let answered = 0;
  let refused = 0;
  let reset = 0;
  const requests: ClientRequest[] = Array.from({ length: count }, (_, at) => {
    const headers = { authorization: `Bearer ${keys[at % keys.length]}` };
    return get(`${api}/v1/events?wait=30`, { agent: new Agent(), headers })
      .once('response', (response) => {
        answered += 1;
        if (response.statusCode === 429) refused += 1;
        response.resume();
      })
      .once('error', () => {
        reset += 1;
      });
  });
  const settle = async () => {
    for (let before = -1; before !== answered + reset; ) {
      before = answered + reset;
      await pause(1_000);
    }
  };
  return {
    settled: settle(),
    leave() {
      const outcome = { waiting: count - answered - reset, refused, reset };
      for (const request of requests) request.destroy();
      return outcome;
    },
  };
}

function timeCalls(api: string, key: string): Promise<number[]> {
  const headers = { authorization: `Bearer ${key}` };
  return timeEach(calls, () => fetch(`${api}/v1/documents`, { headers }));
}

/** How long each of `count` calls took, one after the other, in ms, the shortest first. Throws unless all are answered 200. */
export async function timeEach(count: number, call: () => Promise<Response>): Promise<number[]> {
  const times: number[] = [];
  for (let at = 0; at < count; at++) {
    const startedAt = performance.now();
    const response = await call();
    await response.text();
    if (response.status !== 200) throw new Error(`A call was answered ${response.status}`);
    times.push(performance.now() - startedAt);
  }
  return times.sort((one, other) => one - other);
}

/** Median and p99 as two cells of a table. */
export function describe(sorted: readonly number[]): string {
  const at = (share: number) => Math.round(sorted[Math.floor(sorted.length * share)] ?? 0);
  return `${at(0.5)} ms | ${at(0.99)} ms`;
}
