import { v7 as uuid } from 'uuid';
import { z } from 'zod';
import { type Audited, keepAudit, keepChange } from '../../db/audit/keep-audit.ts';
import type { Scope } from '../../db/database.ts';
import { hurryWaiting } from '../../db/erp-delivery/deliveries.ts';
import { leaveEndpointMessage } from '../../db/erp-delivery/endpoint-messages.ts';
import { makeEndpointSecret, sealEndpointSecret } from '../../db/erp-delivery/endpoint-secrets.ts';
import {
  asNew,
  type EndpointRow,
  findEndpoints,
  insertEndpoint,
  unproved,
  updateEndpoint,
} from '../../db/erp-delivery/endpoints.ts';
import { shownStatus } from '../../domain/endpoint-proof.ts';
import { type AllowedAddresses, findUrlFault, secretOverlapMs } from '../../domain/erp-delivery.ts';
import { erpEventTypes } from '../events/catalogue/catalogue.ts';
import { accepted, created, ok } from '../http/answer.ts';
import type { Caller } from '../http/authenticate.ts';
import { defineRoute } from '../http/define-route.ts';
import { byId, id, text } from '../http/fields.ts';
import type { Language } from '../http/language.ts';
import { pageOf, pageQuery, readCursor, toPage } from '../http/pages.ts';
import { toFault } from '../problems/faults.ts';
import { Problem } from '../problems/problem.ts';
import {
  demandEndpoint,
  endpointAnswer,
  endpointWithSecret,
  lockDemandedEndpoint,
  toEndpointAnswer,
  withoutWithdrawnSecret,
} from './endpoint-answer.ts';
import { endpointFile } from './endpoint-columns.ts';

const tag = 'Webhooks to the ERP';
const writers = ['erp', 'operator'] as const;
const readers = ['erp', 'operator', 'viewer'] as const;

/** More endpoints per company are probably a mistake. */
const endpointsMax = 20;

const url = z.string().max(2_000).meta({ format: 'uri', example: 'https://erp.example/remessa/events' });
const events = z
  .array(z.enum(erpEventTypes))
  .max(erpEventTypes.length)
  .meta({ description: 'Types to deliver; empty or left out for all.' });

const createEndpoint = defineRoute({
  method: 'post',
  path: '/v1/webhook-endpoints',
  operationId: 'createWebhookEndpoint',
  tag,
  summary: 'Have events delivered to an address',
  description:
    'The address is first asked to prove that it wants them: it is posted `webhook_endpoint.challenged` and must answer 2xx with `{"challenge": "<data.challenge>"}`; until then the endpoint is `pending` and gets nothing. Every event from now on is posted to it, signed by Standard Webhooks (standardwebhooks.com), in order for each document, and tried for a week until it is answered 2xx. The secret is in this answer and never shown again. Verify `webhook-signature`, keep `webhook-id` and ignore what you have seen.',
  roles: writers,
  body: z
    .strictObject({ url, description: text(200).optional(), events: events.optional() })
    .meta({ id: 'NewWebhookEndpoint' }),
  needsConfirmation: true,
  answers: { 201: endpointWithSecret },
  answersSecret: true,
  stillShown: withoutWithdrawnSecret,
  problems: ['too_many_endpoints'],
  async handle({ body, caller, language, sealer, erpAddresses }, scope) {
    refuseUrl(body.url, erpAddresses, language);
    const known = await findEndpoints(scope, { afterId: null, limit: endpointsMax });
    if (known.length === endpointsMax)
      throw new Problem('too_many_endpoints', { values: { limit: String(endpointsMax) } });
    const owner = { id: uuid(), tenant_id: caller.tenantId };
    const secret = makeEndpointSecret();
    const row = await insertEndpoint(scope, {
      ...owner,
      url: body.url,
      description: body.description ?? null,
      events: body.events ?? [],
      secret_sealed: sealEndpointSecret(sealer, owner, secret),
    });
    await keepAudit(scope, audited(caller, row, 'created'), { after: configurationOf(row) });
    await leaveEndpointMessage(scope, row.id, 'endpointChanged');
    return created({ ...toEndpointAnswer(row), secret });
  },
});

const listEndpoints = defineRoute({
  method: 'get',
  path: '/v1/webhook-endpoints',
  operationId: 'listWebhookEndpoints',
  tag,
  summary: 'List endpoints and how they stand',
  roles: readers,
  query: z.strictObject(pageQuery),
  answers: { 200: pageOf(endpointAnswer) },
  exportsAs: endpointFile,
  async handle({ query: { limit, cursor }, language }, scope) {
    const place = readCursor(cursor, z.tuple([id]), language);
    const rows = await findEndpoints(scope, { afterId: place?.[0] ?? null, limit: limit + 1 });
    return ok(toPage(rows, limit, toEndpointAnswer, (row) => [row.id]));
  },
});

const readEndpoint = defineRoute({
  method: 'get',
  path: '/v1/webhook-endpoints/{id}',
  operationId: 'getWebhookEndpoint',
  tag,
  summary: 'Read how an endpoint stands',
  roles: readers,
  params: byId,
  answers: { 200: endpointAnswer },
  async handle({ params }, scope) {
    return ok(toEndpointAnswer(await demandEndpoint(scope, params.id)));
  },
});

