import { type Kysely, sql } from 'kysely';

/** When paid documents are credited, what Asaas took for the last receipts of an account, and which workers live. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...credits, ...beats]) await sql.raw(statement).execute(db);
}

const credits = [
  'alter table documents add column credit_expected_on date',
  // Nobody kept it of payments from before. The day after the payment is the earliest that a slip is credited.
  'alter table documents no force row level security',
  `update documents set credit_expected_on = paid_on + 1 where status = 'paid'`,
  'alter table documents force row level security',
  'alter table documents add check (credit_expected_on is null or paid_on is not null)',
  `create index documents_by_credit on documents (tenant_id, credit_expected_on, account_id)
     include (amount_cents, addition_cents, rebate_cents) where status = 'paid'`,
  `create index ledger_fees on ledger_entries (tenant_id, account_id, id) include (fee_cents) where cause = 'payment'`,
];

const beats = [
  `create table worker_beats (
     worker_id uuid primary key,
     started_at timestamptz not null,
     beat_at timestamptz not null,
     is_polling boolean not null,
     relayed_at timestamptz,
     check (beat_at >= started_at)
   )`,
  'alter table worker_beats enable row level security',
  'alter table worker_beats force row level security',
  'create policy upkeep on worker_beats to remessa_upkeep using (true) with check (true)',
  // They are of no company, and every company may know whether somebody works for it.
  `create policy reading on worker_beats for select to remessa_app
     using (nullif(current_setting('app.tenant_id', true), '') is not null)`,
  'grant select, insert, update, delete on worker_beats to remessa_upkeep',
  'grant select on worker_beats to remessa_app',
];
