import { describe, expect, it } from 'vitest';
import { aDocument, type Body } from '../environment.ts';
import { ownCompany } from '../own-company.ts';

const { api, company } = await ownCompany();

const unknownFields = (count: number, length = 0) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`${at}`.padEnd(length, '\u0001'), 1]));

const enterRows = (rows: unknown[], key: string = crypto.randomUUID()) =>
  company.call('POST', '/v1/documents', { documents: rows }, { 'idempotency-key': key });

async function keptBytes(key: string): Promise<number | undefined> {
  const rows = await api.sql<{ bytes: number }>(
    'select octet_length(body::text) as bytes from idempotency_keys where key = $1',
    [key],
  );
  return rows[0]?.bytes;
}

describe('what a call is told of its faults', () => {
  it('is twenty of a row of 150,000 faults, and how many more there are', async () => {
    const key = crypto.randomUUID();
    const { status, body } = await enterRows([{ ...aDocument(), ...unknownFields(150_000) }], key);
    expect(status).toBe(200);
    expect(body.documents[0].errors).toHaveLength(20);
    expect(body.documents[0].moreErrors).toBe(149_980);
    expect(await keptBytes(key)).toBeLessThan(8 * 1_024);
  });

  it('is at least one of every row, however many faulty rows there are', async () => {
    const key = crypto.randomUUID();
    const { body } = await enterRows(Array(1_000).fill(unknownFields(100)), key);
    const told = body.documents.map((row: Body) => row.errors.length);
    expect(Math.min(...told)).toBe(1);
    expect(told.reduce((sum: number, count: number) => sum + count, 0)).toBeLessThanOrEqual(2_000);
    for (const row of body.documents) expect(row.errors.length + row.moreErrors).toBeGreaterThanOrEqual(100);
    expect(await keptBytes(key)).toBeLessThan(1_024 * 1_024);
  });

  it('is every fault of an honest row', async () => {
    const { body } = await enterRows([{ erpId: 'x', payer: {}, fine: {}, amountCents: 'x', a: 1, b: 2 }]);
    expect(body.documents[0].errors.length).toBeGreaterThan(6);
    expect(body.documents[0].moreErrors).toBeUndefined();
  });

  it('is a thousand where the call is refused as a whole', async () => {
    const path = `/v1/documents/${crypto.randomUUID()}/cancel`;
    const { status, body } = await company.call('POST', path, { reason: 'x', ...unknownFields(5_000) });
    expect(status).toBe(400);
    expect([body.errors.length, body.moreErrors]).toEqual([1_000, 4_000]);
  });

  it('names a field by the beginning of a name that is too long', async () => {
    const { body } = await enterRows([{ ...aDocument(), ['x'.repeat(100_000)]: 1 }]);
    expect(body.documents[0].errors[0].path).toBe(`${'x'.repeat(200)}…`);
  });
});

describe('an answer too large to be kept', () => {
  it('is refused with everything that was done for it, and the key stays free for fewer rows', async () => {
    const key = crypto.randomUUID();
    const good = aDocument();
    const rows = [good, ...Array(85).fill(unknownFields(20, 150)), ...Array(300).fill(unknownFields(1, 150))];
    for (let tries = 0; tries < 2; tries++) {
      const { status, body } = await enterRows(rows, key);
      expect([status, body.code]).toEqual([422, 'answer_too_large']);
    }
    expect(await keptBytes(key)).toBeUndefined();
    const { body } = await enterRows([good], key);
    expect(body.documents[0].result).toBe('created');
  });

  it('is none that a thousand honest rows can have', async () => {
    const key = crypto.randomUUID();
    const rows = Array.from({ length: 1_000 }, () =>
      aDocument({ erpId: `${crypto.randomUUID()}`.padEnd(200, 'ç') }),
    );
    expect((await enterRows(rows, key)).status).toBe(200);
    const faulty = rows.map(({ erpId }) => ({ erpId, payer: {} }));
    expect((await enterRows(faulty)).status).toBe(200);
  });
});
