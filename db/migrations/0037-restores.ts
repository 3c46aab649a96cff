import { type Kysely, sql } from 'kysely';

/**
 * After this database was restored from a backup: until an account's charges were read at Asaas it creates none, and
 * charges that the restored rows do not know wait here until their document is sent again.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const ofTheTenant = `tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid`;

const statements = [
  `alter table accounts
     add column restored_to timestamptz,
     add column restore_read_at timestamptz,
     add check (restore_read_at is null or restored_to is not null)`,
  'create index accounts_unread on accounts (tenant_id) where restored_to is not null and restore_read_at is null',
  `create table forgotten_charges (
     account_id uuid not null,
     charge_id text not null check (charge_id <> ''),
     tenant_id uuid not null,
     reference uuid not null,
     value_cents bigint not null check (value_cents >= 0),
     due_date date not null,
     description text,
     found_at timestamptz not null default now(),
     document_id uuid,
     adopted_at timestamptz,
     primary key (account_id, charge_id),
     foreign key (tenant_id, account_id) references accounts (tenant_id, id),
     foreign key (tenant_id, document_id) references documents (tenant_id, id),
     check ((document_id is null) = (adopted_at is null))
   )`,
  'create index forgotten_charges_open on forgotten_charges (tenant_id, reference) where document_id is null',
  'alter table forgotten_charges enable row level security',
  'alter table forgotten_charges force row level security',
  `create policy tenant on forgotten_charges to remessa_app using (${ofTheTenant}) with check (${ofTheTenant})`,
  'grant select, insert, update on forgotten_charges to remessa_app',
];
