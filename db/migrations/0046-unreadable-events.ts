import { type Kysely, sql } from 'kysely';

/** The upkeep may count the events of Asaas that nobody could read. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create index provider_events_unreadable on provider_events (received_at) where fate = 'unreadable'`,
  'grant select (fate) on provider_events to remessa_upkeep',
];
