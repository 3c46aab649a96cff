import { type Kysely, sql } from 'kysely';

/** What the inbox and the summary add up is read from indexes alone, however many documents and payments there are. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create index unidentified_receipts_unassigned on unidentified_receipts (tenant_id, account_id)
     include (gross_cents) where assigned_document_id is null`,
  // The same order as before, and what is added up beside it.
  'drop index documents_by_status',
  `create index documents_by_status on documents (tenant_id, status, due_date, id)
     include (amount_cents, addition_cents, rebate_cents, account_id)`,
  `create index documents_by_settlement on documents (tenant_id, settled_at)
     include (registered_at, account_id) where settled_at is not null`,
  `create index ledger_by_payment_day on ledger_entries (tenant_id, paid_on)
     include (gross_cents, fee_cents, net_cents, account_id)`,
];
