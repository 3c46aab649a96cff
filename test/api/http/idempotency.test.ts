import { describe, expect, it } from 'vitest';
import { aDocument, adminKey, asaasAccount, call, openCompany } from '../environment.ts';
import { ownCompany } from '../own-company.ts';

const { api, company } = await ownCompany();

describe('a POST', () => {
  it('without an Idempotency-Key is refused', async () => {
    for (const key of ['', 'a b', 'x'.repeat(256)]) {
      const answer = await company.call(
        'POST',
        '/v1/documents',
        { documents: [] },
        { 'idempotency-key': key },
      );
      expect([answer.status, answer.body.code]).toEqual([400, 'idempotency_key_missing']);
    }
  });

  it('repeated is answered the same, and done once, whatever the order of its fields', async () => {
    const key = { 'idempotency-key': crypto.randomUUID() };
    const document = aDocument();
    const first = await company.call('POST', '/v1/documents', { documents: [document] }, key);
    const shuffled = Object.fromEntries(Object.entries(document).reverse());
    const second = await company.call('POST', '/v1/documents', { documents: [shuffled] }, key);
    expect(second.body).toEqual(first.body);
    expect(second.body.documents[0].result).toBe('created');
    expect([first, second].map((each) => each.headers.get('idempotent-replayed'))).toEqual([null, 'true']);
  });

  it('with the key of another call is refused', async () => {
    const key = { 'idempotency-key': crypto.randomUUID() };
    await company.call('POST', '/v1/documents', { documents: [aDocument()] }, key);
    const other = await company.call('POST', '/v1/documents', { documents: [aDocument()] }, key);
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
  });

  it('may use a key that another company used', async () => {
    const key = { 'idempotency-key': crypto.randomUUID() };
    const stranger = await openCompany(api);
    const body = { documents: [aDocument()] };
    await company.call('POST', '/v1/documents', body, key);
    const answer = await stranger.call('POST', '/v1/documents', body, key);
    expect(answer.body.documents[0].result).toBe('created');
    expect(answer.headers.get('idempotent-replayed')).toBeNull();
  });

  it('that failed kept nothing, so its key is free for the corrected call', async () => {
    const key = { 'idempotency-key': crypto.randomUUID() };
    expect((await company.call('POST', '/v1/documents', { documents: [] }, key)).status).toBe(400);
    expect((await company.call('POST', '/v1/documents', { documents: [aDocument()] }, key)).status).toBe(200);
  });

  it('is told to wait while the first is under way', async () => {
    const key = crypto.randomUUID();
    const holder = await api.superuser.connect();
    await holder.query('begin');
    await holder.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `idempotency|${company.tenantId}|${key}`,
    ]);
    const body = { documents: [aDocument()] };
    const waiting = await company.call('POST', '/v1/documents', body, { 'idempotency-key': key });
    expect([waiting.status, waiting.body.code]).toEqual([409, 'idempotency_in_progress']);
    expect(waiting.headers.get('retry-after')).toBe('1');
    await holder.query('rollback');
    holder.release();
    expect((await company.call('POST', '/v1/documents', body, { 'idempotency-key': key })).status).toBe(200);
  });

  it('sent fifty times at once makes one company', async () => {
    const name = `Empresa ${crypto.randomUUID()}`;
    const key = { 'idempotency-key': crypto.randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        call(api, adminKey, 'POST', '/v1/tenants', { name, taxId: '11222333000181' }, key),
      ),
    );
    expect(new Set(answers.map((each) => each.status))).toEqual(new Set([201, 409]));
    const [row] = await api.sql<{ count: string }>('select count(*) from tenants where name = $1', [name]);
    expect(row?.count).toBe('1');
  });

  it('whose answer shows a secret shows it again, though the secret is kept sealed', async () => {
    const path = `/v1/tenants/${company.tenantId}/api-keys`;
    const key = { 'idempotency-key': crypto.randomUUID() };
    const first = await call(api, adminKey, 'POST', path, { name: 'x', role: 'erp' }, key);
    const again = await call(api, adminKey, 'POST', path, { name: 'x', role: 'erp' }, key);
    expect(again.body.key).toBe(first.body.key);
    const [row] = await api.sql<{ body: object }>('select body from idempotency_keys where key = $1', [
      key['idempotency-key'],
    ]);
    expect(Object.keys(row?.body ?? {})).toEqual(['sealed']);
  });

  it('never shows a key again that was revoked since then', async () => {
    const path = `/v1/tenants/${company.tenantId}/api-keys`;
    const key = { 'idempotency-key': crypto.randomUUID() };
    const made = await call(api, adminKey, 'POST', path, { name: 'x', role: 'erp' }, key);
    await call(api, adminKey, 'DELETE', `/v1/api-keys/${made.body.id}`);
    const again = await call(api, adminKey, 'POST', path, { name: 'x', role: 'erp' }, key);
    expect(again.status).toBe(201);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.body).toMatchObject({ id: made.body.id, key: null, revokedAt: expect.any(String) });
    expect(JSON.stringify(again.body)).not.toContain(made.body.key);
  });

  it('adds an account at Asaas once', async () => {
    const { entry } = await asaasAccount(api);
    const key = { 'idempotency-key': crypto.randomUUID() };
    const first = await company.call('POST', '/v1/accounts', entry, key);
    const again = await company.call('POST', '/v1/accounts', entry, key);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
  });
});
