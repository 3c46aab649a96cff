const text = { type: 'string' };

const session = {
  type: 'object',
  additionalProperties: false,
  required: [
    'role',
    'name',
    'tenant',
    'csrfToken',
    'expiresAt',
    'confirmsBy',
    'idleSeconds',
    'temporalUi',
    'hasSimulator',
  ],
  properties: {
    role: { type: 'string', enum: ['admin', 'erp', 'operator', 'viewer'] },
    name: { type: ['string', 'null'], description: 'Of the user or key; the vendor has none.' },
    tenant: {
      anyOf: [
        {
          type: 'object',
          additionalProperties: false,
          required: ['id', 'name'],
          properties: { id: text, name: text },
        },
        { type: 'null' },
      ],
    },
    csrfToken: { type: 'string', description: 'To be sent as X-CSRF-Token with every write.' },
    expiresAt: { type: 'string', format: 'date-time' },
    confirmsBy: {
      type: 'string',
      enum: ['password', 'apiKey'],
      description: 'What a confirmation takes; in the place of a password also a new link.',
    },
    idleSeconds: { type: 'integer', description: 'After so long without a call it ends earlier.' },
    temporalUi: { type: ['string', 'null'], description: 'Where workflows are shown to operators.' },
    hasSimulator: { type: 'boolean', description: 'Whether the calls of the simulator exist here.' },
  },
};

function credentials(...names: string[]) {
  const properties = Object.fromEntries(names.map((name) => [name, text]));
  return { type: 'object', additionalProperties: false, required: names, properties };
}

const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
const refusals = {
  401: { description: '`sign_in_refused` or `session_ended`.', content: problem },
  403: { description: '`csrf_refused`: not sent by a page of ours.', content: problem },
};
const answer = { content: { 'application/json': { schema: session } } };
const byCookie = { tags: ['Sessions'], security: [{ session: [] }] };

/** Signing in and out of the console. It uses cookies, so it is outside of the rules of declared routes. */
export const sessionPaths = {
  '/v1/sessions': {
    post: {
      operationId: 'signIn',
      tags: ['Sessions'],
      summary: 'Sign in, by login and password, API key, or a link that works once',
      description:
        'The session is a cookie that no script can read. Ten wrong passwords close a login for a while.',
      security: [],
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: {
              anyOf: [credentials('login', 'password'), credentials('apiKey'), credentials('link')],
            },
          },
        },
      },
      responses: {
        201: { description: 'Signed in.', ...answer },
        400: { description: '`invalid_request`.', content: problem },
        ...refusals,
        429: { description: '`too_many_sign_ins`.', content: problem },
      },
    },
    delete: {
      operationId: 'endAllSessions',
      ...byCookie,
      summary: 'End all sessions of whoever calls, in whichever browser',
      responses: { 204: { description: 'Ended.' }, ...refusals },
    },
  },
  '/v1/sessions/current': {
    get: {
      operationId: 'getSession',
      ...byCookie,
      summary: 'Read who is signed in here',
      responses: { 200: { description: 'Signed in.', ...answer }, ...refusals },
    },
    delete: {
      operationId: 'signOut',
      ...byCookie,
      summary: 'Sign out',
      responses: { 204: { description: 'Ended.' }, ...refusals },
    },
  },
  '/v1/sessions/current/confirm': {
    post: {
      operationId: 'confirmSession',
      ...byCookie,
      summary: 'Confirm by the password or key that it is still the same person',
      description:
        'For the calls that answer `confirmation_needed` to a session whose last sign-in or confirmation is more than ten minutes ago. The session goes on under a new cookie and a new `csrfToken`; the old ones are worth nothing any more. Wrong answers count as at signing in.',
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: { anyOf: [credentials('password'), credentials('apiKey'), credentials('link')] },
          },
        },
      },
      responses: {
        200: { description: 'Confirmed.', ...answer },
        400: { description: '`invalid_request`.', content: problem },
        ...refusals,
        429: { description: '`too_many_sign_ins`.', content: problem },
      },
    },
  },
};
