import { sql } from 'kysely';
import type { WorkflowType } from '../../domain/messages.ts';
import { anyOf } from '../any-of.ts';
import type { Scope } from '../database.ts';

/** A message with what the relay needs to send it. */
export interface WaitingMessage {
  id: string;
  tenant_id: string;
  workflow_type: WorkflowType;
  workflow_id: string;
  seq: number;
  signal: string;
  facts: Record<string, string | number | boolean | null>;
  subject: Record<string, string | number | null>;
  /** How many attempts failed. */
  attempts: number;
}

/**
 * How many messages of each lane are considered. Enough that several relays find messages that no other relay has
 * claimed.
 */
const perLane = 200;

/** A message that may be sent now. The partial index `messages_ready` has the same condition. */
const isReady = sql`delivered_at is null and next_attempt_at is null and parked_at is null`;

/**
 * Claims the next ready message of up to `limit` workflows until the caller's transaction ends. Lanes (accounts) take
 * turns. Within a lane the most urgent message comes first, then the oldest. A message cannot be claimed before all
 * earlier messages of its workflow are delivered, also when an earlier one waits after a failure. `offset 0` keeps the
 * subquery: Postgres then looks up the earlier message by index for each candidate. As a join it would read all waiting
 * messages.
 */
export async function claimWaitingMessages(scope: Scope, limit: number): Promise<WaitingMessage[]> {
  const { rows } = await sql<WaitingMessage>`
    with recursive lanes as (
      (select lane from messages where ${isReady} order by lane limit 1)
      union all
      select (select lane from messages where ${isReady} and lane > lanes.lane order by lane limit 1)
      from lanes where lanes.lane is not null
    ),
    turns as (
      select next.id, row_number() over (partition by lanes.lane order by next.urgency, next.created_at) as turn
      from lanes cross join lateral (
        select id, urgency, created_at from messages message
        where message.lane = lanes.lane and ${isReady}
          and not exists (select 1 from messages earlier where earlier.workflow_id = message.workflow_id
            and earlier.seq < message.seq and earlier.delivered_at is null offset 0)
        order by urgency, created_at limit ${perLane}
      ) next
      where lanes.lane is not null
    )
    select message.id, tenant_id, workflow_type, workflow_id, seq, signal, facts, subject, attempts
    from messages message join turns on turns.id = message.id
    where message.id = any(array(select id from turns)) and ${isReady}
    order by turn limit ${limit}
    for update of message skip locked
  `.execute(scope);
  return rows;
}

/**
 * Makes messages ready again, at most `limit`, when their wait after a failure is over. Each gets its old place in its
 * lane.
 */
export async function readmitDueMessages(scope: Scope, limit: number): Promise<void> {
  await sql`
    update messages set next_attempt_at = null
    where id = any(array(select id from messages where next_attempt_at <= now()
      order by next_attempt_at limit ${limit} for update skip locked))
  `.execute(scope);
}

/** Marks messages as delivered. Call this only for messages that this relay claimed. */
export async function markDelivered(scope: Scope, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length === 0) return;
  await scope
    .updateTable('messages')
    .set({ delivered_at: sql`now()` })
    .where('id', '=', anyOf(messageIds))
    .execute();
}

/** An attempt that failed. */
export interface FailedAttempt {
  messageId: string;
  reason: string;
  /** When to try again. Null parks the message until a person asks. */
  retryAfterMs: number | null;
}

/** Stores failed attempts. Call this only for messages that this relay claimed. */
export async function noteFailedAttempts(scope: Scope, failed: readonly FailedAttempt[]): Promise<void> {
  if (failed.length === 0) return;
  await sql`
    update messages set attempts = attempts + 1, last_error = failure.reason,
      next_attempt_at = clock_timestamp() + failure."retryAfterMs" * interval '1 millisecond',
      parked_at = case when failure."retryAfterMs" is null then clock_timestamp() end
    from jsonb_to_recordset(${JSON.stringify(failed)}::jsonb)
      as failure ("messageId" uuid, reason text, "retryAfterMs" int)
    where messages.id = failure."messageId"
  `.execute(scope);
}
