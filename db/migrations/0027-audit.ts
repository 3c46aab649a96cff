import { type Kysely, sql } from 'kysely';

/**
 * Who changed the configuration, before and after, for ever. What was done to documents stands on their timelines; the
 * new indexes there read what people and systems of the company did, in the order of time.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...tables, ...security]) await sql.raw(statement).execute(db);
}

const tables = [
  `create table audit_entries (
     id bigint generated always as identity primary key,
     tenant_id uuid not null references tenants,
     at timestamptz not null default clock_timestamp(),
     actor text not null check (actor <> ''),
     action text not null check (action ~ '^[a-z_]+\\.[a-z_]+$'),
     resource_kind text not null generated always as (split_part(action, '.', 1)) stored,
     resource_id uuid not null,
     before jsonb check (jsonb_typeof(before) = 'object'),
     after jsonb check (jsonb_typeof(after) = 'object')
   )`,
  'create index audit_in_order on audit_entries (tenant_id, at desc, id desc)',
  'create index audit_of_resource on audit_entries (tenant_id, resource_id, at desc, id desc)',
  `create index timeline_of_people on timeline (tenant_id, at desc, id desc)
     where actor <> 'asaas' and actor <> 'remessa'`,
  `create index timeline_of_actor on timeline (tenant_id, actor, at desc, id desc)
     where actor <> 'asaas' and actor <> 'remessa'`,
];

const ofTheTenant = `tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid`;

const security = [
  'alter table audit_entries enable row level security',
  'alter table audit_entries force row level security',
  `create policy tenant on audit_entries to remessa_app using (${ofTheTenant}) with check (${ofTheTenant})`,
  'create policy admin on audit_entries for insert to remessa_admin with check (true)',
  // An entry is never changed and never removed: nobody but the owner of the table may.
  'grant select, insert on audit_entries to remessa_app',
  'grant insert on audit_entries to remessa_admin',
];
