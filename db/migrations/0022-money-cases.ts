import { type Kysely, sql } from 'kysely';

/**
 * The rebate of a document; every part of a receipt beside our own calculation of its day; the terms that slips went
 * out with before they were amended; and whose payment an unidentified receipt is.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...rebate, ...receipts, ...unidentified, ...supersededTerms]) {
    await sql.raw(statement).execute(db);
  }
}

const rebate = [
  `alter table documents add column rebate_cents bigint not null default 0,
     add check (rebate_cents >= 0 and rebate_cents < amount_cents + addition_cents)`,
  `update documents set synced_terms = synced_terms || '{"rebateCents": 0}' where synced_terms is not null`,
  // By what is collected: the index of 0002 knew no rebate.
  'drop index documents_open_by_value',
  `create index documents_open_by_value
     on documents (tenant_id, account_id, (amount_cents + addition_cents - rebate_cents))
     where status in ('registered', 'overdue')`,
];

const parts = ['face_cents', 'addition_cents', 'rebate_cents', 'fine_cents'];
const partColumns = parts.map((part) => `add column ${part} bigint not null default 0 check (${part} >= 0)`);

const receipts = [
  `alter table ledger_entries ${partColumns.join(', ')}, add column expected jsonb`,
  `alter table settlement_return_items ${partColumns.join(', ')}, add column expected jsonb,
     add column difference_cents bigint not null default 0,
     add column refunded_cents bigint not null default 0 check (refunded_cents >= 0)`,
];

const unidentified = [
  'alter table unidentified_receipts add column payer_tax_id text, add column payer_name text',
  `create index documents_open_by_payer on documents (tenant_id, account_id, payer_id)
     where status in ('registered', 'overdue')`,
];

const ofTheTenant = `tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid`;

const supersededTerms = [
  `create table superseded_terms (
     id uuid primary key,
     tenant_id uuid not null,
     document_id uuid not null,
     charge_id text not null,
     version int not null check (version > 0),
     terms jsonb not null,
     superseded_at timestamptz not null default now(),
     unique (document_id, charge_id, version),
     foreign key (tenant_id, document_id) references documents (tenant_id, id)
   )`,
  'alter table superseded_terms enable row level security',
  'alter table superseded_terms force row level security',
  `create policy tenant on superseded_terms to remessa_app using (${ofTheTenant}) with check (${ofTheTenant})`,
  'grant select, insert on superseded_terms to remessa_app',
];
