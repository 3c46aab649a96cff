import { request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { aDocument, enter } from '../environment.ts';
import { ownCompany } from '../own-company.ts';

const { api, company } = await ownCompany();

beforeAll(() => enter(company, ...Array.from({ length: 20 }, () => aDocument())));

interface Raw {
  encoding: string | undefined;
  vary: string | undefined;
  bytes: Buffer;
}

/** As it comes over the line: fetch would unpack it. */
function read(path: string, accepts: string | null, { body = '' } = {}): Promise<Raw> {
  const headers = {
    authorization: `Bearer ${company.key}`,
    ...(accepts !== null && { 'accept-encoding': accepts }),
    ...(body && { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }),
  };
  return new Promise((resolve, reject) => {
    const sent = request(`${api.url}${path}`, { headers, method: body ? 'POST' : 'GET' }, async (answer) => {
      const bytes = Buffer.concat(await answer.toArray());
      const { vary, 'content-encoding': encoding } = answer.headers;
      resolve({ encoding, vary, bytes });
    });
    sent.once('error', reject).end(body);
  });
}

describe('an answer', () => {
  it('is compressed for who takes gzip, and says the same', async () => {
    const plain = await read('/v1/documents', null);
    const zipped = await read('/v1/documents', 'gzip, br');
    expect([plain.encoding, zipped.encoding]).toEqual([undefined, 'gzip']);
    expect([plain.vary, zipped.vary]).toEqual(['accept, accept-encoding', 'accept, accept-encoding']);
    expect(gunzipSync(zipped.bytes).equals(plain.bytes)).toBe(true);
    expect(zipped.bytes.length).toBeLessThan(plain.bytes.length / 5);
  });

  it('stays as it is for who refuses gzip, and when it is small', async () => {
    expect((await read('/v1/documents', 'gzip;q=0')).encoding).toBeUndefined();
    expect((await read('/v1/banks', 'gzip')).encoding).toBeUndefined();
  });

  it('that shows a secret is never compressed', async () => {
    // Long enough to be worth it.
    const body = JSON.stringify({ url: `https://erp.example/${'x'.repeat(1_500)}` });
    const made = await read('/v1/webhook-endpoints', 'gzip', { body });
    expect(made.bytes.length).toBeGreaterThan(1_500);
    expect([made.encoding, JSON.parse(made.bytes.toString()).secret]).toEqual([
      undefined,
      expect.stringMatching(/^whsec_/),
    ]);
  });
});
