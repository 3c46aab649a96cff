import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAsaas } from '../../asaas/asaas.ts';
import { NotSent } from '../../asaas/errors.ts';
import { until } from '../environment/conditions.ts';

/** Calls of the slow account, which are answered when the test says so. */
const held: ServerResponse[] = [];
let answersAtOnce = false;

const server = createServer((request, response) => {
  if (request.headers.access_token === 'slow' && !answersAtOnce) held.push(response);
  else answer(response);
});

function answer(response: ServerResponse): void {
  response.setHeader('content-type', 'application/json');
  response.end('{"agency":"1","account":"2","accountDigit":"3"}');
}

beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise((resolve) => server.close(resolve)));

describe('an account that Asaas answers slowly', () => {
  it('has twenty calls under way at most, and keeps no other account waiting', async () => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v3`;
    const turnstile = { take: async () => 0, pause: async () => undefined };
    const asaas = createAsaas({ sandboxUrl: url, productionUrl: url, timeoutMs: 60_000, turnstile });
    const describeAccount = (apiKey: string) =>
      asaas.accounts.describe({ environment: 'sandbox', apiKey, turn: null });

    const slow = Array.from({ length: 50 }, () => describeAccount('slow'));
    await until('the first calls to arrive', async () => held.length === 20);
    expect((await describeAccount('fast')).agency).toBe('1');
    expect(held).toHaveLength(20);

    // One that waits and whose caller stops does not stand in the way, and is not sent.
    const stopping = new AbortController();
    const stopped = asaas.accounts.describe({
      environment: 'sandbox',
      apiKey: 'slow',
      turn: null,
      signal: stopping.signal,
    });
    stopping.abort();
    await expect(stopped).rejects.toThrow(NotSent);

    answersAtOnce = true;
    for (const response of held) answer(response);
    expect(await Promise.all(slow)).toHaveLength(50);
  }, 20_000);
});
