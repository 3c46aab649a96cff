import { type Selectable, sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { type DeliveryStatus, isOutOfPatience, pauseAfterFailures } from '../../domain/erp-delivery.ts';
import type { Scope } from '../database.ts';
import type { WebhookDeliveryTable } from '../tables/erp-delivery.ts';
import type { ErpEventTable } from '../tables/journal.ts';
import type { EndpointRow } from './endpoints.ts';

export type DeliveryRow = Selectable<WebhookDeliveryTable>;

type ErpEventRow = Selectable<ErpEventTable>;

/** A delivery with its event. A test delivery has no event. */
export interface DueDelivery extends DeliveryRow {
  event: Pick<ErpEventRow, 'data' | 'occurred_at'> | null;
}

/** How many events of the feed are read in one step. */
const readAtOnce = 500;

/** The subject of an event: the first of these ids. Events with the same subject are sent in order. */
const subject = sql<string>`coalesce(event.data->>'documentId', event.data->>'remittanceId', event.data->>'receiptId',
  event.data->>'accountId', event.id::text)`;

/**
 * Creates deliveries of the events that a locked endpoint has not read. Returns whether there are more events. The lock
 * decides the order with `announceEvent`: every event is either read here or announced later.
 */
export async function readFeed(scope: Scope, endpoint: EndpointRow): Promise<boolean> {
  const events = scope
    .selectFrom('erp_events')
    .selectAll()
    .where('sequence', '>', endpoint.read_sequence)
    .orderBy('sequence')
    .limit(readAtOnce);
  const { last, count } = await scope
    .selectFrom(events.as('event'))
    .select([sql<number | null>`max(event.sequence)`.as('last'), sql<number>`count(*)`.as('count')])
    .executeTakeFirstOrThrow();
  if (last !== null) await insertDeliveries(scope, endpoint, { from: endpoint.read_sequence + 1, to: last });
  await scope
    .updateTable('webhook_endpoints')
    .set({ has_news: false, ...(last !== null && { read_sequence: last }) })
    .where('id', '=', endpoint.id)
    .execute();
  return count === readAtOnce;
}

/**
 * Sends the events of a range (both ends included) again, in order. Events of types that the endpoint does not want are
 * left out. Returns how many deliveries wait because of this.
 */
export async function replay(
  scope: Scope,
  endpoint: EndpointRow,
  range: { from: number; to: number },
): Promise<number> {
  const known = { from: range.from, to: Math.min(range.to, endpoint.read_sequence) };
  const again = await scope
    .updateTable('webhook_deliveries')
    .set({
      status: 'waiting',
      replays: sql<number>`replays + 1`,
      attempts: 0,
      first_attempt_at: null,
      last_attempt_at: null,
      next_attempt_at: sql<Date>`now()`,
      delivered_at: null,
    })
    .where('endpoint_id', '=', endpoint.id)
    .where('sequence', '>=', known.from)
    .where('sequence', '<=', known.to)
    .executeTakeFirstOrThrow();
  const added = await insertDeliveries(scope, endpoint, known);
  return Number(again.numUpdatedRows) + added;
}

async function insertDeliveries(
  scope: Scope,
  endpoint: EndpointRow,
  range: { from: number; to: number },
): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    insert into webhook_deliveries (id, tenant_id, endpoint_id, sequence, event_id, type, subject)
    select gen_random_uuid(), event.tenant_id, ${endpoint.id}::uuid, event.sequence, event.id, event.type, ${subject}
    from erp_events event
    where event.sequence between ${range.from} and ${range.to}
      and (cardinality(${endpoint.events}::text[]) = 0 or event.type = any(${endpoint.events}::text[]))
    order by event.sequence
    on conflict (endpoint_id, sequence) do nothing
    returning id
  `.execute(scope);
  return rows.length;
}

/** Adds a delivery without an event. A person uses it to test the endpoint. */
export function insertTestDelivery(scope: Scope, endpoint: EndpointRow): Promise<DeliveryRow> {
  const id = uuid();
  return scope
    .insertInto('webhook_deliveries')
    .values({
      id,
      tenant_id: endpoint.tenant_id,
      endpoint_id: endpoint.id,
      sequence: null,
      event_id: uuid(),
      type: 'webhook_endpoint.tested',
      subject: id,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/**
 * At most `limit` deliveries that may be sent now: the first waiting delivery of each subject, if its time has come.
 * Deliveries that were never tried, or not for the longest time, come first. So one event that an endpoint refuses does
 * not block the others.
 */
export async function findDueDeliveries(
  scope: Scope,
  endpointId: string,
  { now, limit }: { now: Date; limit: number },
): Promise<DueDelivery[]> {
  const { rows } = await sql<DeliveryRow & { data: ErpEventRow['data'] | null; occurred_at: Date | null }>`
    with first as (
      select distinct on (subject) * from webhook_deliveries
      where endpoint_id = ${endpointId} and status = 'waiting'
      order by subject, sequence
    )
    select first.*, event.data, event.occurred_at
    from first left join erp_events event on event.tenant_id = first.tenant_id and event.sequence = first.sequence
    where first.next_attempt_at <= ${now}
    order by first.last_attempt_at nulls first, first.sequence
    limit ${limit}
  `.execute(scope);
  return rows.map(({ data, occurred_at, ...row }) => ({
    ...row,
    event: data && occurred_at ? { data, occurred_at } : null,
  }));
}

/** When the next delivery may be sent; null when none waits. */
export async function findNextAttempt(scope: Scope, endpointId: string): Promise<Date | null> {
  const { at } = await scope
    .selectFrom('webhook_deliveries')
    .select(sql<Date | null>`min(next_attempt_at)`.as('at'))
    .where('endpoint_id', '=', endpointId)
    .where('status', '=', 'waiting')
    .executeTakeFirstOrThrow();
  return at;
}

/** The result of one attempt. */
export interface Attempt {
  at: Date;
  /** Null when no answer came. */
  httpStatus: number | null;
  error: string | null;
}

/** The endpoint accepted a delivery. */
export async function noteDelivered(scope: Scope, delivery: DeliveryRow, attempt: Attempt): Promise<void> {
  await noteAttempt(scope, delivery, attempt, { status: 'delivered', delivered_at: attempt.at });
}

/** The endpoint did not accept a delivery. One that has failed for a week is given up, if it may be. */
export async function noteFailed(
  scope: Scope,
  delivery: DeliveryRow,
  attempt: Attempt,
  { mayGiveUp }: { mayGiveUp: boolean },
): Promise<void> {
  const since = delivery.first_attempt_at ?? attempt.at;
  const pauseMs = pauseAfterFailures(delivery.attempts + 1);
  await noteAttempt(scope, delivery, attempt, {
    status: mayGiveUp && isOutOfPatience(since, attempt.at) ? 'given_up' : 'waiting',
    next_attempt_at: new Date(attempt.at.getTime() + pauseMs),
  });
}

/** Nothing is noted of an attempt when the delivery was asked for again since it began: it is sent once more. */
function noteAttempt(
  scope: Scope,
  delivery: DeliveryRow,
  attempt: Attempt,
  change: { status: DeliveryStatus; delivered_at?: Date; next_attempt_at?: Date },
) {
  return scope
    .updateTable('webhook_deliveries')
    .set({
      ...change,
      attempts: delivery.attempts + 1,
      first_attempt_at: delivery.first_attempt_at ?? attempt.at,
      last_attempt_at: attempt.at,
      http_status: attempt.httpStatus,
      error: attempt.error,
    })
    .where('id', '=', delivery.id)
    .where('status', '=', 'waiting')
    .where('replays', '=', delivery.replays)
    .execute();
}

/** All waiting deliveries of an endpoint may be sent now: the endpoint answers again, or a person asked for it. */
export async function hurryWaiting(scope: Scope, endpointId: string, now: Date): Promise<void> {
  await scope
    .updateTable('webhook_deliveries')
    .set({ next_attempt_at: now })
    .where('endpoint_id', '=', endpointId)
    .where('status', '=', 'waiting')
    .where('next_attempt_at', '>', now)
    .execute();
}

/** Deliveries of an endpoint, newest first, before `page.before`. */
export function findDeliveries(
  scope: Scope,
  endpointId: string,
  filter: { status?: DeliveryStatus | undefined; type?: string | undefined },
  page: { before: { createdAt: string; id: string } | null; limit: number },
): Promise<DeliveryRow[]> {
  return scope
    .selectFrom('webhook_deliveries')
    .selectAll()
    .where('endpoint_id', '=', endpointId)
    .$if(filter.status !== undefined, (query) => query.where('status', '=', filter.status as DeliveryStatus))
    .$if(filter.type !== undefined, (query) => query.where('type', '=', filter.type as string))
    .$if(page.before !== null, (query) =>
      query.where(
        sql<boolean>`(created_at, id) < (${page.before?.createdAt}::timestamptz, ${page.before?.id}::uuid)`,
      ),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute();
}
