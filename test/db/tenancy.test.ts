import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asApplication, freshDatabase } from '../environment/databases.ts';
import { expectTrouble } from '../environment/quiet.ts';

/** Tables without the column `tenant_id`: whose rows they hold instead, and who sees them. */
const withoutTenant: Record<string, string> = {
  tenants: 'the row is the tenant: bound by its id',
  idempotency_keys: 'bound by its scope, which is the tenant or the vendor',
  sealing_keys: 'proves the sealing keys; only remessa_sealer sees it',
  sessions: 'names a user or a key; only remessa_gate sees it',
  sign_in_links: 'names a user; only remessa_gate and remessa_admin see it',
  request_quotas: 'counts calls by account ids alone; only remessa_quota sees it',
  audit_rounds: 'where the hourly audit stands; only remessa_upkeep sees it',
  audit_judgements: 'when each invariant was last judged; only remessa_upkeep sees it',
  kysely_migration: 'which migrations were done; only the owner sees it',
  kysely_migration_lock: 'held by who migrates; only the owner sees it',
};

/** They lie with the owner of the schema alone, or with a role that sees nothing else. */
const unguarded = ['request_quotas', 'kysely_migration', 'kysely_migration_lock'];

interface Table {
  name: string;
  has_tenant: boolean;
  forced: boolean;
  policies: string[];
}

let superuser: pg.Client;
let application: pg.Client;
let tables: Table[];

beforeAll(async () => {
  expectTrouble({
    part: 'postgres',
    line: /ERROR: {2}permission denied for (table|database|schema|function|sequence)/,
    why: 'A login is refused what belongs to another: that is what these tests ask for.',
  });
  const databaseUrl = await freshDatabase();
  superuser = new pg.Client({ connectionString: databaseUrl });
  application = new pg.Client({ connectionString: asApplication(databaseUrl) });
  await Promise.all([superuser.connect(), application.connect()]);
  tables = (await superuser.query<Table>(catalogue)).rows;
});

afterAll(() => Promise.all([superuser.end(), application.end()]));

const catalogue = `
  select relname as name, relrowsecurity and relforcerowsecurity as forced,
    exists (select from pg_attribute where attrelid = c.oid and attname = 'tenant_id' and not attisdropped) as has_tenant,
    array(select polname::text from pg_policy where polrelid = c.oid order by polname) as policies
  from pg_class c
  where relkind in ('r', 'p') and relnamespace not in (select oid from pg_namespace
    where nspname like 'pg\\_%' or nspname = 'information_schema')
  order by relname`;

describe('every table of the catalogue', () => {
  it('has a tenant, or stands on the short list of those that need none', () => {
    expect(tables.length).toBeGreaterThan(20);
    expect(tables.filter((table) => !table.has_tenant).map(({ name }) => name)).toEqual(
      Object.keys(withoutTenant).sort(),
    );
  });

  it('with a tenant has forced row-level security and a policy', () => {
    const guarded = tables.filter(({ name }) => !unguarded.includes(name));
    const open = guarded.filter(({ forced, policies }) => !forced || policies.length === 0);
    expect(open.map(({ name }) => name)).toEqual([]);
  });

  it('shows the application nothing while no tenant is named', async () => {
    await fillEveryTable();
    for (const { name } of tables) {
      const { rows } = await superuser.query(`select count(*)::int as count from ${name}`);
      const seen = await application
        .query(`select count(*)::int as count from ${name}`)
        .catch(({ code }) => code);
      // Insufficient privilege, or no row of those that are there.
      const visible = typeof seen === 'string' ? seen : seen.rows[0].count;
      expect([name, visible], `${rows[0].count} rows`).toEqual([
        name,
        typeof seen === 'string' ? '42501' : 0,
      ]);
    }
  });
});

describe('every view, function and sequence', () => {
  it('runs with the rights of whom it serves', async () => {
    const { rows: views } = await superuser.query(
      `select relname from pg_class where relkind in ('v', 'm') and relnamespace = 'public'::regnamespace`,
    );
    expect(views).toEqual([]);
    const { rows: definers } = await superuser.query(
      `select proname from pg_proc where prosecdef and pronamespace = 'public'::regnamespace`,
    );
    expect(definers).toEqual([]);
  });
});

/** One row of a tenant in each table, whatever it refers to: checks and foreign keys are off for it. */
async function fillEveryTable(): Promise<void> {
  await superuser.query('set session_replication_role = replica');
  for (const { name } of tables.filter(({ name }) => !name.startsWith('kysely'))) {
    const { rows } = await superuser.query<{ column: string; type: string }>(
      `select attname as column, format_type(atttypid, null) as type from pg_attribute
       where attrelid = $1::regclass and attnum > 0 and attnotnull and not atthasdef and attidentity = ''
         and attgenerated = ''`,
      [name],
    );
    const checks = await superuser.query<{ conname: string }>(
      `select conname from pg_constraint where conrelid = $1::regclass and contype = 'c'`,
      [name],
    );
    for (const { conname } of checks.rows)
      await superuser.query(`alter table ${name} drop constraint "${conname}"`);
    const columns = rows.map(({ column }) => `"${column}"`).join(', ');
    await superuser.query(`insert into ${name} (${columns}) values (${rows.map(sampleOf).join(', ')})`);
  }
}

function sampleOf({ type }: { type: string }): string {
  const values: Record<string, string> = {
    uuid: 'gen_random_uuid()',
    bytea: `'\\x00'`,
    date: 'current_date',
    'timestamp with time zone': 'now()',
    jsonb: `'{}'`,
    boolean: 'true',
    'text[]': `'{}'`,
  };
  return values[type] ?? `'1'`;
}
