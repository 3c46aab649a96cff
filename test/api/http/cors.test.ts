import { afterAll, describe, expect, it } from 'vitest';
import { openCompany, startApi } from '../environment.ts';
import { ownCompany } from '../own-company.ts';

const { api: closed, company: closedCompany } = await ownCompany();

const api = await startApi({ corsOrigins: ['https://erp.example'] });
afterAll(() => api.close());
const company = await openCompany(api);

const preflight = (url: string, origin: string) =>
  fetch(`${url}/v1/documents`, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type,idempotency-key',
    },
  });

const read = (url: string, key: string, origin: string) =>
  fetch(`${url}/v1/documents`, { headers: { origin, authorization: `Bearer ${key}` } });

describe('a page of another origin', () => {
  it('may call with a key when its origin is named, and read the headers that matter', async () => {
    const asked = await preflight(api.url, 'https://erp.example');
    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-origin')).toBe('https://erp.example');
    expect(asked.headers.get('access-control-allow-headers')).toContain('Idempotency-Key');
    const { headers, status } = await read(api.url, company.key, 'https://erp.example');
    expect([status, headers.get('access-control-allow-origin')]).toEqual([200, 'https://erp.example']);
    expect(headers.get('access-control-expose-headers')).toContain('ETag');
    expect(headers.get('vary')).toContain('Origin');
  });

  it('never calls with a session: cookies do not come along', async () => {
    for (const { headers } of [
      await preflight(api.url, 'https://erp.example'),
      await read(api.url, company.key, 'https://erp.example'),
    ])
      expect(headers.get('access-control-allow-credentials')).toBeNull();
  });

  it.each([
    'https://elsewhere.example',
    'https://erp.example.elsewhere.example',
    'null',
    'http://erp.example',
  ])('is told nothing when its origin is %s', async (origin) => {
    expect((await preflight(api.url, origin)).headers.get('access-control-allow-origin')).toBeNull();
    const { headers } = await read(api.url, company.key, origin);
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it('may not call at all unless origins are set', async () => {
    const asked = await preflight(closed.url, 'https://erp.example');
    expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([405, null]);
    const { headers } = await read(closed.url, closedCompany.key, 'https://erp.example');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });
});
