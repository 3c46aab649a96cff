import type { JsonSchema } from './openapi-schemas.ts';

/** The headers with the caller's allowances in every answer. */
export const limitHeaders = {
  'RateLimit-Policy': {
    description:
      'The allowances that the call counted against (draft-ietf-httpapi-ratelimit-headers): `q` calls in a window of `w` seconds.',
    schema: { type: 'string', example: '"key";q=12000;w=60' },
  },
  RateLimit: {
    description:
      'How the caller stands with each of them: `r` calls are left, and in `t` seconds the window ends.',
    schema: { type: 'string', example: '"key";r=11999;t=60' },
  },
  'X-RateLimit-Limit': {
    description: '`q` of the last allowance named, for clients that know this header.',
    schema: { type: 'integer' },
  },
  'X-RateLimit-Remaining': { description: '`r` of the same.', schema: { type: 'integer' } },
  'X-RateLimit-Reset': { description: '`t` of the same: seconds from now.', schema: { type: 'integer' } },
  'Retry-After': {
    description: 'In how many seconds the call may be repeated.',
    schema: { type: 'integer' },
  },
};

const onEveryAnswer = Object.keys(limitHeaders).filter((name) => name !== 'Retry-After');

/** Adds the headers to the description of each answer. Answers that ask the caller to wait also get `Retry-After`. */
export function withHeaders(responses: JsonSchema): JsonSchema {
  const entries = Object.entries(responses).map(([status, response]) => {
    const names = ['429', '503'].includes(status) ? [...onEveryAnswer, 'Retry-After'] : onEveryAnswer;
    const headers = Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
    return [status, { ...(response as JsonSchema), headers }];
  });
  return Object.fromEntries(entries);
}
