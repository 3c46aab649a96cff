import { type Kysely, sql } from 'kysely';

/**
 * A person can be erased. The payer keeps its row, so documents and sums stay, and loses everything that says who it was.
 *
 * History is append-only for the application. A role of its own takes a person out of it, in the columns where a person
 * can be and only in a transaction that itself wrote an erasure: no history is changed without a row that says so.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const part of [tables, security, role]) {
    for (const statement of part) await sql.raw(statement).execute(db);
  }
}

const tables = [
  'alter table payers drop constraint payers_tax_id_check, add column erased_at timestamptz',
  `alter table payers add check (case when erased_at is null
     then tax_id ~ '^([0-9]{11}|[0-9A-Z]{12}[0-9]{2})$'
     else tax_id = 'erased-' || id and email is null and phone is null and address is null end)`,
  // A charge needs to say whom it asks.
  `alter table documents add column erased_at timestamptz,
     add check (erased_at is null or status not in ('pending', 'registering', 'uncertain', 'rejected'))`,
  `create table erasures (
     id uuid primary key,
     tenant_id uuid not null references tenants,
     payer_id uuid not null,
     erased_at timestamptz not null default now(),
     actor text not null check (actor <> ''),
     documents int not null check (documents >= 0),
     kept_until date,
     asaas_customers jsonb not null check (jsonb_typeof(asaas_customers) = 'array'),
     unique (tenant_id, payer_id),
     foreign key (tenant_id, payer_id) references payers (tenant_id, id)
   )`,
];

const currentTenant = `nullif(current_setting('app.tenant_id', true), '')::uuid`;
const ofTheTenant = `tenant_id = ${currentTenant}`;

const security = [
  'alter table erasures enable row level security',
  'alter table erasures force row level security',
  `create policy tenant on erasures to remessa_app using (${ofTheTenant}) with check (${ofTheTenant})`,
  // An erasure is never changed and never removed.
  'grant select, insert on erasures to remessa_app',
];

/** `now()` is the beginning of the transaction, and so is `erased_at` by its default. */
const whileErasing = `exists (select from erasures where erasures.tenant_id = ${currentTenant} and erased_at = now())`;

const role = [
  `do $$ begin
     create role remessa_eraser nologin;
   exception when duplicate_object or unique_violation then null;
   end $$`,
  'grant remessa_eraser to current_user',
  'grant remessa_eraser to remessa_app',
  'grant usage on schema public to remessa_eraser',
  `create policy eraser on erasures for select to remessa_eraser using (${ofTheTenant})`,
  'grant select (tenant_id, erased_at) on erasures to remessa_eraser',
  ...erasable('timeline', ['details']),
  ...erasable('erp_events', ['data']),
  ...erasable('audit_entries', ['before', 'after']),
  ...erasable('idempotency_keys', ['body'], `scope = ${currentTenant}`),
  ...erasable('superseded_terms', ['terms']),
  `create policy eraser on customers to remessa_eraser using (${ofTheTenant} and ${whileErasing})`,
  'grant select (tenant_id, payer_id), delete on customers to remessa_eraser',
];

function erasable(table: string, columns: string[], ofTenant = ofTheTenant): string[] {
  const allowed = `${ofTenant} and ${whileErasing}`;
  const names = columns.join(', ');
  return [
    `create policy eraser on ${table} to remessa_eraser using (${allowed}) with check (${allowed})`,
    // A row is found by its place: `ctid` is a column like the others to `grant`.
    `grant select (ctid, ${names}), update (${names}) on ${table} to remessa_eraser`,
  ];
}
