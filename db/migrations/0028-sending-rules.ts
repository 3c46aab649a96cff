import { type Kysely, sql } from 'kysely';

/**
 * Documents that are sent by rule: each payer's default account, the rules themselves, and which rule made a
 * remittance.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...tables, ...security]) await sql.raw(statement).execute(db);
}

const tables = [
  `alter table payers
     add column default_account_id uuid,
     add foreign key (tenant_id, default_account_id) references accounts (tenant_id, id)`,
  `create index payers_by_default_account on payers (tenant_id, default_account_id, id)
     where default_account_id is not null`,
  `create table sending_rules (
     id uuid primary key,
     tenant_id uuid not null references tenants,
     name text not null check (name <> ''),
     enabled boolean not null default false,
     priority int not null check (priority between 1 and 1000),
     account_id uuid,
     payer_id uuid,
     due_within_days int check (due_within_days between 0 and 3660),
     amount_from_cents bigint check (amount_from_cents > 0),
     amount_to_cents bigint check (amount_to_cents > 0),
     version int not null default 1 check (version > 0),
     created_at timestamptz not null default now(),
     updated_at timestamptz not null default now(),
     removed_at timestamptz,
     unique (tenant_id, id),
     check (amount_from_cents <= amount_to_cents),
     check (removed_at is null or not enabled),
     foreign key (tenant_id, account_id) references accounts (tenant_id, id),
     foreign key (tenant_id, payer_id) references payers (tenant_id, id)
   )`,
  `alter table remittances
     add column sending_rule_id uuid,
     add foreign key (tenant_id, sending_rule_id) references sending_rules (tenant_id, id)`,
  'create index remittances_by_rule on remittances (tenant_id, sending_rule_id, id) where sending_rule_id is not null',
  // Two remittances never wait for the same document, whoever sends: a person, a key, a rule.
  'drop index items_waiting',
  'create unique index one_waiting_item on remittance_items (document_id) where outcome is null',
  // Only what was never sent: a small part of all documents.
  `create index documents_never_sent on documents (tenant_id, due_date, id)
     where status = 'pending' and remittance_id is null and cancel_requested_at is null`,
];

const ofTheTenant = `tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid`;

const security = [
  'alter table sending_rules enable row level security',
  'alter table sending_rules force row level security',
  `create policy tenant on sending_rules to remessa_app using (${ofTheTenant}) with check (${ofTheTenant})`,
  'grant select, insert, update on sending_rules to remessa_app',
];
