import { sessionPaths } from './openapi-session-paths.ts';

const problem = {
  'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
};

const health = {
  'application/json': {
    schema: { type: 'object', properties: { status: { type: 'string' } }, required: ['status'] },
  },
};

/**
 * Paths that are documented by hand, because they are outside of `/v1` and its rules: the webhook door and the health
 * of the process.
 */
export const publicPaths = {
  ...sessionPaths,
  '/webhooks/asaas/{endpoint}': {
    post: {
      operationId: 'receiveAsaasEvent',
      tags: ['Asaas'],
      summary: 'Where Asaas delivers its events',
      description:
        'For Asaas alone. The address is the `webhookUrl` of an account. To a sender with the right token the answer is exactly 200, whatever the body: it is stored first and understood later.',
      security: [],
      parameters: [
        { name: 'endpoint', in: 'path', required: true, schema: { type: 'string' } },
        { name: 'asaas-access-token', in: 'header', required: true, schema: { type: 'string' } },
      ],
      requestBody: { content: { 'application/json': { schema: {} } } },
      responses: {
        200: { description: 'Stored.' },
        401: { description: 'Not an address and token of ours.' },
        404: { description: 'No address that can be read.', content: problem },
        429: { description: 'Too many strangers from this address. Never answered to the right token.' },
        503: { description: 'Could not be stored; send it again.' },
      },
    },
  },
  '/healthz': {
    get: {
      operationId: 'getHealth',
      tags: ['Operation'],
      summary: 'Whether the process lives',
      security: [],
      responses: { 200: { description: 'It does.', content: health } },
    },
  },
  '/readyz': {
    get: {
      operationId: 'getReadiness',
      tags: ['Operation'],
      summary: 'Whether it should be given work',
      security: [],
      responses: {
        200: { description: 'Ready.', content: health },
        503: { description: 'Not now.', content: health },
      },
    },
  },
};
