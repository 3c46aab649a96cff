import { sql } from 'kysely';
import type { WorkflowType } from '../../domain/messages.ts';
import type { Scope } from '../database.ts';

/** A message as the relay sees it. */
export interface WaitingMessage {
  id: string;
  tenant_id: string;
  workflow_type: WorkflowType;
  workflow_id: string;
  seq: number;
  signal: string;
  facts: Record<string, string | number | boolean | null>;
  subject: Record<string, string | number | null>;
}

/** Messages looked at per lane, so that several relays side by side each find enough that no other has claimed. */
const perLane = 200;

/**
 * Claims the next undelivered messages of up to `limit` workflows, for the length of the caller's transaction. Lanes
 * (accounts) take turns; within a lane what is urgent comes first, then what is older. A later message of the same
 * workflow stays out of every relay's reach until the earlier one is delivered.
 */
export async function claimWaitingMessages(scope: Scope, limit: number): Promise<WaitingMessage[]> {
  const { rows } = await sql<WaitingMessage>`
    with recursive lanes as (
      (select lane from messages where delivered_at is null order by lane limit 1)
      union all
      select (select lane from messages where delivered_at is null and lane > lanes.lane order by lane limit 1)
      from lanes where lanes.lane is not null
    ),
    turns as (
      select next.id, row_number() over (partition by lanes.lane order by next.urgency, next.created_at) as turn
      from lanes cross join lateral (
        select id, urgency, created_at from messages message
        where message.lane = lanes.lane and delivered_at is null
          and not exists (select 1 from messages earlier where earlier.workflow_id = message.workflow_id
            and earlier.seq < message.seq and earlier.delivered_at is null)
        order by urgency, created_at limit ${perLane}
      ) next
      where lanes.lane is not null
    )
    select message.id, tenant_id, workflow_type, workflow_id, seq, signal, facts, subject
    from messages message join turns on turns.id = message.id
    where delivered_at is null
    order by turn limit ${limit}
    for update of message skip locked
  `.execute(scope);
  return rows;
}

/** Marks messages as delivered; only the relay that claimed them does so. */
export async function markDelivered(scope: Scope, messageIds: string[]): Promise<void> {
  if (messageIds.length === 0) return;
  await scope
    .updateTable('messages')
    .set({ delivered_at: sql`now()` })
    .where('id', 'in', messageIds)
    .execute();
}
