import { randomUUID } from 'node:crypto';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { Pool } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as firstSchema from '../../../db/migrations/0001-first-schema.ts';
import * as accountCare from '../../../db/migrations/0003-account-care.ts';
import { emptyDatabase } from '../../environment/databases.ts';

let db: Kysely<unknown>;

/** The tables as they were before accounts were looked after, owned by somebody whom row-level security binds. */
beforeAll(async () => {
  const connectionString = await emptyDatabase();
  db = new Kysely({ dialect: new PostgresDialect({ pool: new Pool({ connectionString, max: 1 }) }) });
  await firstSchema.up(db);
});

afterAll(() => db.destroy());

it('hands accounts from before over to their care, each once, whoever owns the tables', async () => {
  const [tenantId, accountId] = [randomUUID(), randomUUID()];
  const owner = `owner_${tenantId.slice(0, 8)}`;
  await sql`insert into tenants (id, name, tax_id) values (${tenantId}, 'Empresa', '11222333000181')`.execute(
    db,
  );
  await sql`insert into accounts (id, tenant_id, name, bank_code, agency, number, digit, environment, api_key_sealed,
      api_key_hint, webhook_endpoint, webhook_token_sealed, webhook_token_digest, webhook_status)
    values (${accountId}, ${tenantId}, 'Asaas', '461', '1', '2', '3', 'sandbox', '', '', 'e', '', '', 'interrupted')`.execute(
    db,
  );
  await db.transaction().execute(async (scope) => {
    const run = (statement: string) => sql.raw(statement).execute(scope);
    await run(`create role ${owner} nologin`);
    await run(`grant ${owner} to current_user`);
    await run(`grant all on schema public to ${owner}`);
    for (const table of ['tenants', 'accounts', 'messages', 'customers', 'provider_events']) {
      await run(`alter table ${table} owner to ${owner}`);
    }
    await run(`set local role ${owner}`);
    await accountCare.up(scope);
  });
  const { rows } = await sql`select m.workflow_id, m.seq, m.signal, m.subject, a.message_seq
    from messages m join accounts a on a.tenant_id = m.tenant_id`.execute(db);
  expect(rows).toEqual([
    {
      workflow_id: `account/${tenantId}/${accountId}`,
      seq: 1,
      signal: 'accountAdded',
      subject: { accountId, summary: 'Conta Asaas' },
      message_seq: 1,
    },
  ]);
  const forced = await sql`select count(*)::int as count from pg_class
    where relname in ('accounts', 'messages') and relrowsecurity and relforcerowsecurity`.execute(db);
  expect(forced.rows).toEqual([{ count: 2 }]);
});
