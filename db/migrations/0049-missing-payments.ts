import { type Kysely, sql } from 'kysely';

/** Payments of our books that the statement at Asaas does not have, days after it should. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const ofTheTenant = `tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid`;

const statements = [
  `create table missing_payments (
     account_id uuid not null,
     charge_id text not null,
     tenant_id uuid not null,
     document_id uuid,
     amount_cents bigint not null,
     credited_on date not null,
     found_at timestamptz not null default clock_timestamp(),
     primary key (account_id, charge_id),
     foreign key (tenant_id, account_id) references accounts (tenant_id, id)
   )`,
  'alter table missing_payments enable row level security',
  'alter table missing_payments force row level security',
  `create policy tenant on missing_payments to remessa_app using (${ofTheTenant}) with check (${ofTheTenant})`,
  'grant select, insert, update, delete on missing_payments to remessa_app',
];
