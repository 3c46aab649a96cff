import { type Kysely, sql } from 'kysely';

/**
 * A workflow looks after each account. The account's row has the health of its webhook and numbers the messages to that
 * workflow; existing accounts get their first message. A customer's row has what Asaas was told about notices.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...health, ...customers, ...handOver]) await sql.raw(statement).execute(db);
}

const health = [
  'alter table accounts drop constraint accounts_webhook_status_check',
  `alter table accounts
     add column message_seq int not null default 0,
     add column webhook_cause text,
     add column webhook_since timestamptz not null default now(),
     add column webhook_checked_at timestamptz,
     add column webhook_well_at timestamptz,
     add column webhook_told_at timestamptz,
     add column webhook_resumes int not null default 0 check (webhook_resumes >= 0),
     add column webhook_resumed_at timestamptz,
     add column events_lost_from date,
     add column events_lost_until date,
     add constraint accounts_webhook_status_check check (webhook_status in ('active', 'penalized', 'interrupted',
       'disabled', 'altered', 'missing', 'manual', 'unknown')),
     add check (webhook_resumes = 0 or webhook_resumed_at is not null),
     add check ((events_lost_from is null) = (events_lost_until is null)),
     add check (events_lost_from <= events_lost_until)`,
  // Each check of a webhook that does not deliver asks when the last event came.
  'create index provider_events_by_arrival on provider_events (account_id, received_at)',
];

// Null: Asaas was not told yet whether to send notices to this payer.
const customers = ['alter table customers add column notify_payers boolean'];

/**
 * Forced row-level security restricts the owner of the tables, too, so it would see no accounts here. It is lifted for
 * these statements, inside the migration's own transaction.
 */
const handOver = [
  'alter table accounts no force row level security',
  'alter table messages no force row level security',
  `insert into messages (id, tenant_id, workflow_type, workflow_id, seq, signal, subject)
   select gen_random_uuid(), tenant_id, 'accountCare', 'account/' || tenant_id || '/' || id, 1, 'accountAdded',
     jsonb_build_object('accountId', id, 'summary', 'Conta ' || name)
   from accounts`,
  'update accounts set message_seq = 1',
  'alter table accounts force row level security',
  'alter table messages force row level security',
];
