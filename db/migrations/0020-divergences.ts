import { type Kysely, sql } from 'kysely';

/**
 * In what documents and their charges at Asaas differ, field by field; when a list of Asaas last showed a charge or a
 * payer; and up to which day an account's charges were swept.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...tables, ...security]) await sql.raw(statement).execute(db);
}

const tables = [
  `create table divergences (
     id uuid primary key,
     tenant_id uuid not null,
     account_id uuid not null,
     document_id uuid not null,
     charge_id text not null,
     field text not null check (field in ('amountCents', 'dueDate', 'discount', 'fine', 'interest', 'description',
       'payer', 'status', 'surplusCharge')),
     ours jsonb,
     theirs jsonb,
     found_at timestamptz not null default clock_timestamp(),
     taken text check (taken in ('ours', 'asaas')),
     taken_at timestamptz,
     taken_by text,
     closed_at timestamptz,
     outcome text check (outcome in ('ours', 'asaas', 'mended', 'vanished')),
     check (num_nonnulls(taken, taken_at, taken_by) in (0, 3)),
     check ((closed_at is null) = (outcome is null)),
     check (outcome not in ('ours', 'asaas') or outcome = taken),
     foreign key (tenant_id, account_id) references accounts (tenant_id, id),
     foreign key (tenant_id, document_id) references documents (tenant_id, id)
   )`,
  'create unique index one_open_divergence on divergences (document_id, field, charge_id) where closed_at is null',
  'create index divergences_of_document on divergences (document_id, field)',
  'create index divergences_open on divergences (tenant_id, id) where closed_at is null',
  'create index divergences_in_order on divergences (tenant_id, id)',
  'alter table charges add column listed_at timestamptz',
  'alter table customers add column listed_at timestamptz',
  'alter table reconciliations add column swept_through date, add column asked_at timestamptz',
];

const ofTheTenant = `tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid`;

const security = [
  'alter table divergences enable row level security',
  'alter table divergences force row level security',
  `create policy tenant on divergences to remessa_app using (${ofTheTenant}) with check (${ofTheTenant})`,
  'grant select, insert, update on divergences to remessa_app',
];
