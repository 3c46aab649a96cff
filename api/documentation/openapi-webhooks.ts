import { z } from 'zod';
import { catalogue, dataSchemas, erpEventTypes, schemaNameOf } from '../events/catalogue/catalogue.ts';
import type { DescribedEvent } from '../events/catalogue/described-event.ts';
import { challenge, testDelivery } from '../events/catalogue/webhook-endpoint-events.ts';
import { instant } from '../http/fields.ts';
import type { JsonSchema, SchemaBook } from './openapi-schemas.ts';

/** What each event looks like where it arrives: one webhook per type, signed by Standard Webhooks. */
export function describeWebhooks(book: SchemaBook): Record<string, JsonSchema> {
  const events = erpEventTypes.map((type) => [
    type,
    describeWebhook(type, catalogue[type], { data: dataSchemas[type], sequence: z.int(), at: 42 }, book),
  ]);
  const outsideTheFeed = [testDelivery, challenge].map((described) => {
    const data = z.strictObject(described.fields);
    const parts = { data, sequence: z.null(), at: null };
    return [described.type, describeWebhook(described.type, described, parts, book)];
  });
  const described = Object.fromEntries([...events, ...outsideTheFeed]);
  return withProof(described);
}

/** The challenge alone is answered by a body. */
function withProof(described: Record<string, JsonSchema>): Record<string, JsonSchema> {
  const { post } = described[challenge.type] as { post: { responses: JsonSchema } };
  const { challenge: value } = challenge.example;
  const content = {
    'application/json': {
      schema: {
        type: 'object',
        properties: { challenge: { type: 'string' } },
        required: ['challenge'],
      },
      example: { challenge: value },
    },
  };
  const responses = { ...post.responses, '2XX': { description: 'The address wants deliveries.', content } };
  return { ...described, [challenge.type]: { post: { ...post, responses } } };
}

/** The schemas of a delivery's parts, and the sequence number of its example. */
interface Parts {
  data: z.ZodType;
  sequence: z.ZodType;
  at: number | null;
}

function describeWebhook(
  type: string,
  { summary, example }: Pick<DescribedEvent<unknown>, 'summary' | 'example'>,
  { data, sequence, at }: Parts,
  book: SchemaBook,
): JsonSchema {
  const delivery = z.strictObject({
    type: z.literal(type),
    timestamp: instant.meta({ description: 'When it happened.' }),
    sequence: sequence.meta({ description: 'The event’s number in the feed; null for a test delivery.' }),
    data,
  });
  return {
    post: {
      operationId: `on${schemaNameOf(type)}`,
      tags: ['Webhooks to the ERP'],
      summary,
      security: [],
      parameters: signatureHeaders,
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: book.refer(delivery, 'output'),
            example: { type, timestamp: '2026-12-11T12:00:00.000Z', sequence: at, data: example },
          },
        },
      },
      responses: {
        '2XX': { description: 'Taken.' },
        410: {
          description: 'Not wanted any more: the endpoint is parked until a person activates it again.',
        },
        default: { description: 'Not taken: sent again, ever more slowly, for a week.' },
      },
    },
  };
}

const signatureHeaders = [
  {
    name: 'webhook-id',
    in: 'header',
    required: true,
    description: 'The event’s id, the same however often it is sent: take each once.',
    schema: { type: 'string', format: 'uuid' },
  },
  {
    name: 'webhook-timestamp',
    in: 'header',
    required: true,
    description: 'When this attempt was signed, in seconds since 1970.',
    schema: { type: 'string', pattern: '^\\d+$' },
  },
  {
    name: 'webhook-signature',
    in: 'header',
    required: true,
    description:
      'Standard Webhooks: `v1,` and the base64 HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}`. After a rotation there are two, with a space between.',
    schema: { type: 'string', pattern: '^v1,\\S+( v1,\\S+)*$' },
  },
];
