import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openQuotaBucket } from '../../db/accounts/request-quota.ts';
import { openDatabase } from '../../db/database.ts';
import { migrate } from '../../db/migrate.ts';
import { asRelay, asTenant, asVendor } from '../../db/tenancy.ts';
import { isDatabaseUnavailable } from '../../db/unavailable.ts';
import { until } from '../environment/conditions.ts';
import { asApplication, emptyDatabase, freshDatabase } from '../environment/databases.ts';
import { expectTrouble } from '../environment/quiet.ts';

let superuserUrl: string;
let superuser: pg.Pool;

beforeAll(async () => {
  expectTrouble({
    part: 'postgres',
    line: /ERROR: {2}permission denied for (table|database|schema|function|sequence)/,
    why: 'A login is refused what belongs to another: that is what these tests ask for.',
  });
  superuserUrl = await freshDatabase();
  superuser = new pg.Pool({ connectionString: superuserUrl, max: 2 });
});

afterAll(() => superuser.end());

/** What the application gets when it asks for documents at this address. */
async function readDocuments(url: string) {
  const db = openDatabase(url, { maxConnections: 1 });
  try {
    return await db.selectFrom('documents').selectAll().execute();
  } finally {
    await db.destroy();
  }
}

/** A login with these attributes; the role disappears with the cluster. */
async function loginWith(attributes: string): Promise<string> {
  const name = `login_${randomUUID().slice(0, 8)}`;
  await superuser.query(`create role ${name} login password 'x' ${attributes}`);
  const url = new URL(superuserUrl);
  url.username = name;
  url.password = 'x';
  return url.href;
}

describe('a connection of the application', () => {
  it('is the application by its login, not by an option of the connection', async () => {
    expect(await readDocuments(asApplication(superuserUrl))).toEqual([]);
    await expect(readDocuments(superuserUrl)).rejects.toThrow(/the login is postgres.*superuser/);
    // What the product did before: a superuser who takes the role at the start of the connection.
    const lent = `${superuserUrl}?options=${encodeURIComponent('-c role=remessa_app')}`;
    await expect(readDocuments(lent)).rejects.toThrow('the login is postgres');
  });

  it('keeps its role and its limits whatever options its address brings', async () => {
    const options = encodeURIComponent('-c statement_timeout=0');
    const db = openDatabase(`${asApplication(superuserUrl)}?options=${options}`, { maxConnections: 1 });
    const { rows } =
      await sql`select current_user, session_user, current_setting('statement_timeout') as limit,
      current_setting('idle_in_transaction_session_timeout') as idle`.execute(db);
    await db.destroy();
    expect(rows).toEqual([
      { current_user: 'remessa_app', session_user: 'remessa_app', limit: '30s', idle: '1min' },
    ]);
  });

  it.each(['remessa_relay', 'remessa_gate', 'remessa_admin'])(
    'is refused when its address puts the role %s in force',
    async (role) => {
      const options = encodeURIComponent(`-c role=${role}`);
      await expect(readDocuments(`${asApplication(superuserUrl)}?options=${options}`)).rejects.toThrow(
        `the role in force is ${role}`,
      );
    },
  );

  it.each([
    ['bypassrls', /the login is login_\w+, and it has BYPASSRLS/],
    ['superuser', /it is a superuser/],
    ['in role remessa_app', /it inherits from remessa_app/],
  ])('is refused to a login that is %s', async (attributes, reason) => {
    await expect(readDocuments(await loginWith(attributes))).rejects.toThrow(reason);
  });

  it('is refused where the application owns a table', async () => {
    const own = await freshDatabase();
    const owner = new pg.Client({ connectionString: own });
    await owner.connect();
    await owner.query('alter table documents owner to remessa_app');
    await expect(readDocuments(asApplication(own))).rejects.toThrow('it owns the table documents');
    await owner.end();
  });

  it('proves itself again each time the pool opens one', async () => {
    expectTrouble({
      part: 'postgres',
      line: /FATAL: {2}terminating connection due to administrator command/,
      why: 'The test ends the connection, so that the pool opens another one.',
    });
    const own = await freshDatabase();
    const owner = new pg.Pool({ connectionString: own, max: 1 });
    const db = openDatabase(asApplication(own), { maxConnections: 1 });
    const read = () => db.selectFrom('documents').selectAll().execute();
    expect(await read()).toEqual([]);
    await owner.query('alter table payers owner to remessa_app');
    await owner.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'remessa_app'`,
    );
    const refusal = await until('a connection to be opened anew', () =>
      read().then(
        () => null,
        (error: Error) => (isDatabaseUnavailable(error) ? null : error.message),
      ),
    );
    expect(refusal).toContain('it owns the table payers');
    await Promise.all([db.destroy(), owner.end()]);
  });

  it('counts calls in the narrower role, which it takes after its proof', async () => {
    const bucket = openQuotaBucket(asApplication(superuserUrl), { requests: 10, windowMs: 60_000 });
    expect(await bucket.take(randomUUID(), 'settle', 'GET /payments')).toBe(0);
    await bucket.close();
    const wrong = openQuotaBucket(superuserUrl, { requests: 10, windowMs: 60_000 });
    await expect(wrong.take(randomUUID(), 'settle', 'GET /payments')).rejects.toThrow(
      'the login is postgres',
    );
    await wrong.close();
  });
});

describe('the roles that a transaction takes', () => {
  it('see what is theirs, and leave nothing of it to the next transaction', async () => {
    const db = openDatabase(asApplication(superuserUrl), { maxConnections: 1 });
    const id = randomUUID();
    await asVendor(db, (scope) =>
      scope
        .insertInto('tenants')
        .values({ id, name: 'Empresa', tax_id: '11222333000181', features: [] })
        .execute(),
    );
    expect(await db.selectFrom('tenants').selectAll().execute()).toEqual([]);
    await expect(asRelay(db, (scope) => scope.selectFrom('tenants').selectAll().execute())).rejects.toThrow(
      /permission denied/,
    );
    expect(await asTenant(db, id, (scope) => scope.selectFrom('tenants').select('id').execute())).toEqual([
      { id },
    ]);
    await db.destroy();
  });
});

describe('migrate', () => {
  it('gives the application its password, and changes nothing where it can log in', async () => {
    const migration = await emptyDatabase();
    const application = asApplication(migration);
    expect((await migrate({ migration, application })).length).toBeGreaterThan(5);
    expect(await migrate({ migration, application })).toEqual([]);
    expect(await readDocuments(application)).toEqual([]);
  });

  it('is done by a login that is no superuser but owns the database and administers the roles', async () => {
    const owner = `owner_${randomUUID().slice(0, 8)}`;
    await superuser.query(`create role ${owner} login password 'x' createrole`);
    // As if it had made them itself, which another database of this cluster did before.
    const roles =
      'remessa_app, remessa_relay, remessa_gate, remessa_admin, remessa_quota, remessa_sealer, remessa_search, remessa_upkeep, remessa_eraser';
    await superuser.query(`grant ${roles} to ${owner} with admin option`);
    const url = new URL(await emptyDatabase());
    await superuser.query(`alter database ${url.pathname.slice(1)} owner to ${owner}`);
    const application = asApplication(url.href);
    [url.username, url.password] = [owner, 'x'];
    await migrate({ migration: url.href, application });
    expect(await readDocuments(application)).toEqual([]);
  });

  it('refuses to let anybody in but the role that is bound', async () => {
    const migration = await emptyDatabase();
    await expect(migrate({ migration, application: migration })).rejects.toThrow(
      'DATABASE_URL must log in as remessa_app, not as postgres',
    );
  });
});
