import { type Kysely, sql } from 'kysely';

/**
 * Webhooks to the ERP. An endpoint has read the tenant's feed up to `read_sequence`. Each event that it wants becomes a
 * delivery. A delivery is tried until it succeeds, is given up, or its endpoint is parked.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...tables, ...security]) await sql.raw(statement).execute(db);
}

const tables = [
  `create table webhook_endpoints (
     id uuid primary key,
     tenant_id uuid not null references tenants,
     url text not null,
     description text,
     events text[] not null default '{}',
     secret_sealed text not null,
     previous_secret_sealed text,
     previous_secret_until timestamptz,
     status text not null default 'active' check (status in ('active', 'paused', 'parked')),
     reason text,
     status_since timestamptz not null default now(),
     read_sequence bigint not null,
     has_news boolean not null default false,
     failures int not null default 0 check (failures >= 0),
     failing_since timestamptz,
     next_try_at timestamptz,
     message_seq int not null default 0,
     created_at timestamptz not null default now(),
     deleted_at timestamptz,
     unique (tenant_id, id),
     check ((previous_secret_sealed is null) = (previous_secret_until is null)),
     check ((status = 'parked') = (reason is not null)),
     check ((failures = 0) = (failing_since is null)),
     check ((failures = 0) = (next_try_at is null))
   )`,
  'create index webhook_endpoints_in_use on webhook_endpoints (tenant_id) where deleted_at is null',
  // Deliveries of one subject keep their order: two events of one document are never sent at the same time.
  `create table webhook_deliveries (
     id uuid primary key,
     tenant_id uuid not null,
     endpoint_id uuid not null,
     sequence bigint,
     event_id uuid not null,
     type text not null,
     subject text not null,
     status text not null default 'waiting' check (status in ('waiting', 'delivered', 'given_up')),
     attempts int not null default 0,
     first_attempt_at timestamptz,
     last_attempt_at timestamptz,
     next_attempt_at timestamptz not null default now(),
     http_status int,
     error text,
     delivered_at timestamptz,
     created_at timestamptz not null default now(),
     unique (endpoint_id, sequence),
     foreign key (tenant_id, endpoint_id) references webhook_endpoints (tenant_id, id),
     check ((status = 'delivered') = (delivered_at is not null)),
     check ((attempts = 0) = (first_attempt_at is null)),
     check ((attempts = 0) = (last_attempt_at is null))
   )`,
  'create index webhook_deliveries_newest on webhook_deliveries (endpoint_id, created_at, id)',
  `create index webhook_deliveries_waiting on webhook_deliveries (endpoint_id, subject, sequence) where status = 'waiting'`,
];

const ofTheTenant = `tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid`;

const security = ['webhook_endpoints', 'webhook_deliveries'].flatMap((table) => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
  `create policy tenant on ${table} to remessa_app using (${ofTheTenant}) with check (${ofTheTenant})`,
  `grant select, insert, update on ${table} to remessa_app`,
]);
