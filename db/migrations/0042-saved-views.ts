import { type Kysely, sql } from 'kysely';

/** Filters of lists that people keep under a name, for themselves or for their company. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...tables, ...security]) await sql.raw(statement).execute(db);
}

const tables = [
  // The owner is a user or an API key. Neither is ever deleted, and an id says alone which of the two it is.
  `create table saved_views (
     id uuid primary key,
     tenant_id uuid not null references tenants,
     owner_id uuid not null,
     list text not null check (list in ('documents')),
     name text not null check (name ~ '\\S' and length(name) <= 200),
     filter jsonb not null check (jsonb_typeof(filter) = 'object' and octet_length(filter::text) <= 8192),
     sort text check (length(sort) between 1 and 40),
     columns text[] check (cardinality(columns) between 1 and 40 and octet_length(columns::text) <= 4096),
     shared boolean not null default false,
     version int not null default 1 check (version > 0),
     created_at timestamptz not null default now(),
     updated_at timestamptz not null default now()
   )`,
  // Two names that named one person read alike once the person is erased, and an erasure must not fail by that.
  `create unique index saved_views_by_name on saved_views (tenant_id, owner_id, list, lower(name))
     where position('apagado' in name) = 0`,
  'create index saved_views_in_order on saved_views (tenant_id, list, name, id)',
];

const ofTheTenant = `tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid`;

const security = [
  'alter table saved_views enable row level security',
  'alter table saved_views force row level security',
  `create policy tenant on saved_views to remessa_app using (${ofTheTenant}) with check (${ofTheTenant})`,
  'grant select, insert, update, delete on saved_views to remessa_app',
];
