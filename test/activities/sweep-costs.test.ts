import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sweepCeiling } from '../../domain/request-quota.ts';
import { inDays } from '../environment/days.ts';
import { divergencesOf, register, sweep } from './reconciling.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

/** Open documents of one account, each of a payer of its own. */
const documents = 10_000;
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

/**
 * Copies a registered document and its payer, and what Asaas' book has of both, into so many of them: half of the charges
 * are overdue.
 */
async function multiply(documentId: string, chargeId: string): Promise<void> {
  const theirPayer = `id = (select customer_id from simulator.charges where id = '${chargeId}')`;
  await copyRows('simulator.customers', theirPayer, {
    id: `'cus_' || n`,
    cpf_cnpj: taxIdOfNth,
    seq: null,
  });
  await copyRows('simulator.charges', `id = '${chargeId}'`, {
    id: `'pay_' || n`,
    customer_id: `'cus_' || n`,
    status: `case when n % 2 = 0 then 'OVERDUE' else 'PENDING' end`,
    external_reference: `${uuidOf('9')}::text`,
    our_number: '(90000000 + n)::text',
    invoice_number: '(90000000 + n)::text',
    seq: null,
  });
  const ourPayer = `(select payer_id from documents where id = '${documentId}')`;
  await copyRows('payers', `id = ${ourPayer}`, { id: uuidOf('a'), tax_id: taxIdOfNth });
  await copyRows('customers', `payer_id = ${ourPayer}`, {
    payer_id: uuidOf('a'),
    customer_id: `'cus_' || n`,
  });
  await copyRows('documents', `id = '${documentId}'`, {
    id: uuidOf('8'),
    erp_id: `'erp-' || n`,
    payer_id: uuidOf('a'),
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
  // What autovacuum would do in time.
  await database.query('analyze');
}

/** The SQL of a text of eleven digits that no other row has. */
const taxIdOfNth = `lpad(n::text, 11, '0')`;

/** The SQL of an id of the `n`-th row. */
const uuidOf = (kind: '8' | '9' | 'a') =>
  `('00000000-0000-4000-${kind}000-' || lpad(n::text, 12, '0'))::uuid`;

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

it('costs 10,000 open documents of as many payers a fifth of what sweeps may use, and finds the one that drifted', async () => {
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
  expect(calls).toEqual({ 'GET /v3/payments': expect.any(Number), 'GET /v3/customers': expect.any(Number) });
  // Pages overlap by a tenth; each list is asked at least once; a page with a difference is read twice.
  const pages = Math.ceil(documents / 90);
  const [payments = 0, customers = 0] = ['payments', 'customers'].map(
    (list) => calls[`GET /v3/${list}`] ?? 0,
  );
  for (const read of [payments, customers]) {
    expect(read).toBeGreaterThanOrEqual(documents / 100);
    expect(read).toBeLessThanOrEqual(pages + 15);
  }
  expect(sweepCeiling(asaasQuota)).toBe(1_250);
  expect(payments + customers).toBeLessThan(sweepCeiling(asaasQuota) / 5 + 15);
  expect(await divergencesOf(bench, drifted)).toMatchObject([{ field: 'dueDate', theirs: inDays(33) }]);
}, 240_000);

async function documentOf(chargeId: string): Promise<string | undefined> {
  const { rows } = await database.query<{ id: string }>(`select id from documents where charge_id = $1`, [
    chargeId,
  ]);
  return rows[0]?.id;
}
