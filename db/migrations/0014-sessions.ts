import { type Kysely, sql } from 'kysely';

/**
 * People sign in to the console. There are local users with a password, and sessions of a user, of an API key or of the
 * vendor. Only digests of session secrets and of sign-in links are stored. The gate reads and writes them before a
 * tenant is known. The application, restricted to one tenant, sees none of them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...tables, ...security]) await sql.raw(statement).execute(db);
}

const tables = [
  `create table users (
     id uuid primary key,
     tenant_id uuid not null references tenants,
     login text not null unique check (login = lower(login) and login <> ''),
     name text not null check (name <> ''),
     role text not null check (role in ('erp', 'operator', 'viewer')),
     password_hash text not null,
     created_at timestamptz not null default now(),
     disabled_at timestamptz
   )`,
  // The vendor's session has neither a user nor a key.
  `create table sessions (
     id uuid primary key,
     digest bytea not null unique,
     user_id uuid references users,
     api_key_id uuid references api_keys,
     created_at timestamptz not null default now(),
     last_seen_at timestamptz not null default now(),
     expires_at timestamptz not null,
     ended_at timestamptz,
     check (user_id is null or api_key_id is null)
   )`,
  'create index sessions_by_expiry on sessions (expires_at)',
  `create table sign_in_links (
     digest bytea primary key,
     user_id uuid not null references users,
     created_at timestamptz not null default now(),
     expires_at timestamptz not null,
     used_at timestamptz
   )`,
];

const security = [
  ...['users', 'sessions', 'sign_in_links'].flatMap((table) => [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    `create policy gate on ${table} to remessa_gate using (true) with check (true)`,
  ]),
  'grant select on users to remessa_gate',
  'grant select, insert, update (last_seen_at, ended_at), delete on sessions to remessa_gate',
  'grant select, update (used_at) on sign_in_links to remessa_gate',
  'create policy gate on tenants for select to remessa_gate using (true)',
  'grant select (id, name) on tenants to remessa_gate',
  'create policy admin on users to remessa_admin using (true) with check (true)',
  'grant select, insert, update on users to remessa_admin',
  'create policy admin on sign_in_links to remessa_admin using (true) with check (true)',
  'grant insert on sign_in_links to remessa_admin',
];
