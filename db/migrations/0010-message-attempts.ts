import { type Kysely, sql } from 'kysely';

/**
 * A message's row has how often it failed and why. A message that waits for its next attempt, or is parked until a
 * person asks, is in no index that the relay's claim reads.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    `alter table messages
       add column attempts int not null default 0 check (attempts >= 0),
       add column last_error text,
       add column next_attempt_at timestamptz,
       add column parked_at timestamptz,
       add check ((attempts = 0) = (last_error is null)),
       add check (next_attempt_at is null or (attempts > 0 and delivered_at is null)),
       add check (parked_at is null or (attempts > 0 and delivered_at is null and next_attempt_at is null))`,
    'drop index messages_by_lane',
    `create index messages_ready on messages (lane, urgency, created_at)
       where delivered_at is null and next_attempt_at is null and parked_at is null`,
    'create index messages_due on messages (next_attempt_at) where next_attempt_at is not null',
    'create index messages_undelivered on messages (tenant_id, id) where delivered_at is null and attempts > 0',
    'grant update (attempts, last_error, next_attempt_at, parked_at) on messages to remessa_relay',
  ]) {
    await sql.raw(statement).execute(db);
  }
}
