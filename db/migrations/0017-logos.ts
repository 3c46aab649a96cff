import { type Kysely, sql } from 'kysely';

/** The logo of a company, printed on its boletos. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const ofTheTenant = `tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid`;

const statements = [
  'create table logos (tenant_id uuid primary key references tenants, image bytea not null)',
  'alter table logos enable row level security',
  'alter table logos force row level security',
  `create policy tenant on logos to remessa_app using (${ofTheTenant}) with check (${ofTheTenant})`,
  'grant select, insert, update, delete on logos to remessa_app',
];
