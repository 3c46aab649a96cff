import { type Selectable, sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { type DeliveryStatus, isOutOfPatience, pauseAfterFailures } from '../../domain/erp-delivery.ts';
import type { Scope } from '../database.ts';
import type { WebhookDeliveryTable } from '../tables/erp-delivery.ts';
import type { ErpEventTable } from '../tables/journal.ts';
import type { EndpointRow } from './endpoints.ts';

export type DeliveryRow = Selectable<WebhookDeliveryTable>;

/** A delivery with the event that it carries; a test delivery carries none. */
export interface DueDelivery extends DeliveryRow {
  event: Pick<Selectable<ErpEventTable>, 'data' | 'occurred_at'> | null;
}

/** Events of the feed that are read in one step. */
const readAtOnce = 500;

/** What an event is about: its first of these ids. Events about the same go out in order. */
const subject = sql<string>`coalesce(event.data->>'documentId', event.data->>'remittanceId', event.data->>'receiptId',
  event.data->>'accountId', event.id::text)`;

/**
 * Makes deliveries of the events that a locked endpoint has not read yet. Returns whether there is more to read.
 * The lock orders this with `announceEvent`: an event is either read here or announced after it.
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
 * Sends the events of a range (both ends included) once more, in order; those that were never meant for the endpoint
 * stay away. Returns how many deliveries wait now because of it.
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

/** Adds a delivery that carries no event, for a person who wants to see the endpoint answer. */
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
 * Up to `limit` deliveries that may go out now: for each subject the earliest that waits, if its time has come. What
 * was never tried, or not for longest, comes first, so that one event which an endpoint refuses does not hide the rest.
 */
export async function findDueDeliveries(
  scope: Scope,
  endpointId: string,
  { now, limit }: { now: Date; limit: number },
): Promise<DueDelivery[]> {
  const { rows } = await sql<
    DeliveryRow & { data: Record<string, unknown> | null; occurred_at: Date | null }
  >`
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

/** When the next delivery may go out; null when none waits. */
export async function findNextAttempt(scope: Scope, endpointId: string): Promise<Date | null> {
  const { at } = await scope
    .selectFrom('webhook_deliveries')
    .select(sql<Date | null>`min(next_attempt_at)`.as('at'))
    .where('endpoint_id', '=', endpointId)
    .where('status', '=', 'waiting')
    .executeTakeFirstOrThrow();
  return at;
}

/** What came of one attempt. */
export interface Attempt {
  at: Date;
  /** Null when no answer came. */
  httpStatus: number | null;
  error: string | null;
}

/** Notes that the endpoint took a delivery. */
export async function noteDelivered(scope: Scope, delivery: DeliveryRow, attempt: Attempt): Promise<void> {
  await noteAttempt(scope, delivery, attempt, { status: 'delivered', delivered_at: attempt.at });
}

/** Notes that it did not. A delivery that has failed for a week, while the endpoint took others, is given up. */
export async function noteFailed(scope: Scope, delivery: DeliveryRow, attempt: Attempt): Promise<void> {
  const since = delivery.first_attempt_at ?? attempt.at;
  const pauseMs = pauseAfterFailures(delivery.attempts + 1);
  await noteAttempt(scope, delivery, attempt, {
    status: isOutOfPatience(since, attempt.at) ? 'given_up' : 'waiting',
    next_attempt_at: new Date(attempt.at.getTime() + pauseMs),
  });
}

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
    .execute();
}

/** Lets everything that waits at an endpoint go out at once: it answers again, or a person wants it to be tried. */
export async function hurryWaiting(scope: Scope, endpointId: string, now: Date): Promise<void> {
  await scope
    .updateTable('webhook_deliveries')
    .set({ next_attempt_at: now })
    .where('endpoint_id', '=', endpointId)
    .where('status', '=', 'waiting')
    .where('next_attempt_at', '>', now)
    .execute();
}

/** Deliveries of an endpoint, newest first, from before `beforeId`. */
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
