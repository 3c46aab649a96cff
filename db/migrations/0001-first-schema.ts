import { type Kysely, sql } from 'kysely';

/**
 * The first schema has three ideas.
 *
 * Every row of a tenant has `tenant_id`. Forced row-level security shows a role only the rows of the tenant that the
 * transaction named (`app.tenant_id`). Composite foreign keys refuse a row that points to another tenant.
 *
 * A status needs its proof: CHECK constraints refuse, for example, a registered document without a charge.
 *
 * What must happen once has a unique key: live charge, open attempt, ledger entry, provider event, message.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const part of [
    roles,
    tenancy,
    accounts,
    documents,
    registration,
    money,
    journal,
    remittances,
    messages,
    security,
  ]) {
    for (const statement of part) await sql.raw(statement).execute(db);
  }
}

/** Roles belong to the cluster, and several databases can share one cluster. So a role may already exist. */
const roles = ['remessa_app', 'remessa_relay', 'remessa_gate', 'remessa_admin'].flatMap((role) => [
  `do $$ begin
     create role ${role} nologin;
   exception when duplicate_object or unique_violation then null;
   end $$`,
  `grant ${role} to current_user`,
]);

const tenancy = [
  `create table tenants (
     id uuid primary key,
     name text not null check (name <> ''),
     tax_id text not null,
     features text[] not null default '{}' check (features <@ array['boleto', 'online_banking']),
     created_at timestamptz not null default now()
   )`,
  `create table api_keys (
     id uuid primary key,
     tenant_id uuid not null references tenants,
     name text not null check (name <> ''),
     role text not null check (role in ('erp', 'operator', 'viewer')),
     digest bytea not null unique,
     hint text not null,
     created_at timestamptz not null default now(),
     last_used_at timestamptz,
     revoked_at timestamptz
   )`,
  `create table idempotency_keys (
     scope uuid not null,
     key text not null,
     request_digest bytea not null,
     status int not null,
     body jsonb not null,
     created_at timestamptz not null default now(),
     primary key (scope, key)
   )`,
];

const accounts = [
  `create table accounts (
     id uuid primary key,
     tenant_id uuid not null references tenants,
     name text not null check (name <> ''),
     bank_code text not null,
     agency text not null,
     number text not null,
     digit text not null,
     environment text not null check (environment in ('sandbox', 'production')),
     api_key_sealed text not null,
     api_key_hint text not null,
     key_status text not null default 'accepted' check (key_status in ('accepted', 'refused')),
     key_refused_at timestamptz,
     asaas_account jsonb not null default '{}',
     webhook_endpoint text not null unique,
     webhook_token_sealed text not null,
     webhook_token_digest bytea not null,
     webhook_id text,
     webhook_status text not null default 'manual' check (webhook_status in ('active', 'manual', 'interrupted')),
     settings jsonb not null default '{}',
     disabled_at timestamptz,
     created_at timestamptz not null default now(),
     unique (tenant_id, id),
     check ((key_status = 'refused') = (key_refused_at is not null))
   )`,
  `create table payers (
     id uuid primary key,
     tenant_id uuid not null references tenants,
     tax_id text not null check (tax_id ~ '^([0-9]{11}|[0-9A-Z]{12}[0-9]{2})$'),
     name text not null check (name <> ''),
     email text,
     phone text,
     address jsonb,
     version int not null default 1,
     created_at timestamptz not null default now(),
     unique (tenant_id, tax_id),
     unique (tenant_id, id)
   )`,
  // At most one Asaas customer per payer and account. The claim keeps two registrations from creating it at the same
  // time.
  `create table customers (
     tenant_id uuid not null,
     account_id uuid not null,
     payer_id uuid not null,
     customer_id text,
     synced_version int not null default 0,
     claimed_until timestamptz,
     create_sent_at timestamptz,
     primary key (account_id, payer_id),
     unique (account_id, customer_id),
     foreign key (tenant_id, account_id) references accounts (tenant_id, id),
     foreign key (tenant_id, payer_id) references payers (tenant_id, id)
   )`,
];

