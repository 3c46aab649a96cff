import { sql } from 'kysely';
import type { Scope } from '../database.ts';

/** How many bodies of all companies' webhooks came within a day that nobody could read. Runs as the upkeep. */
export async function countUnreadableEvents(scope: Scope): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from provider_events
    where fate = 'unreadable' and received_at > now() - interval '1 day'
  `.execute(scope);
  return rows[0]?.count ?? 0;
}
