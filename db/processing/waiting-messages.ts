import { sql } from 'kysely';
import type { WaitingMessages } from '../../domain/processing-health.ts';
import type { Scope } from '../database.ts';

/**
 * The company's messages that no workflow has got yet. A parked one waits for a person, not for the relay, and is told of in the inbox.
 * Without an index of its own: undelivered messages are few, and each index of this table costs every message a write.
 */
export async function findWaitingMessages(scope: Scope): Promise<WaitingMessages> {
  const { count, oldest_age_ms } = await scope
    .selectFrom('messages')
    .select([
      sql<number>`count(*)`.as('count'),
      sql<number | null>`extract(epoch from clock_timestamp() - min(created_at))::float8 * 1000`.as(
        'oldest_age_ms',
      ),
    ])
    .where('delivered_at', 'is', null)
    .where('parked_at', 'is', null)
    .executeTakeFirstOrThrow();
  return { count, oldestAgeMs: oldest_age_ms };
}
