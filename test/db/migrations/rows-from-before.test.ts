import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type MigrationName, migrate } from '../../../db/migrate.ts';
import { asApplication, nextNumber } from '../../environment/databases.ts';
import { expectTrouble } from '../../environment/quiet.ts';

expectTrouble({
  part: 'postgres',
  line: /one_waiting_item|ledger_entries_account_id_charge_id_cause_key|documents_check|one_live_charge/,
  why: 'The last cases write rows that the constraints refuse.',
});

/** An early schema: without rebates, kept figures, rules that send, search, restores. */
const earlier: MigrationName = '0012-application-login';

/** The last schema whose statements had no kept sums. */
const beforeStatementDays: MigrationName = '0044-denied-events';

let superuser: pg.Client;

const tables = ['tenants', 'accounts', 'payers', 'documents', 'registration_attempts', 'charges'];
tables.push('ledger_entries', 'remittances', 'remittance_items', 'erp_events', 'event_sequences', 'messages');
const ids = Object.fromEntries(
  ['tenant', 'account', 'payer', 'waiting', 'registered', 'settled', 'attempt', 'remittance'].map((name) => [
    name,
    randomUUID(),
  ]),
) as Record<string, string>;

/** The rows of the tables, each with the columns that it had before. */
let before: Map<string, Record<string, unknown>[]>;

beforeAll(async () => {
  const { database, login } = await databaseOfABoundOwner();
  const logins = { migration: login, application: asApplication(database) };
  superuser = new pg.Client({ connectionString: database });
  await superuser.connect();
  await migrate(logins, earlier);
  for (const [statement, values] of rowsOfBefore()) await superuser.query(statement, values);
  before = await readTables((table) => `select * from ${table}`);
  const done = await migrate(logins, beforeStatementDays);
  expect(done.length).toBeGreaterThan(10);
  await superuser.query(
    `insert into statement_lines (tenant_id, account_id, line_id, on_date, kind, provider_type, amount_cents,
       balance_cents, description, explanation)
     values ($1, $2, 'ftx_1', '2026-11-20', 'payment', 'PAYMENT_RECEIVED', 10500, 10500, '', 'booked'),
       ($1, $2, 'ftx_2', '2026-11-20', 'payment_fee', 'PAYMENT_FEE', -199, 10301, '', 'unexplained')`,
    [ids.tenant, ids.account],
  );
  await migrate(logins);
});

afterAll(() => superuser.end());

/** As production has it: the owner of the tables is no superuser, so row-level security binds the migrations too. */
async function databaseOfABoundOwner(): Promise<{ database: string; login: string }> {
  const name = `test_${await nextNumber('test_database')}`;
  const password = randomBytes(16).toString('hex');
  const client = new pg.Client({ connectionString: inject('databaseUrl') });
  await client.connect();
  await client.query(`create role owner_of_${name} login createrole password '${password}'`);
  const { rows } = await client.query(`select rolname from pg_roles where rolname like 'remessa_%'`);
  for (const { rolname } of rows)
    await client.query(`grant ${rolname} to owner_of_${name} with admin true, inherit false`);
  await client.query(`create database ${name} owner owner_of_${name}`);
  await client.end();
  const database = new URL(inject('databaseUrl'));
  database.pathname = `/${name}`;
  const login = new URL(database);
  [login.username, login.password] = [`owner_of_${name}`, password];
  return { database: database.href, login: login.href };
}

