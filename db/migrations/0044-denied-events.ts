import { type Kysely, sql } from 'kysely';

/** When Asaas, asked, said otherwise than an event of its webhook. The upkeep may count such events. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  'alter table provider_events add column denied_at timestamptz',
  // Only news that was told to a workflow is compared with Asaas.
  `alter table provider_events add check (denied_at is null or fate = 'forwarded')`,
  'create index provider_events_denied on provider_events (denied_at) where denied_at is not null',
  'grant select (denied_at) on provider_events to remessa_upkeep',
];
