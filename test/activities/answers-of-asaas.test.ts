import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAsaas } from '../../asaas/asaas.ts';
import { Refused, UnknownOutcome } from '../../asaas/errors.ts';

/** What the server answers to the next call. */
let next = { status: 200, body: '' };

const server = createServer((request, response) => {
  request.resume();
  response.writeHead(next.status, { 'content-type': 'application/json' });
  response.end(next.body);
});

beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** Removes a charge at an Asaas that answers so. */
async function removeAnswered(status: number, body: string): Promise<void> {
  next = { status, body };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v3`;
  const turnstile = { take: async () => 0, pause: async () => undefined };
  const asaas = createAsaas({ sandboxUrl: url, productionUrl: url, timeoutMs: 20_000, turnstile });
  await asaas.charges.remove({ environment: 'sandbox', apiKey: 'key', turn: null }, 'pay_1');
}

const reason = JSON.stringify({ errors: [{ code: 'invalid_action', description: 'A reason.' }] });

describe('an answer of Asaas', () => {
  it('is a decision with a status 4xx and a reason', async () => {
    await expect(removeAnswered(400, reason)).rejects.toThrow(Refused);
  });

  it.each([
    [500, reason],
    [503, reason],
    [500, ''],
    [400, ''],
    [400, '<html></html>'],
    [400, '{"errors":[]}'],
    [302, reason],
  ])('is no decision with a status %i and the body %j: nobody knows what was done', async (status, body) => {
    await expect(removeAnswered(status, body)).rejects.toThrow(UnknownOutcome);
  });
});
