import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ensureFirstTenant } from '../../dev/stack/first-tenant.ts';
import { freePort } from '../../dev/stack/ports.ts';
import { product } from '../environment/leased-product.ts';

describe('the first company of a start', () => {
  it('is made although the API dies at each of its calls, and a line says what is waited for', async () => {
    const { url, calls } = await dyingApi();
    const lines: string[] = [];
    const api = { url, adminKey: product.adminKey, log: (line: string) => lines.push(line) };
    const { id, key } = await ensureFirstTenant(api, undefined);
    const banks = await fetch(`${product.apiUrl}/v1/banks`, {
      headers: { authorization: `Bearer ${key}` },
    });
    expect(banks.status).toBe(200);
    expect(lines[0]).toBe('The API went away in the last step of the start; waiting until it is back ...');
    // What the API may have done before it died is not done again.
    const keysMade = calls.filter(({ path }) => path.endsWith(`/${id}/api-keys`));
    expect(keysMade.length).toBe(2);
    expect(new Set(keysMade.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
  });

  it('is given up with a sentence when the API stays away', async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    const api = { url, adminKey: 'any', log: () => {}, patienceMs: 200 };
    await expect(ensureFirstTenant(api, undefined)).rejects.toThrow(
      'The API gave no answer to GET /v1/tenants?limit=200 for 0.2 s. Its log tells why',
    );
  });
});

/** The product's API behind a door that does every call and loses the answer of every first one. */
async function dyingApi() {
  const calls: { path: string; idempotencyKey: string | undefined }[] = [];
  const seen = new Set<string>();
  const server = createServer(async (request, response) => {
    const path = request.url ?? '';
    const { authorization = '', 'idempotency-key': idempotencyKey, 'content-type': type } = request.headers;
    calls.push({ path, idempotencyKey: idempotencyKey as string | undefined });
    const chunks = await request.toArray();
    const answer = await fetch(`${product.apiUrl}${path}`, {
      method: request.method ?? 'GET',
      headers: {
        authorization,
        ...(idempotencyKey && { 'idempotency-key': String(idempotencyKey) }),
        ...(type && { 'content-type': type }),
      },
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
    });
    const text = await answer.text();
    const isFirst = !seen.has(path);
    seen.add(path);
    if (isFirst) request.socket.destroy();
    else response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${port}`, calls };
}
