import { v7 as uuid } from 'uuid';
import type { Scope } from '../db/database.ts';
import { hurryWaiting } from '../db/erp-delivery/deliveries.ts';
import {
  type EndpointRow,
  lockEndpoint,
  noteMissed,
  noteProved,
  noteUnproved,
} from '../db/erp-delivery/endpoints.ts';
import { asTenant } from '../db/tenancy.ts';
import { challengeType, proofFailure } from '../domain/endpoint-proof.ts';
import { attemptSignal } from './attempt.ts';
import type { DeliveryDependencies } from './delivery-dependencies.ts';
import type { PostResult } from './guarded-post.ts';
import { gone, park } from './park-endpoint.ts';
import { signed } from './signed-delivery.ts';

/**
 * Sends a challenge to an address that somebody entered, and keeps whether it answered as only one does that wants our
 * deliveries. So nobody has us post to an address that is not his. May be repeated.
 */
export async function challengeEndpoint(deps: DeliveryDependencies, endpoint: EndpointRow): Promise<void> {
  const at = deps.now();
  const { id: endpointId, challenge } = endpoint;
  const data = { endpointId, challenge };
  const body = JSON.stringify({ type: challengeType, timestamp: at.toISOString(), sequence: null, data });
  const stop = attemptSignal();
  const answer = await deps.post(
    endpoint.url,
    signed(deps.sealer, endpoint, { id: uuid(), body, at }),
    body,
    stop,
  );
  // We stopped this call ourselves, so the address did not fail. The next attempt asks again.
  if (answer.status === null && stop?.aborted)
    throw new Error('The attempt was stopped before the address answered');
  const parkReason = await asTenant(deps.db, endpoint.tenant_id, (scope) =>
    keepAnswer(scope, endpoint, answer, at),
  );
  if (parkReason) await park(deps, endpoint, parkReason, at);
}

/** Keeps what the address answered. Returns why to park the endpoint, or null. */
async function keepAnswer(
  scope: Scope,
  { id, challenge, failures: before }: EndpointRow,
  answer: PostResult,
  at: Date,
): Promise<string | null> {
  const current = await lockEndpoint(scope, id);
  // Another address, or another challenge, since we asked: the answer is about what is no more.
  if (!current || current.challenge !== challenge || current.proved_at) return null;
  const failure = proofFailure(answer, challenge);
  if (failure) {
    await noteUnproved(scope, id, failure);
    const outOfPatience = await noteMissed(scope, id, { before, now: at });
    return answer.status === 410 ? gone : outOfPatience;
  }
  await noteProved(scope, id, at);
  // What waited for the address before it goes out now.
  await hurryWaiting(scope, id, at);
  return null;
}
