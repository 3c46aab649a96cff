import { randomUUID } from 'node:crypto';
import { type Insertable, type Selectable, sql, type Updateable } from 'kysely';
import type { ProofFailure } from '../../domain/endpoint-proof.ts';
import { isOutOfPatience, pauseAfterFailures } from '../../domain/erp-delivery.ts';
import type { Scope } from '../database.ts';
import type { WebhookEndpointTable } from '../tables/erp-delivery.ts';

export type EndpointRow = Selectable<WebhookEndpointTable>;

/**
 * Adds an endpoint. It receives the events from now on; earlier ones can be replayed. The lock on the feed's counter
 * makes every event either earlier or announced to the endpoint.
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

/** A tenant's endpoint; undefined when it was deleted or never existed. */
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

/** Endpoints in the order they were added. */
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

const noFailures = { failures: 0, failing_since: null, next_try_at: null } as const;

/** The columns of an endpoint that is set going. */
export const asNew = { status: 'active', reason: null, ...noFailures } as const;

/** The address answered the challenge: what waits may go out. */
export async function noteProved(scope: Scope, endpointId: string, now: Date): Promise<void> {
  await updateEndpoint(scope, endpointId, { proved_at: now, status_since: now });
  await noteReached(scope, endpointId);
}

/** The address did not answer the challenge. */
export async function noteUnproved(scope: Scope, endpointId: string, failure: ProofFailure): Promise<void> {
  await updateEndpoint(scope, endpointId, { proof_failure: failure });
}

/** The columns of an endpoint whose address is to prove itself, by a challenge of its own and at once. */
export function unproved() {
  return { proved_at: null, proof_failure: 'waiting', challenge: randomUUID(), ...noFailures } as const;
}

/** The endpoint answered: its earlier failures no longer count. */
export async function noteReached(scope: Scope, endpointId: string): Promise<void> {
  await scope
    .updateTable('webhook_endpoints')
    .set({ failures: 0, failing_since: null, next_try_at: null })
    .where('id', '=', endpointId)
    .where('failures', '>', 0)
    .execute();
}

/**
 * A round of deliveries found that the endpoint fails. `before` is how often it had failed when the round began: the
 * deliveries of a round are sent side by side and fail together, so they count once. Otherwise ten of them would silence
 * an endpoint for hours that was away for a moment. Returns why to park it, in Portuguese, or null.
 */
export async function noteMissed(
  scope: Scope,
  endpointId: string,
  { before, now }: { before: number; now: Date },
): Promise<string | null> {
  const { failures, failing_since } = await scope
    .updateTable('webhook_endpoints')
    .set({
      failures: sql<number>`least(failures + 1, greatest(failures, ${before + 1}::int))`,
      failing_since: sql<Date>`coalesce(failing_since, ${now})`,
      next_try_at: now,
    })
    .where('id', '=', endpointId)
    .returning(['failures', 'failing_since'])
    .executeTakeFirstOrThrow();
  const nextTryAt = new Date(now.getTime() + pauseAfterFailures(failures));
  await updateEndpoint(scope, endpointId, { next_try_at: nextTryAt });
  return failing_since && isOutOfPatience(failing_since, now) ? failedForAWeek : null;
}

const failedForAWeek =
  'O endereço não aceitou nenhuma entrega durante uma semana. Corrija-o e reative; o que espera sai em ordem.';