const documents = [
  `create table documents (
     id uuid primary key,
     tenant_id uuid not null references tenants,
     erp_id text not null check (erp_id <> ''),
     number text not null check (number <> ''),
     payer_id uuid not null,
     account_id uuid,
     remittance_id uuid,
     status text not null default 'pending' check (status in ('pending', 'registering', 'uncertain', 'rejected',
       'registered', 'overdue', 'paid', 'settled', 'cancelled', 'refunded')),
     flags jsonb not null default '{}',
     version int not null default 1 check (version > 0),
     synced_version int not null default 0,
     refused_version int not null default 0,
     message_seq int not null default 0,
     amount_cents bigint not null check (amount_cents > 0),
     addition_cents bigint not null default 0 check (addition_cents >= 0),
     discount jsonb,
     fine jsonb,
     interest jsonb,
     description text,
     due_date date not null,
     billing_type text not null default 'BOLETO' check (billing_type in ('BOLETO', 'PIX', 'UNDEFINED')),
     charge_id text,
     synced_terms jsonb,
     bank_slip_url text,
     invoice_url text,
     our_number text,
     slip jsonb,
     cancel_requested_at timestamptz,
     cancel_reason text,
     last_error jsonb,
     created_at timestamptz not null default now(),
     updated_at timestamptz not null default now(),
     registered_at timestamptz,
     paid_on date,
     settled_at timestamptz,
     cancelled_at timestamptz,
     refunded_at timestamptz,
     unique (tenant_id, id),
     unique (tenant_id, erp_id),
     foreign key (tenant_id, payer_id) references payers (tenant_id, id),
     foreign key (tenant_id, account_id) references accounts (tenant_id, id),
     check (synced_version <= version and refused_version <= version),
     check (status in ('pending', 'cancelled') or account_id is not null),
     check (status not in ('registered', 'overdue', 'paid') or (charge_id is not null and synced_terms is not null)),
     check (status <> 'rejected' or last_error is not null),
     check (status <> 'settled' or (settled_at is not null and paid_on is not null)),
     check (status <> 'cancelled' or cancelled_at is not null),
     check (status <> 'refunded' or refunded_at is not null)
   )`,
  'create index documents_by_status on documents (tenant_id, status, due_date, id)',
  'create index documents_by_due_date on documents (tenant_id, due_date, id)',
  'create index documents_by_number on documents (tenant_id, number)',
  'create index documents_by_payer on documents (tenant_id, payer_id)',
  'create index documents_by_remittance on documents (tenant_id, remittance_id) where remittance_id is not null',
  'create index documents_by_our_number on documents (tenant_id, our_number) where our_number is not null',
];

const registration = [
  // One row per charge that we request. Its id is the externalReference at Asaas. It is committed before anything is
  // sent.
  `create table registration_attempts (
     id uuid primary key,
     tenant_id uuid not null,
     document_id uuid not null,
     account_id uuid not null,
     number int not null check (number > 0),
     version int not null,
     charge jsonb not null,
     opened_at timestamptz not null default now(),
     sent_at timestamptz,
     outcome text check (outcome in ('registered', 'refused', 'absent')),
     closed_at timestamptz,
     look_at timestamptz,
     looks int not null default 0,
     seen_charge_id text,
     charge_id text,
     error jsonb,
     unique (document_id, number),
     foreign key (tenant_id, document_id) references documents (tenant_id, id),
     foreign key (tenant_id, account_id) references accounts (tenant_id, id),
     check ((outcome is null) = (closed_at is null)),
     check (look_at is null or sent_at is not null),
     check (outcome is distinct from 'registered' or charge_id is not null),
     check (outcome is distinct from 'refused' or error is not null)
   )`,
  'create unique index one_open_attempt on registration_attempts (document_id) where outcome is null',
  `create table charges (
     tenant_id uuid not null,
     account_id uuid not null,
     charge_id text not null,
     document_id uuid not null,
     attempt_id uuid not null references registration_attempts,
     live boolean not null default true,
     created_at timestamptz not null default now(),
     primary key (account_id, charge_id),
     foreign key (tenant_id, document_id) references documents (tenant_id, id)
   )`,
  'create unique index one_live_charge on charges (document_id) where live',
];

