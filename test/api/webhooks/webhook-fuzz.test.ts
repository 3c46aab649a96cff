import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, expect, it, vi } from 'vitest';
import { openAccount } from '../environment.ts';
import { webhookOf } from '../limits/webhook-of.ts';
import { ownCompany } from '../own-company.ts';

const { api, company } = await ownCompany();

const fixtures = new URL('../../fixtures/asaas/', import.meta.url);
const events = readdirSync(fixtures)
  .filter((name) => name.endsWith('.json'))
  .map((name) => readFileSync(new URL(name, fixtures)));

let door: string;
let token: string;

beforeAll(async () => {
  ({ door, token } = await webhookOf(api, company, await openAccount(api, company)));
});

vi.setConfig({ testTimeout: 300_000 });

/** Sends the bytes as Asaas, and again. What was stored must be one event, whatever it is. */
async function expectKeptOnce(body: Uint8Array<ArrayBuffer>): Promise<void> {
  const before = await countEvents();
  const headers = { 'content-type': 'application/json', 'asaas-access-token': token };
  for (let time = 0; time < 2; time++) {
    expect((await fetch(door, { method: 'POST', headers, body })).status).toBe(200);
  }
  expect((await countEvents()) - before).toBeLessThanOrEqual(1);
}

async function countEvents(): Promise<number> {
  const [row] = await api.sql<{ count: number }>('select count(*)::int as count from provider_events');
  return row?.count ?? 0;
}

const event = fc.constantFrom(...events);

/** Values that have broken other programs, and any other JSON. */
const value = fc.oneof(
  fc.constantFrom<unknown>(
    '',
    '..',
    '\u0000',
    '\ud800',
    "'; drop table documents; --",
    'x'.repeat(5_000),
    -1,
    1e308,
    2 ** 53,
    0.1,
    null,
    true,
    [],
    {},
  ),
  fc.jsonValue(),
  fc.string({ unit: 'binary' }),
);

/** The places of all values in an event, the nested ones too. */
function placesIn(inner: unknown, place: readonly string[] = []): (readonly string[])[] {
  if (inner === null || typeof inner !== 'object') return [place];
  return [place, ...Object.entries(inner).flatMap(([name, each]) => placesIn(each, [...place, name]))];
}

function withValueAt(inner: unknown, [name, ...rest]: readonly string[], put: unknown): unknown {
  if (name === undefined) return put;
  const fields = inner as Record<string, unknown>;
  return { ...fields, [name]: withValueAt(fields[name], rest, put) };
}

const changedEvent = event.chain((bytes) => {
  const original: unknown = JSON.parse(bytes.toString('utf8'));
  return fc
    .tuple(fc.constantFrom(...placesIn(original)), value)
    .map(([place, put]) => Buffer.from(JSON.stringify(withValueAt(original, place, put)) ?? ''));
});

const damagedEvent = fc
  .tuple(event, fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 8 }), fc.boolean())
  .map(([bytes, at, junk, isCut]) => {
    const place = at % bytes.length;
    return Buffer.concat([
      bytes.subarray(0, place),
      junk,
      ...(isCut ? [] : [bytes.subarray(place + junk.length)]),
    ]);
  });

it.each([
  ['any bytes', fc.uint8Array({ maxLength: 2_000 }).map((bytes) => Buffer.from(bytes))],
  ['a true event with any value in any place', changedEvent],
  ['a true event that was damaged or cut off on its way', damagedEvent],
])('Who has the token is answered 200 to %s, which is kept once', async (_, bodies) => {
  await fc.assert(
    fc.asyncProperty(bodies, (body) => expectKeptOnce(Uint8Array.from(body))),
    { numRuns: 100 },
  );
});

it('None of it reached a document: only receipts of strangers are looked at, and the account’s key', async () => {
  const messages = await api.sql<{ type: string }>('select distinct workflow_type as type from messages');
  const types = messages.map(({ type }) => type);
  expect(types.filter((type) => type !== 'unidentifiedReceipt' && type !== 'accountCare')).toEqual([]);
  expect(await api.sql('select 1 from ledger_entries union all select 1 from timeline')).toEqual([]);
  expect(await countEvents()).toBeGreaterThan(150);
});
