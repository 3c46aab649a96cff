import { z } from 'zod';
import type { Scope } from '../../db/database.ts';
import type { DeliveryRow } from '../../db/erp-delivery/deliveries.ts';
import { openEndpointSecrets } from '../../db/erp-delivery/endpoint-secrets.ts';
import { type EndpointRow, findEndpoint, lockEndpoint } from '../../db/erp-delivery/endpoints.ts';
import type { Sealer } from '../../db/sealed-text.ts';
import { proofWords, shownStatus, shownStatuses } from '../../domain/endpoint-proof.ts';
import { deliveryStatuses } from '../../domain/erp-delivery.ts';
import { id, instant } from '../http/fields.ts';
import { Problem } from '../problems/problem.ts';

export const endpointAnswer = z
  .strictObject({
    id,
    url: z.string(),
    description: z.string().nullable(),
    events: z.array(z.string()).meta({ description: 'The types that are delivered; empty for all.' }),
    status: z.enum(shownStatuses).meta({
      description:
        'pending: the address has not answered the challenge yet, and gets nothing. paused: by a person. parked: the endpoint answered 410, or took nothing for a week. What waits is kept and goes out in order once it is active again.',
    }),
    reason: z
      .string()
      .nullable()
      .meta({ description: 'Why it is pending or parked, and the cure, in the caller’s language.' }),
    statusSince: instant,
    provedAt: instant.nullable().meta({ description: 'When its address answered the challenge.' }),
    failures: z.int().meta({ description: 'Attempts that failed since the last success.' }),
    failingSince: instant.nullable(),
    nextTryAt: instant.nullable().meta({ description: 'While it fails: when it is tried again.' }),
    readSequence: z.int().meta({ description: 'Events of the feed up to here have their deliveries.' }),
    createdAt: instant,
  })
  .meta({ id: 'WebhookEndpoint' });

export const endpointWithSecret = endpointAnswer
  .extend({
    secret: z.string().nullable().meta({
      description:
        'Shown this once; null where the call is repeated after the secret was changed. Verify with any Standard Webhooks library.',
      example: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD2b1sPZBAnUw=',
    }),
  })
  .meta({ id: 'WebhookEndpointWithSecret' });

export function toEndpointAnswer(row: EndpointRow): z.output<typeof endpointAnswer> {
  return {
    id: row.id,
    url: row.url,
    description: row.description,
    events: row.events,
    status: shownStatus(row),
    reason: shownStatus(row) === 'pending' ? proofWords[row.proof_failure] : row.reason,
    statusSince: row.status_since.toISOString(),
    provedAt: row.proved_at?.toISOString() ?? null,
    failures: row.failures,
    failingSince: row.failing_since?.toISOString() ?? null,
    nextTryAt: row.next_try_at?.toISOString() ?? null,
    readSequence: row.read_sequence,
    createdAt: row.created_at.toISOString(),
  };
}

/** A stored answer. Its secret is left out when the endpoint has another one now, or was deleted. */
export async function withoutWithdrawnSecret(scope: Scope, kept: unknown, sealer: Sealer): Promise<unknown> {
  const answer = endpointWithSecret.parse(kept);
  const row = await findEndpoint(scope, answer.id);
  const [present] = row ? openEndpointSecrets(sealer, row, new Date(0)) : [];
  return present === answer.secret ? answer : { ...answer, secret: null };
}

export const deliveryAnswer = z
  .strictObject({
    id,
    sequence: z.int().nullable().meta({ description: 'The event’s number in the feed; null for a test.' }),
    eventId: id.meta({ description: 'The header `webhook-id`, the same at every attempt.' }),
    type: z.string(),
    status: z.enum(deliveryStatuses),
    attempts: z.int(),
    httpStatus: z.int().nullable().meta({ description: 'What the endpoint last answered.' }),
    error: z.string().nullable().meta({ description: 'Why no answer came at the last attempt.' }),
    lastAttemptAt: instant.nullable(),
    nextAttemptAt: instant.nullable(),
    deliveredAt: instant.nullable(),
  })
  .meta({ id: 'WebhookDelivery' });

export function toDeliveryAnswer(row: DeliveryRow): z.output<typeof deliveryAnswer> {
  return {
    id: row.id,
    sequence: row.sequence,
    eventId: row.event_id,
    type: row.type,
    status: row.status,
    attempts: row.attempts,
    httpStatus: row.http_status,
    error: row.error,
    lastAttemptAt: row.last_attempt_at?.toISOString() ?? null,
    nextAttemptAt: row.status === 'waiting' ? row.next_attempt_at.toISOString() : null,
    deliveredAt: row.delivered_at?.toISOString() ?? null,
  };
}

/** The tenant's endpoint. Throws 404. */
export async function demandEndpoint(scope: Scope, endpointId: string): Promise<EndpointRow> {
  const row = await findEndpoint(scope, endpointId);
  if (!row) throw new Problem('not_found');
  return row;
}

/** The same, locked until the transaction ends. Throws 404. */
export async function lockDemandedEndpoint(scope: Scope, endpointId: string): Promise<EndpointRow> {
  const row = await lockEndpoint(scope, endpointId);
  if (!row) throw new Problem('not_found');
  return row;
}