const money = [
  // Entries are added and never changed. An undone receipt or a refund is a new entry with negative amounts.
  `create table ledger_entries (
     id uuid primary key,
     tenant_id uuid not null references tenants,
     account_id uuid not null,
     document_id uuid,
     charge_id text not null,
     cause text not null,
     gross_cents bigint not null check (gross_cents <> 0),
     fee_cents bigint not null,
     net_cents bigint not null,
     discount_cents bigint not null default 0,
     interest_and_fine_cents bigint not null default 0,
     difference_cents bigint not null default 0,
     paid_on date not null,
     credited_on date,
     source text not null check (source in ('webhook', 'settlement_return', 'person', 'reconciliation')),
     created_at timestamptz not null default now(),
     unique (account_id, charge_id, cause),
     foreign key (tenant_id, account_id) references accounts (tenant_id, id),
     foreign key (tenant_id, document_id) references documents (tenant_id, id),
     check (net_cents = gross_cents - fee_cents)
   )`,
  'create index ledger_by_document on ledger_entries (tenant_id, document_id)',
  `create table unidentified_receipts (
     id uuid primary key,
     tenant_id uuid not null,
     account_id uuid not null,
     charge_id text not null,
     gross_cents bigint not null,
     net_cents bigint not null,
     paid_on date not null,
     description text,
     assigned_document_id uuid,
     created_at timestamptz not null default now(),
     unique (account_id, charge_id),
     foreign key (tenant_id, account_id) references accounts (tenant_id, id),
     foreign key (tenant_id, assigned_document_id) references documents (tenant_id, id)
   )`,
];

const journal = [
  `create table timeline (
     id bigint generated always as identity primary key,
     tenant_id uuid not null,
     document_id uuid not null,
     at timestamptz not null default now(),
     what text not null,
     actor text not null,
     details jsonb not null default '{}',
     foreign key (tenant_id, document_id) references documents (tenant_id, id)
   )`,
  'create index timeline_by_document on timeline (tenant_id, document_id, id)',
  `create table event_sequences (
     tenant_id uuid primary key references tenants,
     last_sequence bigint not null default 0
   )`,
  `create table erp_events (
     tenant_id uuid not null references tenants,
     sequence bigint not null,
     id uuid not null unique,
     type text not null,
     occurred_at timestamptz not null default now(),
     data jsonb not null,
     primary key (tenant_id, sequence)
   )`,
  // What Asaas sent, byte for byte, also when it cannot be read.
  `create table provider_events (
     id uuid primary key,
     tenant_id uuid not null,
     account_id uuid not null,
     event_id text not null,
     name text,
     charge_id text,
     body bytea not null,
     fate text not null check (fate in ('forwarded', 'noted', 'unreadable')),
     received_at timestamptz not null default now(),
     unique (account_id, event_id),
     foreign key (tenant_id, account_id) references accounts (tenant_id, id)
   )`,
  `create function tell_of_erp_event() returns trigger language plpgsql as $$
   begin perform pg_notify('erp_events', new.tenant_id::text); return null; end $$`,
  'create trigger erp_event_told after insert on erp_events for each row execute function tell_of_erp_event()',
];

const remittances = [
  `create table remittances (
     id uuid primary key,
     tenant_id uuid not null,
     account_id uuid not null,
     status text not null default 'sending' check (status in ('sending', 'waiting', 'completed')),
     total int not null check (total >= 0),
     message_seq int not null default 0,
     created_at timestamptz not null default now(),
     completed_at timestamptz,
     unique (tenant_id, id),
     foreign key (tenant_id, account_id) references accounts (tenant_id, id),
     check ((status = 'completed') = (completed_at is not null))
   )`,
  `create table remittance_items (
     remittance_id uuid not null,
     tenant_id uuid not null,
     position int not null,
     document_id uuid not null,
     handed_at timestamptz,
     outcome text check (outcome in ('registered', 'rejected', 'uncertain', 'cancelled')),
     error jsonb,
     primary key (remittance_id, document_id),
     unique (remittance_id, position),
     foreign key (tenant_id, remittance_id) references remittances (tenant_id, id),
     foreign key (tenant_id, document_id) references documents (tenant_id, id)
   )`,
  `alter table documents add foreign key (tenant_id, remittance_id) references remittances (tenant_id, id)`,
];

