import { Webhook } from 'standardwebhooks';
import type { Database } from '../db/database.ts';
import {
  type DueDelivery,
  findDueDeliveries,
  findNextAttempt,
  hurryWaiting,
  noteDelivered,
  noteFailed,
  readFeed,
} from '../db/erp-delivery/deliveries.ts';
import { openEndpointSecrets } from '../db/erp-delivery/endpoint-secrets.ts';
import {
  type EndpointRow,
  findEndpoint,
  lockEndpoint,
  noteMissed,
  noteReached,
  updateEndpoint,
} from '../db/erp-delivery/endpoints.ts';
import { tellErp } from '../db/messages/erp-events.ts';
import type { Sealer } from '../db/sealed-text.ts';
import { asTenant } from '../db/tenancy.ts';
import { attemptSignal } from './attempt.ts';
import type { GuardedPost } from './guarded-post.ts';

export interface EndpointRef {
  tenantId: string;
  endpointId: string;
}

/** The state of an endpoint after a round of deliveries. */
export interface DeliveryReport {
  standing: 'active' | 'failing' | 'paused' | 'parked' | 'deleted';
  /** When something may be sent again (epoch milliseconds). Null when only a message brings more. */
  nextAtMs: number | null;
}

export interface DeliveryDependencies {
  db: Database;
  sealer: Sealer;
  post: GuardedPost;
  now(): Date;
}

/** How many deliveries of one endpoint are sent at the same time. Each is about another subject. */
const sideBySide = 10;

/**
 * A round ends after this time and the next one continues. One activity sends many events, so the history stays small.
 */
const roundMs = 60_000;

export const erpDeliveryActivities = (deps: DeliveryDependencies) => ({
  /**
   * Delivers what may be sent now to one endpoint, in order for each document. After a failure the endpoint gets one
   * delivery at a time. May be repeated: the ERP recognizes a second delivery by its `webhook-id`.
   */
  async deliverToErp(ref: EndpointRef): Promise<DeliveryReport> {
    const until = performance.now() + roundMs;
    for (;;) {
      const round = await prepare(deps, ref);
      if ('report' in round) return round.report;
      await Promise.all(round.due.map((delivery) => deliver(deps, round.endpoint, delivery)));
      if (performance.now() > until) return { standing: 'active', nextAtMs: deps.now().getTime() };
    }
  },
});

type Round = { report: DeliveryReport } | { endpoint: EndpointRow; due: DueDelivery[] };

/** Reads the new events of the feed and picks the deliveries that may be sent now. If there are none, returns why. */
function prepare(deps: DeliveryDependencies, { tenantId, endpointId }: EndpointRef): Promise<Round> {
  return asTenant(deps.db, tenantId, async (scope): Promise<Round> => {
    const endpoint = await lockEndpoint(scope, endpointId);
    if (!endpoint) return { report: { standing: 'deleted', nextAtMs: null } };
    if (endpoint.status !== 'active') return { report: { standing: endpoint.status, nextAtMs: null } };
    const hasMore = await readFeed(scope, endpoint);
    const now = deps.now();
    if (endpoint.next_try_at && endpoint.next_try_at > now)
      return { report: { standing: 'failing', nextAtMs: endpoint.next_try_at.getTime() } };
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
  const { status, error } = await deps.post(endpoint.url, headers, body, stop);
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

const gone =
  'O endereço respondeu 410 (Gone): não quer mais entregas. Corrija-o e reative; o que espera sai em ordem.';

async function park(
  deps: DeliveryDependencies,
  { id, tenant_id, url }: EndpointRow,
  reason: string,
  at: Date,
): Promise<void> {
  await asTenant(deps.db, tenant_id, async (scope) => {
    if ((await findEndpoint(scope, id))?.status !== 'active') return;
    // Everyone who tells the ERP locks the feed's counter before an endpoint.
    await tellErp(scope, tenant_id, {
      type: 'webhook_endpoint.parked',
      data: { endpointId: id, url, reason },
    });
    await updateEndpoint(scope, id, { status: 'parked', reason, status_since: at });
  });
}

/**
 * Signs as Standard Webhooks defines: each attempt has the same id, and a new time and signature. After a rotation both
 * secrets sign for some time.
 */
function sign({ sealer }: DeliveryDependencies, endpoint: EndpointRow, delivery: DueDelivery, at: Date) {
  const body = JSON.stringify({
    type: delivery.type,
    timestamp: (delivery.event?.occurred_at ?? delivery.created_at).toISOString(),
    sequence: delivery.sequence,
    data: delivery.event?.data ?? { endpointId: endpoint.id },
  });
  const signatures = openEndpointSecrets(sealer, endpoint, at).map((secret) =>
    new Webhook(secret).sign(delivery.event_id, at, body),
  );
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Remessa-Webhooks/1',
    'webhook-id': delivery.event_id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': signatures.join(' '),
  };
  return { headers, body };
}
