import { type Kysely, sql } from 'kysely';

/**
 * How far the notices of each account have reached its payers, and what they cost. Whether an account notifies is in its
 * settings.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const ofTheTenant = `tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid`;

const statements = [
  `create table account_notices (
     account_id uuid primary key,
     tenant_id uuid not null,
     message_seq int not null default 0,
     changed_at timestamptz,
     applied_at timestamptz,
     fee_cents int check (fee_cents >= 0),
     fee_read_at timestamptz,
     check (applied_at is null or changed_at is null or applied_at >= changed_at),
     check (fee_cents is null or fee_read_at is not null),
     foreign key (tenant_id, account_id) references accounts (tenant_id, id)
   )`,
  'alter table account_notices enable row level security',
  'alter table account_notices force row level security',
  `create policy tenant on account_notices to remessa_app using (${ofTheTenant}) with check (${ofTheTenant})`,
  'grant select, insert, update on account_notices to remessa_app',
];