const messages = [
  // The messages for Temporal. The relay reads ids and small facts here, and no other table.
  `create table messages (
     id uuid primary key,
     tenant_id uuid not null references tenants,
     workflow_type text not null,
     workflow_id text not null,
     seq int not null,
     signal text not null,
     facts jsonb not null default '{}',
     subject jsonb not null,
     created_at timestamptz not null default now(),
     delivered_at timestamptz,
     unique (workflow_id, seq)
   )`,
  'create index messages_waiting on messages (workflow_id, seq) where delivered_at is null',
  `create function tell_of_messages() returns trigger language plpgsql as $$
   begin perform pg_notify('messages', ''); return null; end $$`,
  'create trigger messages_told after insert on messages for each statement execute function tell_of_messages()',
];

const tenantTables = [
  'accounts',
  'payers',
  'customers',
  'documents',
  'registration_attempts',
  'charges',
  'ledger_entries',
  'unidentified_receipts',
  'timeline',
  'event_sequences',
  'erp_events',
  'provider_events',
  'remittances',
  'remittance_items',
  'messages',
];

const currentTenant = `nullif(current_setting('app.tenant_id', true), '')::uuid`;
const ofTheTenant = `tenant_id = ${currentTenant}`;

const guarded = ['tenants', 'api_keys', 'idempotency_keys', ...tenantTables];

/** The scope of the vendor's own idempotency keys, because the vendor belongs to no tenant. */
const vendorScope = '00000000-0000-0000-0000-000000000000';

const security = [
  ...guarded.flatMap((table) => [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
  ]),
  ...tenantTables.flatMap((table) => [
    `create policy tenant on ${table} to remessa_app using (${ofTheTenant}) with check (${ofTheTenant})`,
    `grant select, insert, update on ${table} to remessa_app`,
  ]),
  // History stays: the application can add rows to these tables and never change them.
  'revoke update on ledger_entries, timeline, erp_events from remessa_app',
  `create policy tenant on tenants for select to remessa_app using (id = ${currentTenant})`,
  'grant select on tenants to remessa_app',
  `create policy tenant on idempotency_keys to remessa_app using (scope = ${currentTenant}) with check (scope = ${currentTenant})`,
  `create policy admin on idempotency_keys to remessa_admin using (scope = '${vendorScope}') with check (scope = '${vendorScope}')`,
  'grant select, insert on idempotency_keys to remessa_app, remessa_admin',
  // The vendor sees companies, licences and keys, and none of a company's data.
  'create policy admin on tenants to remessa_admin using (true) with check (true)',
  'grant select, insert, update on tenants to remessa_admin',
  'create policy admin on api_keys to remessa_admin using (true) with check (true)',
  'grant select, insert, update on api_keys to remessa_admin',
  'create policy admin on event_sequences to remessa_admin using (true) with check (true)',
  'grant select, insert on event_sequences to remessa_admin',
  // The gate finds the tenant of a key or of a webhook address, before a tenant is known.
  'create policy gate on api_keys for select to remessa_gate using (true)',
  'grant select on api_keys to remessa_gate',
  'create policy gate on accounts for select to remessa_gate using (true)',
  'grant select (id, tenant_id, webhook_endpoint, webhook_token_digest) on accounts to remessa_gate',
  // The relay carries the messages of every tenant.
  'create policy relay on messages to remessa_relay using (true) with check (true)',
  'grant select, update (delivered_at) on messages to remessa_relay',
];
