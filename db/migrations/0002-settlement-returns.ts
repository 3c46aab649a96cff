import { type Kysely, sql } from 'kysely';

/**
 * Settlement returns: what an account received in a period, matched with our documents, and the outcome of each
 * processed row. Unidentified receipts get the dates of their assignment and of their booking.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...returns, ...receipts, ...security]) await sql.raw(statement).execute(db);
}

const returns = [
  `create table settlement_returns (
     id uuid primary key,
     tenant_id uuid not null,
     account_id uuid not null,
     paid_from date not null,
     paid_to date not null,
     status text not null default 'loading' check (status in ('loading', 'ready', 'processing', 'done')),
     message_seq int not null default 0,
     created_at timestamptz not null default now(),
     loaded_at timestamptz,
     done_at timestamptz,
     unique (tenant_id, id),
     foreign key (tenant_id, account_id) references accounts (tenant_id, id),
     check (paid_to >= paid_from),
     check ((status = 'loading') = (loaded_at is null)),
     check ((status = 'done') = (done_at is not null))
   )`,
  // The pages of a list at Asaas may shift, so one payment can come twice. The key keeps one row.
  `create table settlement_return_items (
     return_id uuid not null,
     tenant_id uuid not null,
     account_id uuid not null,
     charge_id text not null,
     kind text not null check (kind in ('matched', 'already_settled', 'unidentified')),
     document_id uuid,
     reference uuid,
     method text not null check (method in ('boleto', 'pix', 'cash', 'other')),
     gross_cents bigint not null check (gross_cents > 0),
     fee_cents bigint not null,
     net_cents bigint not null,
     discount_cents bigint not null default 0,
     interest_and_fine_cents bigint not null default 0,
     paid_on date not null,
     received_on date not null,
     credited_on date,
     chosen_at timestamptz,
     handed_at timestamptz,
     outcome text check (outcome in ('settled', 'already_settled', 'kept', 'failed')),
     reason text,
     primary key (return_id, charge_id),
     foreign key (tenant_id, return_id) references settlement_returns (tenant_id, id),
     foreign key (tenant_id, account_id) references accounts (tenant_id, id),
     foreign key (tenant_id, document_id) references documents (tenant_id, id),
     check ((kind = 'unidentified') = (document_id is null)),
     check (net_cents = gross_cents - fee_cents),
     check (handed_at is null or chosen_at is not null),
     check (outcome is null or handed_at is not null),
     check ((outcome is not distinct from 'failed') = (reason is not null))
   )`,
  'create index settlement_returns_by_account on settlement_returns (tenant_id, account_id, id)',
  'create index return_items_in_order on settlement_return_items (return_id, received_on, charge_id)',
  `create index return_items_open on settlement_return_items (account_id, charge_id)
     where chosen_at is not null and outcome is null`,
];

const receipts = [
  'alter table unidentified_receipts add column assigned_at timestamptz, add column booked_at timestamptz',
  `alter table unidentified_receipts
     add check ((assigned_document_id is null) = (assigned_at is null)),
     add check (booked_at is null or assigned_at is not null)`,
  // For the suggestion of a receipt: the open documents of an account with a given value.
  `create index documents_open_by_value on documents (tenant_id, account_id, (amount_cents + addition_cents))
     where status in ('registered', 'overdue')`,
];

const ofTheTenant = `tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid`;

const security = ['settlement_returns', 'settlement_return_items'].flatMap((table) => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
  `create policy tenant on ${table} to remessa_app using (${ofTheTenant}) with check (${ofTheTenant})`,
  `grant select, insert, update on ${table} to remessa_app`,
]);
