import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sweepCeiling } from '../../domain/request-quota.ts';
import { inDays } from '../environment/days.ts';
import { divergencesOf, register, sweep } from './reconciling.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

const documents = 3_000;
const asaasQuota = { requests: 25_000, windowMs: 12 * 3_600_000 };

let bench: Workbench;
let database: pg.Client;

beforeAll(async () => {
  bench = await openWorkbench({}, asaasQuota);
  database = new pg.Client({ connectionString: bench.databaseUrl });
  await database.connect();
});

afterAll(async () => {
  await database.end();
  await bench.close();
});

/** Copies a registered document, and its charge in Asaas' book, into so many of them: half of them overdue. */
async function multiply(documentId: string, chargeId: string): Promise<void> {
  await copyRows('simulator.charges', `id = '${chargeId}'`, {
    id: `'pay_' || n`,
    status: `case when n % 2 = 0 then 'OVERDUE' else 'PENDING' end`,
    external_reference: `${uuidOf('9')}::text`,
    our_number: '(90000000 + n)::text',
    invoice_number: '(90000000 + n)::text',
    seq: null,
  });
  await copyRows('documents', `id = '${documentId}'`, {
    id: uuidOf('8'),
    erp_id: `'erp-' || n`,
    charge_id: `'pay_' || n`,
    status: `case when n % 2 = 0 then 'overdue' else 'registered' end`,
  });
  await copyRows('registration_attempts', `document_id = '${documentId}'`, {
    id: uuidOf('9'),
    document_id: uuidOf('8'),
    charge_id: `'pay_' || n`,
  });
  await copyRows('charges', `charge_id = '${chargeId}'`, {
    charge_id: `'pay_' || n`,
    document_id: uuidOf('8'),
    attempt_id: uuidOf('9'),
  });
}

/** The SQL of an id of the `n`-th row. */
const uuidOf = (kind: '8' | '9') => `('00000000-0000-4000-${kind}000-' || lpad(n::text, 12, '0'))::uuid`;

/** Copies the one row of a table that `where` finds; `changes` gives columns as SQL of `n`, or leaves one out. */
async function copyRows(table: string, where: string, changes: Record<string, string | null>): Promise<void> {
  // What Postgres itself generates of the other columns cannot be copied.
  const { rows } = await database.query<{ name: string }>(
    `select attname as name from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [table],
  );
  const columns = rows.map(({ name }) => name).filter((name) => changes[name] !== null);
  const values = columns.map((name) => changes[name] ?? name);
  await database.query(
    `insert into ${table} (${columns.join(', ')})
     select ${values.join(', ')} from ${table}, generate_series(2, ${documents}) n where ${where}`,
  );
}

it('costs a call for ninety open documents: 10,000 of as many payers take a fifth of what sweeps may use', async () => {
  const seed = await bench.seed();
  const chargeId = await register(bench, seed);
  await multiply(seed.documentId, chargeId);
  const drifted = { ...seed, documentId: (await documentOf('pay_777')) ?? '' };
  await bench.control('POST', '/charges/pay_777/edit', { dueDate: inDays(33) });
  await bench.control('POST', '/book/reset-calls', { account: seed.asaasId });
  await sweep(bench, seed);
  const { calls } = await bench.control<{ calls: Record<string, number> }>(
    'GET',
    `/book?account=${seed.asaasId}`,
  );
  expect(calls).toEqual({ 'GET /v3/payments': expect.any(Number), 'GET /v3/customers': 1 });
  // Pages overlap by a tenth; each list is asked at least once; a page with a difference is read twice.
  const allowed = (open: number) => Math.ceil(open / 90) + 15;
  expect(calls['GET /v3/payments']).toBeLessThanOrEqual(allowed(documents));
  expect(allowed(10_000) + 10_000 / 90).toBeLessThan(sweepCeiling(asaasQuota) / 5);
  expect(await divergencesOf(bench, drifted)).toMatchObject([{ field: 'dueDate', theirs: inDays(33) }]);
}, 120_000);

async function documentOf(chargeId: string): Promise<string | undefined> {
  const { rows } = await database.query<{ id: string }>(`select id from documents where charge_id = $1`, [
    chargeId,
  ]);
  return rows[0]?.id;
}
