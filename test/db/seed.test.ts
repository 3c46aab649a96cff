import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../db/database.ts';
import { findDocumentTotals } from '../../db/documents/document-list.ts';
import { findRemittanceCounts } from '../../db/remittances/remittance-counts.ts';
import { asTenant } from '../../db/tenancy.ts';
import { seedCompany } from '../../dev/seed/company.ts';
import { demandThrowAway, SeedRefused } from '../../dev/seed/throw-away.ts';
import { documentStatuses } from '../../domain/document-status.ts';
import { asApplication, emptyDatabase, freshDatabase } from '../environment/databases.ts';

let url: string;
let client: pg.Client;
let db: Database;
let name: string;

beforeAll(async () => {
  url = await freshDatabase();
  name = new URL(url).pathname.slice(1);
  client = new pg.Client({ connectionString: url });
  await client.connect();
  db = openDatabase(asApplication(url), { maxConnections: 2 });
});

afterAll(async () => {
  await Promise.all([client.end(), db.destroy()]);
});

describe('the seed', () => {
  beforeEach(() => client.query(`comment on database ${name} is null`));

  it('refuses a database that its owner did not mark, and says how to', async () => {
    const refused = demandThrowAway(client);
    await expect(refused).rejects.toThrow(SeedRefused);
    const mark = `comment on database ${name} is 'throw-away'`;
    await expect(refused).rejects.toThrow(mark);
    await client.query(mark);
    await demandThrowAway(client);
  });

  it('refuses a marked database that is of another use', async () => {
    await client.query(`comment on database ${name} is 'not to be thrown away'`);
    await expect(demandThrowAway(client)).rejects.toThrow(SeedRefused);
  });

  it('refuses a database without a schema', async () => {
    const empty = await emptyDatabase();
    const other = new pg.Client({ connectionString: empty });
    await other.connect();
    await other.query(`comment on database ${new URL(empty).pathname.slice(1)} is 'throw-away'`);
    await expect(demandThrowAway(other)).rejects.toThrow(/has no schema/);
    await other.end();
  });

  it('makes a company of its own with documents of every status, whose figures are kept', async () => {
    const { tenantId } = await seedCompany(client, { documents: 5_000, payers: 300 }, () => undefined);
    const counted = await client.query(
      `select status, count(*)::int as count, sum(amount_cents + addition_cents - rebate_cents)::float8 as sum
       from documents where tenant_id = $1 group by status`,
      [tenantId],
    );
    expect(counted.rows.map(({ status }) => status).sort()).toEqual([...documentStatuses].sort());
    await asTenant(db, tenantId, async (scope) => {
      for (const { status, count, sum } of counted.rows)
        expect(await findDocumentTotals(scope, { statuses: [status] })).toEqual({ count, amountCents: sum });
      const remittances = await scope.selectFrom('remittances').select(['id', 'total']).execute();
      const countsOf = await findRemittanceCounts(
        scope,
        remittances.map(({ id }) => id),
      );
      expect(remittances.map(({ id }) => countsOf(id).total)).toEqual(remittances.map(({ total }) => total));
    });
  });

  it('refuses a database with an account of Asaas’ production', async () => {
    await client.query(`comment on database ${name} is 'throw-away'`);
    await client.query(`update accounts set environment = 'production' where name = 'Conta 1'`);
    await expect(demandThrowAway(client)).rejects.toThrow(/production/);
  });
});
