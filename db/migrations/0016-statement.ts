import { type Kysely, sql } from 'kysely';

/**
 * The statements of the accounts at Asaas, line by line, each explained by our books or not. Also when each account was
 * last reconciled.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...tables, ...security]) await sql.raw(statement).execute(db);
}

const tables = [
  `create table statement_lines (
     tenant_id uuid not null,
     account_id uuid not null,
     line_id text not null,
     position bigint generated always as identity,
     on_date date not null,
     kind text not null check (kind in ('payment', 'payment_fee', 'refund', 'chargeback', 'notice_fee', 'transfer',
       'transfer_fee', 'other')),
     provider_type text not null,
     amount_cents bigint not null,
     balance_cents bigint not null,
     charge_id text,
     description text not null,
     explanation text not null default 'unexplained'
       check (explanation in ('booked', 'known_cost', 'own_movement', 'unexplained')),
     booked_cents bigint,
     read_at timestamptz not null default now(),
     primary key (account_id, line_id),
     foreign key (tenant_id, account_id) references accounts (tenant_id, id)
   )`,
  'create index statement_lines_in_order on statement_lines (account_id, position)',
  'create index statement_lines_of_charge on statement_lines (account_id, charge_id) where charge_id is not null',
  `create index statement_lines_unexplained on statement_lines (account_id, position) where explanation = 'unexplained'`,
  `create table reconciliations (
     account_id uuid primary key,
     tenant_id uuid not null,
     message_seq int not null default 0,
     due_at timestamptz not null default now(),
     done_at timestamptz,
     statement_through date,
     foreign key (tenant_id, account_id) references accounts (tenant_id, id)
   )`,
];

const ofTheTenant = `tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid`;

const security = ['statement_lines', 'reconciliations'].flatMap((table) => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
  `create policy tenant on ${table} to remessa_app using (${ofTheTenant}) with check (${ofTheTenant})`,
  `grant select, insert, update on ${table} to remessa_app`,
]);
