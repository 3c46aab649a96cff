import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openAccount } from '../environment.ts';
import { ownCompany } from '../own-company.ts';
import { webhookOf } from './webhook-of.ts';

const { api, company } = await ownCompany();
const { door, token } = await webhookOf(api, company, await openAccount(api, company));

const mib = 1_024 * 1_024;
const unpacked = Buffer.alloc(64 * mib, ' ');

describe('a small body that would unpack to 64 MiB', () => {
  it.each([
    ['gzip', gzipSync(unpacked)],
    ['deflate', deflateSync(unpacked)],
    ['br', brotliCompressSync(unpacked)],
  ])('is refused at every door before it is unpacked: %s', async (encoding, bomb) => {
    expect(bomb.length).toBeLessThan(mib / 8);
    const packed = { 'content-type': 'application/json', 'content-encoding': encoding };
    const doors: [path: string, headers: Record<string, string>, status: number][] = [
      [
        '/v1/documents',
        { authorization: `Bearer ${company.key}`, 'idempotency-key': crypto.randomUUID() },
        415,
      ],
      [
        '/v1/documents/import',
        { authorization: `Bearer ${company.key}`, 'idempotency-key': crypto.randomUUID() },
        415,
      ],
      ['/v1/logo', { authorization: `Bearer ${company.key}` }, 415],
      ['/v1/sessions', { origin: api.url }, 415],
      [new URL(door).pathname, { 'asaas-access-token': token }, 200],
    ];
    for (const [path, headers, status] of doors) {
      const before = process.memoryUsage();
      const answer = await fetch(api.url + path, {
        method: path === '/v1/logo' ? 'PUT' : 'POST',
        headers: { ...packed, ...headers },
        body: new Uint8Array(bomb),
      });
      await answer.text();
      const after = process.memoryUsage();
      const grownMib = (after.arrayBuffers + after.heapUsed - before.arrayBuffers - before.heapUsed) / mib;
      expect([path, answer.status]).toEqual([path, status]);
      expect(grownMib, path).toBeLessThan(32);
    }
    // Asaas' event is kept as it came: packed.
    const [kept] = await api.sql<{ bytes: number }>(
      'select max(octet_length(body)) as bytes from provider_events',
    );
    expect(kept?.bytes).toBeLessThan(mib / 8);
  });
});
