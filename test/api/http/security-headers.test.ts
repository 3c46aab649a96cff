import { describe, expect, it } from 'vitest';
import { ownCompany } from '../own-company.ts';

const { api, company } = await ownCompany();

/** What browsers are told with every answer, whole: a header that is lost, or loosened, is seen here. */
const always = {
  'content-security-policy':
    "default-src 'none';base-uri 'self';font-src 'self' data:;form-action 'self';frame-ancestors 'none';img-src 'self' data:;object-src 'none';script-src 'self';script-src-attr 'none';style-src 'self' 'unsafe-inline';connect-src 'self'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'SAMEORIGIN',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
};

/** What tells of the answer, not of safety. */
const ofTheAnswer =
  /^(connection|content-(length|type|encoding|language|disposition)|date|keep-alive|link|location|retry-after|transfer-encoding|vary|x-request-id|www-authenticate|etag|last-modified|accept-ranges|(x-)?ratelimit.*|allow|cache-control)$/;

describe('what a browser is told with an answer', () => {
  it.each([
    ['data', 'GET', '/v1/documents', 200],
    ['a refusal', 'GET', '/v1/documents?limit=x', 400],
    ['nothing', 'GET', '/v1/documents/7', 404],
    ['another method', 'PUT', '/v1/documents', 405],
    ['the documentation', 'GET', '/docs', 200],
    ['the OpenAPI file', 'GET', '/openapi.json', 200],
    ['the webhook door', 'POST', '/webhooks/asaas/nobody', 401],
    ['health', 'GET', '/healthz', 200],
    ['no address', 'GET', '/nothing', 404],
  ])('is the same with %s', async (_, method, path, status) => {
    const answer = await fetch(api.url + path, {
      method,
      headers: { authorization: `Bearer ${company.key}` },
    });
    expect(answer.status).toBe(status);
    const told = [...answer.headers].filter(([name]) => !ofTheAnswer.test(name));
    expect(Object.fromEntries(told)).toEqual(always);
  });

  it('of a company is not kept by anybody on its way', async () => {
    const headers = { authorization: `Bearer ${company.key}` };
    for (const path of ['/v1/documents', '/v1/documents/7', '/v1/payers']) {
      const answer = await fetch(api.url + path, { headers });
      expect([path, answer.headers.get('cache-control')]).toEqual([path, 'no-store']);
    }
  });
});