const changeEndpoint = defineRoute({
  method: 'patch',
  path: '/v1/webhook-endpoints/{id}',
  operationId: 'changeWebhookEndpoint',
  tag,
  summary: 'Change an endpoint, pause it, or set it going again',
  description:
    'What is left out stays. A new address has to answer a challenge first, and what waits is kept for it. `status: active` sets a paused or parked endpoint going again: what waits goes out at once, in order.',
  roles: writers,
  params: byId,
  body: z
    .strictObject({
      url: url.optional(),
      description: text(200).nullable().optional(),
      events: events.optional(),
      status: z.enum(['active', 'paused']).optional(),
    })
    .meta({ id: 'WebhookEndpointChanges' }),
  needsConfirmation: ['url'],
  answers: { 200: endpointAnswer },
  async handle({ params, body, caller, language, erpAddresses, now }, scope) {
    if (body.url !== undefined) refuseUrl(body.url, erpAddresses, language);
    const before = await lockDemandedEndpoint(scope, params.id);
    const { url = before.url, description = before.description, events = before.events } = body;
    const isElsewhere = url !== before.url;
    await updateEndpoint(scope, before.id, { url, description, events, ...(isElsewhere && unproved()) });
    if (body.status !== undefined) await setStatus(scope, before, body.status, now());
    await leaveEndpointMessage(scope, before.id, 'endpointChanged');
    const row = await demandEndpoint(scope, before.id);
    await keepChange(scope, audited(caller, row, 'changed'), configurationOf(before), configurationOf(row));
    return ok(toEndpointAnswer(row));
  },
});

const deleteEndpoint = defineRoute({
  method: 'delete',
  path: '/v1/webhook-endpoints/{id}',
  operationId: 'deleteWebhookEndpoint',
  tag,
  summary: 'Remove an endpoint: nothing more is delivered to it',
  roles: writers,
  params: byId,
  answers: { 200: endpointAnswer },
  async handle({ params, caller, now }, scope) {
    const row = await lockDemandedEndpoint(scope, params.id);
    await keepAudit(scope, audited(caller, row, 'removed'), { before: configurationOf(row) });
    await leaveEndpointMessage(scope, row.id, 'endpointChanged');
    return ok(toEndpointAnswer(await updateEndpoint(scope, row.id, { deleted_at: now() })));
  },
});

const rotateSecret = defineRoute({
  method: 'post',
  path: '/v1/webhook-endpoints/{id}/rotate-secret',
  operationId: 'rotateWebhookSecret',
  tag,
  summary: 'Make a new signing secret',
  description: `For ${secretOverlapMs / 3_600_000} hours deliveries bear two signatures, by the new secret and by the one before, so that nothing is lost while you change it.`,
  roles: writers,
  params: byId,
  needsConfirmation: true,
  answers: { 200: endpointWithSecret },
  answersSecret: true,
  stillShown: withoutWithdrawnSecret,
  async handle({ params, caller, sealer, now }, scope) {
    const row = await lockDemandedEndpoint(scope, params.id);
    const secret = makeEndpointSecret();
    const changed = await updateEndpoint(scope, row.id, {
      secret_sealed: sealEndpointSecret(sealer, row, secret),
      previous_secret_sealed: row.secret_sealed,
      previous_secret_until: new Date(now().getTime() + secretOverlapMs),
    });
    await keepAudit(scope, audited(caller, row, 'secret_changed'));
    return ok({ ...toEndpointAnswer(changed), secret });
  },
});

const challengeEndpoint = defineRoute({
  method: 'post',
  path: '/v1/webhook-endpoints/{id}/challenge',
  operationId: 'challengeWebhookEndpoint',
  tag,
  summary: 'Challenge an endpoint’s address again now',
  description:
    'For an endpoint that is `pending`, once its address answers `webhook_endpoint.challenged` as it should. It is also asked again by itself, ever more slowly, for a week. An endpoint that has proved itself stays as it is.',
  roles: writers,
  params: byId,
  answers: { 202: endpointAnswer },
  async handle({ params }, scope) {
    const row = await lockDemandedEndpoint(scope, params.id);
    if (shownStatus(row) !== 'pending') return accepted(toEndpointAnswer(row));
    await updateEndpoint(scope, row.id, unproved());
    await leaveEndpointMessage(scope, row.id, 'endpointChanged');
    return accepted(toEndpointAnswer(await demandEndpoint(scope, row.id)));
  },
});

export const webhookEndpointRoutes = [
  createEndpoint,
  listEndpoints,
  readEndpoint,
  changeEndpoint,
  deleteEndpoint,
  rotateSecret,
  challengeEndpoint,
];

function audited(
  { tenantId, actor }: Caller,
  { id: resourceId }: EndpointRow,
  done: 'created' | 'changed' | 'secret_changed' | 'removed',
): Audited {
  return { tenantId, actor, action: `webhook_endpoint.${done}`, resourceId };
}

/** What the audit keeps of an endpoint: what a person decided of it. Never the secret. */
function configurationOf({ url, description, events, status }: EndpointRow) {
  return { url, description, events, status };
}

function refuseUrl(given: string, allowed: AllowedAddresses, language: Language): void {
  const fault = findUrlFault(given, allowed);
  if (!fault) return;
  const finding = { path: ['url'], code: fault, values: { ports: allowed.ports.join(', ') } };
  throw new Problem('invalid_request', { errors: [toFault(finding, language)] });
}

async function setStatus(
  scope: Scope,
  before: EndpointRow,
  status: 'active' | 'paused',
  now: Date,
): Promise<void> {
  const since = before.status === status ? before.status_since : now;
  await updateEndpoint(scope, before.id, { ...asNew, status, status_since: since });
  if (status === 'active') await hurryWaiting(scope, before.id, now);
}