function rowsOfBefore(): [string, unknown[]][] {
  const { tenant, account, payer, waiting, registered, settled, attempt, remittance } = ids;
  const document = (
    id: string | undefined,
    number: string,
    more: Record<string, unknown>,
  ): [string, unknown[]] => {
    const row = {
      ...{ id, tenant_id: tenant, erp_id: number, number, payer_id: payer, account_id: account },
      ...{ amount_cents: 10_000, addition_cents: 500, due_date: '2026-12-10', ...more },
    };
    const columns = Object.keys(row);
    return [
      `insert into documents (${columns}) values (${columns.map((_, at) => `$${at + 1}`)})`,
      Object.values(row),
    ];
  };
  return [
    [`insert into tenants (id, name, tax_id) values ($1, 'Empresa', '11222333000181')`, [tenant]],
    [
      `insert into accounts (id, tenant_id, name, bank_code, agency, number, digit, environment, api_key_sealed,
         api_key_hint, webhook_endpoint, webhook_token_sealed, webhook_token_digest)
       values ($1, $2, 'Conta', '461', '1', '2', '3', 'sandbox', 'sealed', 'hint', $3, '', '')`,
      [account, tenant, randomUUID()],
    ],
    [
      `insert into payers (id, tenant_id, tax_id, name) values ($1, $2, '24971563792', 'José Ávila')`,
      [payer, tenant],
    ],
    [
      `insert into remittances (id, tenant_id, account_id, total) values ($1, $2, $3, 3)`,
      [remittance, tenant, account],
    ],
    document(waiting, 'NF-1', { remittance_id: remittance }),
    document(registered, 'NF-2', {
      ...{ status: 'registered', charge_id: 'pay_2', remittance_id: remittance },
      synced_terms: JSON.stringify({ amountCents: 10_000, additionCents: 500 }),
    }),
    document(settled, 'NF-3', {
      ...{ status: 'settled', charge_id: 'pay_3', paid_on: '2026-11-20', settled_at: '2026-11-20T12:00:00Z' },
      ...{ remittance_id: remittance, synced_terms: '{}' },
    }),
    ...[waiting, registered, settled].map((id, at): [string, unknown[]] => [
      `insert into remittance_items (remittance_id, tenant_id, position, document_id, handed_at, outcome, outcome_at)
       values ($1, $2, $3, $4, now(), $5::text, case when $5::text is not null then now() end)`,
      [remittance, tenant, at + 1, id, at === 0 ? null : 'registered'],
    ]),
    [
      `insert into registration_attempts (id, tenant_id, document_id, account_id, number, version, charge, sent_at,
         outcome, closed_at, charge_id)
       values ($1, $2, $3, $4, 1, 1, '{}', now(), 'registered', now(), 'pay_2')`,
      [attempt, tenant, registered, account],
    ],
    [
      `insert into charges (tenant_id, account_id, charge_id, document_id, attempt_id) values ($1, $2, 'pay_2', $3, $4)`,
      [tenant, account, registered, attempt],
    ],
    [
      `insert into ledger_entries (id, tenant_id, account_id, document_id, charge_id, cause, gross_cents, fee_cents,
         net_cents, paid_on, source)
       values ($1, $2, $3, $4, 'pay_3', 'received', 10500, 199, 10301, '2026-11-20', 'webhook')`,
      [randomUUID(), tenant, account, settled],
    ],
    [`insert into event_sequences values ($1, 1)`, [tenant]],
    [
      `insert into erp_events (tenant_id, sequence, id, type, data) values ($1, 1, $2, 'document.settled', '{}')`,
      [tenant, randomUUID()],
    ],
    [
      `insert into messages (id, tenant_id, workflow_type, workflow_id, seq, signal, subject)
       values ($1, $2, 'receivableDocument', $3, 1, 'documentSent', '{}')`,
      [randomUUID(), tenant, `document/${tenant}/${waiting}`],
    ],
  ];
}

async function readTables(query: (table: string) => string) {
  const read = new Map<string, Record<string, unknown>[]>();
  for (const table of tables) {
    const { rows } = await superuser.query(`select * from (${query(table)}) rows order by rows::text`);
    read.set(table, rows);
  }
  return read;
}

const one = async (query: string): Promise<unknown> =>
  Object.values((await superuser.query(query)).rows[0])[0];

describe('rows of an earlier schema', () => {
  it.each(tables)('are in %s as they were, with the columns that they had', async (table) => {
    const rows = before.get(table) ?? [];
    expect(rows.length).toBeGreaterThan(0);
    const columns = Object.keys(rows[0] ?? {}).filter((column) => column !== 'synced_terms');
    const now = await superuser.query(`select ${columns} from ${table}`);
    for (const row of rows) {
      const { synced_terms: _, ...kept } = row;
      expect(now.rows).toContainEqual(kept);
    }
  });

  it('got what later code reads of them: the terms that Asaas has, the searched name, the totals', async () => {
    expect(await one(`select synced_terms from documents where number = 'NF-2'`)).toEqual({
      ...{ amountCents: 10_000, additionCents: 500, rebateCents: 0 },
    });
    expect(await one('select search_name from payers')).toBe('jose avila');
    const figures = await superuser.query(
      `select status, sum(count)::int as count, sum(amount_cents)::int as cents from document_figures
       where day_of = 'due' group by status order by status`,
    );
    expect(figures.rows).toEqual(
      ['pending', 'registered', 'settled'].map((status) => ({ status, count: 1, cents: 10_500 })),
    );
    expect(await one('select restored_to from accounts')).toBeNull();
    const sums = `in_cents || ' ' || out_cents || ' ' || unexplained_cents || ' of ' || count`;
    expect(await one(`select ${sums} from statement_days`)).toBe('10500 -199 -199 of 2');
  });

  it.each([
    [
      'a second remittance that waits for a document',
      'one_waiting_item',
      () =>
        `with another as (insert into remittances (id, tenant_id, account_id, total)
         select gen_random_uuid(), tenant_id, account_id, 1 from remittances limit 1 returning id, tenant_id)
       insert into remittance_items (remittance_id, tenant_id, position, document_id, handed_at)
         select id, tenant_id, 1, '${ids.waiting}', now() from another`,
    ],
    [
      'a payment that is booked twice',
      'ledger_entries_account_id_charge_id_cause_key',
      () =>
        `insert into ledger_entries (id, tenant_id, account_id, document_id, charge_id, cause, gross_cents, fee_cents, net_cents, paid_on, source)
       select gen_random_uuid(), tenant_id, account_id, document_id, charge_id, cause, gross_cents, fee_cents, net_cents, paid_on, source
       from ledger_entries limit 1`,
    ],
    [
      'a rebate larger than the document',
      'documents_check',
      () => `update documents set rebate_cents = 10500 where number = 'NF-2'`,
    ],
    [
      'a second live charge',
      'one_live_charge',
      () =>
        `insert into charges (tenant_id, account_id, charge_id, document_id, attempt_id)
       select tenant_id, account_id, 'pay_9', document_id, attempt_id from charges limit 1`,
    ],
  ])('refuse %s', async (_, constraint, statement) => {
    await expect(superuser.query(statement())).rejects.toMatchObject({
      constraint: expect.stringContaining(constraint),
    });
  });
});
