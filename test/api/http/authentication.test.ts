import { describe, expect, it } from 'vitest';
import { makeApiKey } from '../../../api/tenants/api-key.ts';
import { aDocument, adminKey, call, openCompany } from '../environment.ts';
import { ownCompany } from '../own-company.ts';

const { api, company } = await ownCompany();

describe('a key', () => {
  it('is wanted in the Authorization header and nowhere else', async () => {
    const { status, body, headers } = await call(api, null, 'GET', '/v1/banks');
    expect(status).toBe(401);
    expect(body.code).toBe('unauthenticated');
    expect(headers.get('www-authenticate')).toBe('Bearer');
    expect((await call(api, null, 'GET', `/v1/banks?key=${company.key}`)).status).toBe(401);
  });

  it('is refused without a query when its check sum is wrong', async () => {
    const mistyped = company.key.replace(/.$/, (last) => (last === 'x' ? 'y' : 'x'));
    api.queries.count = 0;
    expect((await call(api, mistyped, 'GET', '/v1/banks')).status).toBe(401);
    expect(api.queries.count).toBe(0);
    expect((await call(api, makeApiKey('erp'), 'GET', '/v1/banks')).status).toBe(401);
    expect(api.queries.count).toBeGreaterThan(0);
  });

  it('ends at once when it is revoked', async () => {
    const key = await company.keyOf('viewer');
    expect((await call(api, key, 'GET', '/v1/banks')).status).toBe(200);
    const { body } = await call(api, adminKey, 'GET', `/v1/tenants/${company.tenantId}/api-keys`);
    const { id } = body.data.at(-1);
    expect((await call(api, adminKey, 'DELETE', `/v1/api-keys/${id}`)).body.revokedAt).not.toBeNull();
    expect((await call(api, key, 'GET', '/v1/banks')).status).toBe(401);
  });

  it('is nowhere in the database, nor in any later answer', async () => {
    const { body } = await call(api, adminKey, 'GET', `/v1/tenants/${company.tenantId}/api-keys`);
    expect(JSON.stringify(body)).not.toContain(company.key);
    for (const table of ['api_keys', 'idempotency_keys']) {
      const rows = await api.sql(`select t::text as row from ${table} t`);
      expect(rows.length).toBeGreaterThan(0);
      expect(JSON.stringify(rows)).not.toContain(company.key);
    }
  });

  it('notes its use at most once a minute', async () => {
    const key = await company.keyOf('viewer');
    const lastUse = async () =>
      (await call(api, adminKey, 'GET', `/v1/tenants/${company.tenantId}/api-keys`)).body.data.at(-1)
        .lastUsedAt;
    const start = api.clock.now;
    await call(api, key, 'GET', '/v1/banks');
    expect(await lastUse()).toBe(start.toISOString());
    api.clock.now = new Date(start.getTime() + 59_000);
    await call(api, key, 'GET', '/v1/banks');
    expect(await lastUse()).toBe(start.toISOString());
    api.clock.now = new Date(start.getTime() + 61_000);
    await call(api, key, 'GET', '/v1/banks');
    expect(await lastUse()).toBe(api.clock.now.toISOString());
    api.clock.now = new Date();
  });
});

describe('a role', () => {
  it('opens what its routes declare and nothing else', async () => {
    const viewer = await company.keyOf('viewer');
    const operator = await company.keyOf('operator');
    const documents = { documents: [aDocument()] };
    const refused = await call(api, viewer, 'POST', '/v1/documents', documents);
    expect(refused.status).toBe(403);
    expect(refused.body.detail).toContain('viewer');
    expect((await call(api, operator, 'POST', '/v1/documents', documents)).body.code).toBe('forbidden');
    expect((await call(api, viewer, 'GET', '/v1/documents')).status).toBe(200);
  });

  it('keeps companies out of the administration, and the vendor out of companies', async () => {
    expect((await company.call('GET', '/v1/tenants')).body.code).toBe('forbidden');
    expect((await company.call('POST', '/v1/tenants', { name: 'X', taxId: '11222333000181' })).status).toBe(
      403,
    );
    expect((await call(api, adminKey, 'GET', '/v1/documents')).status).toBe(403);
  });
});

describe('the licence', () => {
  it('names the feature that collecting lacks, before it looks at the body', async () => {
    const poor = await openCompany(api, ['boleto']);
    for (const path of ['/v1/documents', '/v1/accounts', '/v1/remittances']) {
      const { status, body } = await poor.call(
        'POST',
        path,
        { nonsense: true },
        { 'accept-language': 'pt-BR' },
      );
      expect(status).toBe(403);
      expect(body).toMatchObject({ code: 'feature_missing', features: ['online_banking'] });
      expect(body.detail).toContain('online_banking');
    }
    const path = `/v1/tenants/${poor.tenantId}`;
    await call(api, adminKey, 'PATCH', path, { features: ['boleto', 'online_banking'] });
    expect((await poor.call('POST', '/v1/documents', { documents: [aDocument()] })).status).toBe(200);
  });
});
