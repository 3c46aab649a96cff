import { needsIdempotencyKey, type Route } from '../http/define-route.ts';
import type { JsonSchema } from './openapi-schemas.ts';

/** The headers with the caller's allowances in every answer. */
const limitHeaders = {
  'RateLimit-Policy': {
    description:
      'The allowances that the call counted against (draft-ietf-httpapi-ratelimit-headers): `q` calls in a window of `w` seconds.',
    required: true,
    schema: { type: 'string', example: '"key";q=12000;w=60' },
  },
  RateLimit: {
    description:
      'How the caller stands with each of them: `r` calls are left, and in `t` seconds the window ends.',
    required: true,
    schema: { type: 'string', example: '"key";r=11999;t=60' },
  },
  'X-RateLimit-Limit': {
    description: '`q` of the last allowance named, for clients that know this header.',
    required: true,
    schema: { type: 'integer' },
  },
  'X-RateLimit-Remaining': {
    description: '`r` of the same.',
    required: true,
    schema: { type: 'integer' },
  },
  'X-RateLimit-Reset': {
    description: '`t` of the same: seconds from now.',
    required: true,
    schema: { type: 'integer' },
  },
  'Retry-After': {
    description: 'In how many seconds the call may be repeated.',
    required: true,
    schema: { type: 'integer' },
  },
};

/** The headers of answers. A required one is on each answer that names it. */
export const documentedHeaders = {
  ...limitHeaders,
  'X-Request-Id': {
    description: 'The call, to quote to whoever helps; problems name it too, as `requestId`.',
    required: true,
    schema: { type: 'string', format: 'uuid' },
  },
  ETag: {
    description: 'The version of what is answered, for If-Match.',
    required: true,
    schema: { type: 'string', example: '"3"' },
  },
  'Idempotent-Replayed': {
    description: 'Only on the answer to a repeated call: nothing was done again.',
    schema: { type: 'string', enum: ['true'] },
  },
  'Content-Disposition': {
    description: 'What a browser saves the file as.',
    required: true,
    schema: { type: 'string', example: 'attachment; filename="boletos.pdf"' },
  },
};

type HeaderName = keyof typeof documentedHeaders;

/** The headers of a route's successful answers, beside those of every answer. */
export function headersOf(route: Route): HeaderName[] {
  return [
    ...(route.takesIfMatch || route.answersVersion ? (['ETag'] as const) : []),
    ...(needsIdempotencyKey(route) ? (['Idempotent-Replayed'] as const) : []),
    ...(route.mediaType ? (['Content-Disposition'] as const) : []),
  ];
}

const onEveryAnswer = [
  'X-Request-Id',
  'RateLimit-Policy',
  'RateLimit',
  'X-RateLimit-Limit',
  'X-RateLimit-Remaining',
  'X-RateLimit-Reset',
] as const satisfies HeaderName[];

/** Answers to what could not be read to its end. It counted against no allowance. */
const unread = ['408', '431'];

/** Adds the headers to the description of each answer. Answers that ask the caller to wait also get `Retry-After`. */
export function withHeaders(responses: JsonSchema, onSuccess: HeaderName[]): JsonSchema {
  const entries = Object.entries(responses).map(([status, response]) => {
    const names: HeaderName[] = unread.includes(status) ? ['X-Request-Id'] : [...onEveryAnswer];
    if (status.startsWith('2')) names.push(...onSuccess);
    if (['429', '503'].includes(status)) names.push('Retry-After');
    const headers = Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
    return [status, { ...(response as JsonSchema), headers }];
  });
  return Object.fromEntries(entries);
}
