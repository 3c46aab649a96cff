import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { asApplication } from '../../environment/databases.ts';
import { expectTrouble } from '../../environment/quiet.ts';
import {
  aDocument,
  adminKey,
  asaasAccount,
  type Body,
  call,
  enter,
  inDays,
  openCompany,
} from '../environment.ts';
import { ownAccount } from '../own-company.ts';

const { api, company, accountId } = await ownAccount();

async function auditOf(query = ''): Promise<Body[]> {
  const { status, body } = await company.call('GET', `/v1/audit${query}`);
  expect(status).toBe(200);
  return body.data;
}

describe('the audit', () => {
  it('tells who changed the terms of an account, with the changed fields alone', async () => {
    const fine = { type: 'percentage', percent: 2 };
    await company.call('PATCH', `/v1/accounts/${accountId}`, { settings: { fine } });
    await company.call('PATCH', `/v1/accounts/${accountId}`, { name: 'Outra', settings: { fine } });
    const [second, first] = await auditOf(`?resourceId=${accountId}`);
    expect(first).toMatchObject({ actor: 'erp:teste', action: 'account.changed', kind: 'account' });
    expect([first.before, first.after]).toEqual([{ fine: null }, { fine }]);
    expect([second.before, second.after]).toEqual([{ name: 'Conta de teste' }, { name: 'Outra' }]);
  });

  it('shows of a changed key its hint, and of no secret anything', async () => {
    const { entry } = await asaasAccount(api);
    const added = await company.call('POST', '/v1/accounts', entry);
    await company.call('PATCH', `/v1/accounts/${added.body.id}`, { apiKey: entry.apiKey });
    const hook = await company.call('POST', '/v1/webhook-endpoints', { url: 'https://erp.example/x' });
    const rotated = await company.call('POST', `/v1/webhook-endpoints/${hook.body.id}/rotate-secret`);
    const entries = await auditOf();
    const changed = entries.find(({ action }) => action === 'account.key_changed');
    expect(changed.after).toEqual({ keyHint: entry.apiKey.slice(-4) });
    const text = JSON.stringify(entries);
    for (const secret of [entry.apiKey, hook.body.secret, rotated.body.secret, company.key])
      expect(text).not.toContain(secret);
  });

  it('has what the vendor did: licence, keys, people, and never a password', async () => {
    const password = 'correta bateria grampo';
    const person = { login: 'caio@empresa.example', name: 'Caio', role: 'viewer', password };
    const path = `/v1/tenants/${company.tenantId}`;
    const { body: user } = await call(api, adminKey, 'POST', `${path}/users`, person);
    await call(api, adminKey, 'PATCH', `/v1/users/${user.id}`, { enabled: false, password: `${password} 2` });
    const { body: key } = await call(api, adminKey, 'POST', `${path}/api-keys`, {
      name: 'b',
      role: 'viewer',
    });
    await call(api, adminKey, 'DELETE', `/v1/api-keys/${key.id}`);
    await call(api, adminKey, 'DELETE', `/v1/api-keys/${key.id}`);
    await call(api, adminKey, 'PATCH', path, { name: 'Novo Nome' });
    const entries = await auditOf('?actor=admin');
    expect(entries.slice(0, 6).map(({ action }) => action)).toEqual([
      'tenant.changed',
      'api_key.revoked',
      'api_key.created',
      'user.password_changed',
      'user.changed',
      'user.created',
    ]);
    expect(entries[4]).toMatchObject({ before: { enabled: true }, after: { enabled: false } });
    expect(JSON.stringify(entries)).not.toContain(password);
  });

  it('lists what was done to documents beside it, off their timelines, and not what Asaas told', async () => {
    const [documentId = ''] = await enter(company, aDocument());
    await company.call('PATCH', `/v1/documents/${documentId}`, { description: 'Corrigido' });
    await api.sql(
      `insert into timeline (tenant_id, document_id, what, actor, details) values ($1, $2, 'charge.paid', 'asaas', '{}')`,
      [company.tenantId, documentId],
    );
    const entries = await auditOf(`?kind=document&resourceId=${documentId}`);
    expect(entries.map(({ action, actor }) => [action, actor])).toEqual([
      ['document.amended', 'erp:teste'],
      ['document.entered', 'erp:teste'],
    ]);
    expect(entries[0].after).toEqual({ description: 'Corrigido' });
    const { number } = (await company.call('GET', `/v1/documents/${documentId}`)).body;
    expect(entries.map((entry) => entry.number)).toEqual([number, number]);
  });

  it('gives every entry once, in pages of any size, newest first', async () => {
    await enter(company, ...Array.from({ length: 5 }, () => aDocument()));
    const whole = await auditOf('?limit=200');
    const pieces: Body[] = [];
    let cursor: string | null = null;
    do {
      const { body }: { body: Body } = await company.call(
        'GET',
        `/v1/audit?limit=3${cursor ? `&cursor=${cursor}` : ''}`,
      );
      pieces.push(...body.data);
      cursor = body.nextCursor;
    } while (cursor);
    expect(pieces).toEqual(whole);
    const times = whole.map(({ at }) => at);
    expect(times).toEqual(times.toSorted().toReversed());
    expect(new Set(whole.map(({ kind }) => kind)).size).toBeGreaterThan(3);
  });

  it('is narrowed by who, kind and period', async () => {
    const tomorrow = inDays(1);
    expect(await auditOf(`?from=${tomorrow}`)).toEqual([]);
    expect(await auditOf(`?to=${inDays(-1)}`)).toEqual([]);
    expect((await auditOf(`?from=${inDays(0)}&to=${inDays(0)}`)).length).toBeGreaterThan(5);
    for (const { kind } of await auditOf('?kind=webhook_endpoint')) expect(kind).toBe('webhook_endpoint');
    for (const { actor } of await auditOf('?actor=erp:teste')) expect(actor).toBe('erp:teste');
  });

  it('is a file, too', async () => {
    const { body } = await company.call('GET', `/v1/audit?format=csv&resourceId=${accountId}`);
    expect(body).toContain('Quando;Quem;Ação;Documento;Recurso;Antes;Depois\r\n');
    expect(body).toContain(`erp:teste;account.created;;${accountId};;`);
  });

  it('shows a company nothing of another', async () => {
    const other = await openCompany(api);
    const { body } = await other.call('GET', '/v1/audit');
    expect(body.data.map(({ action }: Body) => action)).toEqual(['api_key.created', 'tenant.created']);
    expect((await other.call('GET', `/v1/audit?resourceId=${accountId}`)).body.data).toEqual([]);
  });

  it('cannot be changed or emptied by the application, and a failed change leaves nothing', async () => {
    expectTrouble({
      part: 'postgres',
      line: /permission denied for table (audit_entries|timeline)/,
      why: 'The application is refused to rewrite the past: that is what this test asks for.',
    });
    const application = new pg.Client({ connectionString: asApplication(api.databaseUrl) });
    await application.connect();
    await application.query(`select set_config('app.tenant_id', $1, false)`, [company.tenantId]);
    for (const table of ['audit_entries', 'timeline']) {
      for (const statement of [
        `update ${table} set actor = 'x'`,
        `delete from ${table}`,
        `truncate ${table}`,
      ])
        await expect(application.query(statement)).rejects.toThrow('permission denied');
    }
    await application.end();
    const before = (await auditOf()).length;
    const refused = await company.call('POST', '/v1/webhook-endpoints', { url: 'http://10.0.0.1/x' });
    expect([refused.status, (await auditOf()).length]).toEqual([400, before]);
  });
});
