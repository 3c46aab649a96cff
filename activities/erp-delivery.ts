import {
  type DueDelivery,
  findDueDeliveries,
  findNextAttempt,
  hurryWaiting,
  noteDelivered,
  noteFailed,
  readFeed,
} from '../db/erp-delivery/deliveries.ts';
import { type EndpointRow, lockEndpoint, noteMissed, noteReached } from '../db/erp-delivery/endpoints.ts';
import { asTenant } from '../db/tenancy.ts';
import { failpoint } from '../failpoint.ts';
import { attemptSignal } from './attempt.ts';
import type { DeliveryDependencies } from './delivery-dependencies.ts';
import { challengeEndpoint } from './endpoint-proof.ts';
import { gone, park } from './park-endpoint.ts';
import { signed } from './signed-delivery.ts';

export interface EndpointRef {
  tenantId: string;
  endpointId: string;
}

/** The state of an endpoint after a round of deliveries. */
export interface DeliveryReport {
  standing: 'active' | 'pending' | 'failing' | 'paused' | 'parked' | 'deleted';
  /** When something may be sent again (epoch milliseconds). Null when only a message brings more. */
  nextAtMs: number | null;
}

/** How many deliveries of one endpoint are sent at the same time. Each is about another subject. */
const sideBySide = 10;

/**
 * A round ends after this time and the next one continues. One activity sends many events, so the history stays small.
 */
const roundMs = 60_000;

export const erpDeliveryActivities = (deps: DeliveryDependencies) => ({
  /**
   * Delivers what may be sent now to one endpoint, in order for each document. An address that has not proved yet that it
   * wants our deliveries is challenged first, and gets nothing until it answers. After a failure the endpoint gets one
   * delivery at a time. May be repeated: the ERP recognizes a second delivery by its `webhook-id`.
   */
  async deliverToErp(ref: EndpointRef): Promise<DeliveryReport> {
    const until = performance.now() + roundMs;
    for (;;) {
      const round = await prepare(deps, ref);
      if ('report' in round) return round.report;
      if ('unproved' in round) await challengeEndpoint(deps, round.unproved);
      else await Promise.all(round.due.map((delivery) => deliver(deps, round.endpoint, delivery)));
      if (performance.now() > until) return { standing: 'active', nextAtMs: deps.now().getTime() };
    }
  },
});

type Round =
  | { report: DeliveryReport }
  | { unproved: EndpointRow }
  | { endpoint: EndpointRow; due: DueDelivery[] };

/** Reads the new events of the feed and picks the deliveries that may be sent now. If there are none, returns why. */
function prepare(deps: DeliveryDependencies, { tenantId, endpointId }: EndpointRef): Promise<Round> {
  return asTenant(deps.db, tenantId, async (scope): Promise<Round> => {
    const endpoint = await lockEndpoint(scope, endpointId);
    if (!endpoint) return { report: { standing: 'deleted', nextAtMs: null } };
    if (endpoint.status !== 'active') return { report: { standing: endpoint.status, nextAtMs: null } };
    const now = deps.now();
    const isProved = endpoint.proved_at !== null;
    const hasMore = isProved && (await readFeed(scope, endpoint));
    if (endpoint.next_try_at && endpoint.next_try_at > now) {
      const nextAtMs = endpoint.next_try_at.getTime();
      return { report: { standing: isProved ? 'failing' : 'pending', nextAtMs } };
    }
    if (!isProved) return { unproved: endpoint };
    const limit = endpoint.failures > 0 ? 1 : sideBySide;
    const due = await findDueDeliveries(scope, endpointId, { now, limit });
    if (due.length > 0 || hasMore) return { endpoint, due };
    const next = await findNextAttempt(scope, endpointId);
    return { report: { standing: 'active', nextAtMs: next?.getTime() ?? null } };
  });
}

async function deliver(
  deps: DeliveryDependencies,
  endpoint: EndpointRow,
  delivery: DueDelivery,
): Promise<void> {
  const at = deps.now();
  const { headers, body } = sign(deps, endpoint, delivery, at);
  const stop = attemptSignal();
  await failpoint('hook.before_send', endpoint.tenant_id);
  const { status, error } = await deps.post(endpoint.url, headers, body, stop);
  await failpoint('hook.after_send', endpoint.tenant_id);
  // We stopped this call ourselves, so the endpoint did not fail. The next attempt sends the delivery again.
  if (status === null && stop?.aborted)
    throw new Error('The attempt was stopped before the endpoint answered');
  const attempt = { at, httpStatus: status, error };
  const reason = await asTenant(deps.db, endpoint.tenant_id, async (scope) => {
    // Everyone locks the endpoint before its deliveries.
    const current = await lockEndpoint(scope, endpoint.id);
    if (!current) return null;
    if (isTaken(status)) {
      // The endpoint had failed before this round and answers again. So everything that waits may be sent now.
      if (endpoint.failures > 0) await hurryWaiting(scope, endpoint.id, at);
      await noteReached(scope, endpoint.id);
      await noteDelivered(scope, delivery, attempt);
      return null;
    }
    const outOfPatience = await noteMissed(scope, endpoint.id, { before: endpoint.failures, now: at });
    const parkReason = status === 410 ? gone : outOfPatience;
    // What an endpoint did not accept before it was parked goes out when a person reactivates it.
    await noteFailed(scope, delivery, attempt, { mayGiveUp: parkReason === null });
    return parkReason;
  });
  if (reason) await park(deps, endpoint, reason, at);
}

function isTaken(status: number | null): boolean {
  return status !== null && status >= 200 && status < 300;
}

/** What an attempt sends, and its headers. */
function sign({ sealer }: DeliveryDependencies, endpoint: EndpointRow, delivery: DueDelivery, at: Date) {
  const body = JSON.stringify({
    type: delivery.type,
    timestamp: (delivery.event?.occurred_at ?? delivery.created_at).toISOString(),
    sequence: delivery.sequence,
    data: delivery.event?.data ?? { endpointId: endpoint.id },
  });
  return { headers: signed(sealer, endpoint, { id: delivery.event_id, body, at }), body };
}
