import { z } from 'zod';
import { findDeliveries, insertTestDelivery, replay } from '../../db/erp-delivery/deliveries.ts';
import { leaveEndpointMessage } from '../../db/erp-delivery/endpoint-messages.ts';
import { deliveryStatuses } from '../../domain/erp-delivery.ts';
import { accepted, ok } from '../http/answer.ts';
import { defineRoute } from '../http/define-route.ts';
import { byId, id, instant } from '../http/fields.ts';
import { pageOf, pageQuery, readCursor, toPage } from '../http/pages.ts';
import { toFault } from '../problems/faults.ts';
import { Problem } from '../problems/problem.ts';
import { deliveryFile } from './delivery-columns.ts';
import { deliveryAnswer, demandEndpoint, lockDemandedEndpoint, toDeliveryAnswer } from './endpoint-answer.ts';

const tag = 'Webhooks to the ERP';

/** More events need several replays. */
const replayedMax = 10_000;

/** Postgres has no year 0. */
const storable = instant.refine((text) => !text.startsWith('0000'));

const listDeliveries = defineRoute({
  method: 'get',
  path: '/v1/webhook-endpoints/{id}/deliveries',
  operationId: 'listWebhookDeliveries',
  tag,
  summary: 'List what was delivered, waits or was given up, newest first',
  roles: ['erp', 'operator', 'viewer'],
  params: byId,
  query: z.strictObject({
    status: z.enum(deliveryStatuses).optional(),
    type: z.string().max(100).optional().meta({ example: 'document.settled' }),
    ...pageQuery,
  }),
  answers: { 200: pageOf(deliveryAnswer) },
  exportsAs: deliveryFile,
  async handle({ params, query: { limit, cursor, ...filter }, language }, scope) {
    const { id: endpointId } = await demandEndpoint(scope, params.id);
    const place = readCursor(cursor, z.tuple([storable, id]), language);
    const before = place && { createdAt: place[0], id: place[1] };
    const rows = await findDeliveries(scope, endpointId, filter, { before, limit: limit + 1 });
    return ok(toPage(rows, limit, toDeliveryAnswer, (row) => [row.created_at.toISOString(), row.id]));
  },
});

const testEndpoint = defineRoute({
  method: 'post',
  path: '/v1/webhook-endpoints/{id}/test',
  operationId: 'testWebhookEndpoint',
  tag,
  summary: 'Send a test delivery',
  description:
    'Posts `webhook_endpoint.tested`, signed like any event. What came of it stands among the deliveries.',
  roles: ['erp', 'operator'],
  params: byId,
  answers: { 202: deliveryAnswer },
  async handle({ params }, scope) {
    const endpoint = await lockDemandedEndpoint(scope, params.id);
    const delivery = await insertTestDelivery(scope, endpoint);
    await leaveEndpointMessage(scope, endpoint.id, 'endpointChanged');
    return accepted(toDeliveryAnswer(delivery));
  },
});

const replayEvents = defineRoute({
  method: 'post',
  path: '/v1/webhook-endpoints/{id}/replay',
  operationId: 'replayEvents',
  tag,
  summary: 'Deliver the events of a range once more',
  description: `Both ends included, up to ${replayedMax} events, in order, each with the \`webhook-id\` it had before.`,
  roles: ['erp', 'operator'],
  params: byId,
  body: z
    .strictObject({ fromSequence: z.int().min(1), toSequence: z.int().min(1) })
    .meta({ id: 'WebhookReplay' }),
  answers: {
    202: z
      .strictObject({ waiting: z.int().meta({ description: 'Deliveries that go out because of it.' }) })
      .meta({ id: 'WebhookReplayStarted' }),
  },
  async handle({ params, body, language }, scope) {
    const range = { from: body.fromSequence, to: body.toSequence };
    if (range.to < range.from || range.to - range.from >= replayedMax) {
      const values = { limit: String(replayedMax) };
      throw new Problem('invalid_request', {
        errors: [toFault({ path: ['toSequence'], code: 'invalid_range', values }, language)],
      });
    }
    const endpoint = await lockDemandedEndpoint(scope, params.id);
    const waiting = await replay(scope, endpoint, range);
    await leaveEndpointMessage(scope, endpoint.id, 'endpointChanged');
    return accepted({ waiting });
  },
});

export const webhookDeliveryRoutes = [listDeliveries, testEndpoint, replayEvents];
