import { type Kysely, sql } from 'kysely';

/**
 * An index for each filter and sort of a list, so that no list of a company with a million documents reads them all. And
 * the upkeep may delete what has been kept long enough.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const part of [columns, documentIndexes, otherIndexes, retention]) {
    for (const statement of part) await sql.raw(statement).execute(db);
  }
}

/**
 * What is inside of JSON or reckoned, and filtered by. As a column it is in an index beside others; and by an expression
 * row-level security lets no index be used, since adding up can fail and so is not leakproof.
 */
const columns = [
  `create function flag_names_of(flags jsonb) returns text[] immutable strict parallel safe language sql
   return case when flags = '{}' then null else array(select name from jsonb_object_keys(flags) name order by name) end`,
  `alter table documents
     add column charged_cents bigint generated always as (amount_cents + addition_cents - rebate_cents) stored,
     add column flag_names text[] generated always as (flag_names_of(flags)) stored,
     add column error_code text generated always as (last_error ->> 'code') stored,
     add column error_field text generated always as (last_error ->> 'field') stored`,
];

/** What a list filters and sorts by, and what its totals add up: then the index alone is enough. */
const read = 'status, account_id, amount_cents, addition_cents, rebate_cents, number';

const documentIndexes = [
  'create index documents_by_amount on documents (tenant_id, amount_cents, id)',
  'drop index documents_by_number',
  'create index documents_by_number on documents (tenant_id, number, id)',
  'create index documents_by_account on documents (tenant_id, account_id, due_date, id)',
  `create index documents_by_payment_day on documents (tenant_id, paid_on) include (id, due_date, ${read})
     where paid_on is not null`,
  'drop index documents_open_by_value',
  `create index documents_open_by_value on documents (tenant_id, account_id, charged_cents)
     where status in ('registered', 'overdue')`,
  'drop index documents_by_remittance',
  `create index documents_by_remittance on documents (tenant_id, remittance_id, due_date, id)
     where remittance_id is not null`,
  'drop index documents_by_payer',
  `create index documents_by_payer on documents (tenant_id, payer_id) include (id, due_date, ${read})`,
  'drop index documents_flagged',
  `create index documents_flagged on documents (tenant_id, due_date, id) include (flag_names, remittance_id, ${read})
     where flag_names is not null`,
  `create index documents_refused on documents (tenant_id, error_code, due_date, id)
     include (error_field, remittance_id, cancel_requested_at, ${read}) where error_code is not null`,
];

const otherIndexes = [
  'create index payers_by_tax_id on payers (tenant_id, tax_id collate "C") include (id)',
  'create index remittances_by_account on remittances (tenant_id, account_id, id)',
  'create index unidentified_receipts_in_order on unidentified_receipts (tenant_id, id)',
  `create index unidentified_receipts_unassigned_in_order on unidentified_receipts (tenant_id, id)
     where assigned_document_id is null`,
  `create index statement_lines_by_day on statement_lines (account_id, on_date, position)
     include (tenant_id, amount_cents, balance_cents, explanation)`,
  'create index webhook_deliveries_by_status on webhook_deliveries (endpoint_id, status, created_at, id)',
  'create index webhook_deliveries_by_type on webhook_deliveries (endpoint_id, type, created_at, id)',
];

/** What the upkeep may delete. What waits to be delivered is out of its reach, whatever it asks for. */
const retention = [
  'create index messages_by_delivery on messages (delivered_at) where delivered_at is not null',
  'create index provider_events_by_age on provider_events (received_at)',
  `create index webhook_deliveries_by_end on webhook_deliveries (last_attempt_at) where status <> 'waiting'`,
  'create policy upkeep_sees on messages for select to remessa_upkeep using (delivered_at is not null)',
  'create policy upkeep on messages for delete to remessa_upkeep using (delivered_at is not null)',
  'grant select (id, workflow_type, delivered_at), delete on messages to remessa_upkeep',
  'create policy upkeep_sees on provider_events for select to remessa_upkeep using (true)',
  'create policy upkeep on provider_events for delete to remessa_upkeep using (true)',
  'grant select (id, account_id, received_at), delete on provider_events to remessa_upkeep',
  `create policy upkeep_sees on webhook_deliveries for select to remessa_upkeep using (status <> 'waiting')`,
  `create policy upkeep on webhook_deliveries for delete to remessa_upkeep using (status <> 'waiting')`,
  'grant select (id, status, last_attempt_at), delete on webhook_deliveries to remessa_upkeep',
];
