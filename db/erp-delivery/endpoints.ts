import { type Insertable, type Selectable, sql, type Updateable } from 'kysely';
import { isOutOfPatience, pauseAfterFailures } from '../../domain/erp-delivery.ts';
import type { Scope } from '../database.ts';
import type { WebhookEndpointTable } from '../tables/erp-delivery.ts';

export type EndpointRow = Selectable<WebhookEndpointTable>;

/**
 * Adds an endpoint. It hears of what happens from now on: what happened before can be replayed to it. The feed's
 * counter is locked, so that every event is either before it or announced to it.
 */
export async function insertEndpoint(
  scope: Scope,
  endpoint: Omit<Insertable<WebhookEndpointTable>, 'read_sequence'>,
): Promise<EndpointRow> {
  const counter = await scope
    .selectFrom('event_sequences')
    .select('last_sequence')
    .where('tenant_id', '=', endpoint.tenant_id)
    .forUpdate()
    .executeTakeFirst();
  return scope
    .insertInto('webhook_endpoints')
    .values({ ...endpoint, read_sequence: counter?.last_sequence ?? 0 })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** A tenant's endpoint that was not deleted; undefined when there is none of this id. */
export function findEndpoint(scope: Scope, endpointId: string): Promise<EndpointRow | undefined> {
  return scope
    .selectFrom('webhook_endpoints')
    .selectAll()
    .where('id', '=', endpointId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
}

/** The same, locked against other changes until the transaction ends. */
export function lockEndpoint(scope: Scope, endpointId: string): Promise<EndpointRow | undefined> {
  return scope
    .selectFrom('webhook_endpoints')
    .selectAll()
    .where('id', '=', endpointId)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
}

/** Endpoints in the order they came. */
export function findEndpoints(
  scope: Scope,
  page: { afterId: string | null; limit: number },
): Promise<EndpointRow[]> {
  return scope
    .selectFrom('webhook_endpoints')
    .selectAll()
    .where('deleted_at', 'is', null)
    .$if(page.afterId !== null, (query) => query.where('id', '>', page.afterId as string))
    .orderBy('id')
    .limit(page.limit)
    .execute();
}

export function updateEndpoint(
  scope: Scope,
  endpointId: string,
  change: Updateable<WebhookEndpointTable>,
): Promise<EndpointRow> {
  return scope
    .updateTable('webhook_endpoints')
    .set(change)
    .where('id', '=', endpointId)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Begins anew with an endpoint: nothing that failed before counts. */
export const asNew = {
  status: 'active',
  reason: null,
  failures: 0,
  failing_since: null,
  next_try_at: null,
} as const;

/** Notes a success: the endpoint answers, so whatever waits may go out. */
export async function noteReached(scope: Scope, endpointId: string): Promise<void> {
  await scope
    .updateTable('webhook_endpoints')
    .set({ failures: 0, failing_since: null, next_try_at: null })
    .where('id', '=', endpointId)
    .where('failures', '>', 0)
    .execute();
}

/** Notes a failure. Returns why the endpoint is to be parked, in Portuguese, or null. */
export async function noteMissed(scope: Scope, endpointId: string, now: Date): Promise<string | null> {
  const { failures, failing_since } = await scope
    .updateTable('webhook_endpoints')
    .set((row) => ({
      failures: row('failures', '+', 1),
      failing_since: sql<Date>`coalesce(failing_since, ${now})`,
      next_try_at: now,
    }))
    .where('id', '=', endpointId)
    .returning(['failures', 'failing_since'])
    .executeTakeFirstOrThrow();
  const nextTryAt = new Date(now.getTime() + pauseAfterFailures(failures));
  await updateEndpoint(scope, endpointId, { next_try_at: nextTryAt });
  return failing_since && isOutOfPatience(failing_since, now) ? failedForAWeek : null;
}

const failedForAWeek =
  'O endereço não aceitou nenhuma entrega durante uma semana. Corrija-o e reative; o que espera sai em ordem.';
