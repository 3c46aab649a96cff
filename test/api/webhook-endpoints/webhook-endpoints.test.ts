import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../db/database.ts';
import { tellErp } from '../../../db/messages/erp-events.ts';
import { asTenant } from '../../../db/tenancy.ts';
import { workflowIds } from '../../../domain/messages.ts';
import { asApplication } from '../../environment/databases.ts';
import { openAccount, openCompany } from '../environment.ts';
import { ownCompany } from '../own-company.ts';

const { api, company } = await ownCompany();

const url = 'https://erp.example/events';
const create = (body: object = { url }, of = company) => of.call('POST', '/v1/webhook-endpoints', body);

describe('the endpoints of a company', () => {
  it('show their secret once, and are listed, changed and removed without it', async () => {
    const { body } = await create({ url, description: 'Contas a receber', events: ['document.settled'] });
    expect(body.secret).toMatch(/^whsec_[0-9A-Za-z+/]{43}=$/);
    const path = `/v1/webhook-endpoints/${body.id}`;
    const read = await company.call('GET', path);
    expect(read.body).toMatchObject({ url, events: ['document.settled'], status: 'pending', failures: 0 });
    expect(JSON.stringify(read.body)).not.toContain('whsec_');
    const { body: changed } = await company.call('PATCH', path, { status: 'paused', events: [] });
    expect(changed).toMatchObject({ status: 'paused', events: [], description: 'Contas a receber' });
    await company.call('DELETE', path);
    const { body: list } = await company.call('GET', '/v1/webhook-endpoints?limit=200');
    expect(list.data.map((each: { id: string }) => each.id)).not.toContain(body.id);
  });

  it('keep their secret sealed, whoever reads the table', async () => {
    const { body } = await create();
    const [row] = await api.sql<{ row: string }>(
      'select row_to_json(endpoint)::text as row from webhook_endpoints endpoint where id = $1',
      [body.id],
    );
    expect(row?.row).not.toContain(body.secret.slice(6));
  });

  it.each([
    ['http://erp.example/events', 'not_https'],
    ['https://user@erp.example/', 'has_credentials'],
    ['nowhere', 'not_a_url'],
    ['https://93.184.216.34/events', 'no_name'],
    ['https://[2606:4700:4700::1111]/events', 'no_name'],
    ['https://erp.example:8443/events', 'other_port'],
  ])('refuse the address %s', async (wrong, code) => {
    const { status, body } = await create({ url: wrong });
    expect({ status, errors: body.errors.map((each: { code: string }) => each.code) }).toEqual({
      status: 400,
      errors: [code],
    });
  });

  it('refuse a type that does not exist, and a range that runs backwards', async () => {
    expect((await create({ url, events: ['document.dreamt'] })).status).toBe(400);
    const { body } = await create();
    const replay = { fromSequence: 9, toSequence: 3 };
    expect((await company.call('POST', `/v1/webhook-endpoints/${body.id}/replay`, replay)).status).toBe(400);
  });

  it('are nobody else’s', async () => {
    const { body } = await create();
    const other = await openCompany(api);
    const path = `/v1/webhook-endpoints/${body.id}`;
    for (const [method, suffix, sent] of [
      ['GET', '', undefined],
      ['PATCH', '', { status: 'paused' }],
      ['DELETE', '', undefined],
      ['GET', '/deliveries', undefined],
      ['POST', '/test', undefined],
      ['POST', '/rotate-secret', undefined],
      ['POST', '/challenge', undefined],
      ['POST', '/replay', { fromSequence: 1, toSequence: 1 }],
    ] as const) {
      expect((await other.call(method, path + suffix, sent)).status, `${method} ${suffix}`).toBe(404);
    }
    expect((await other.call('GET', '/v1/webhook-endpoints')).body.data).toEqual([]);
  });

  it('show a secret again to the repeated call, and not once it was changed', async () => {
    const key = { 'idempotency-key': crypto.randomUUID() };
    const repeat = async () => (await company.call('POST', '/v1/webhook-endpoints', { url }, key)).body;
    const made = await repeat();
    expect((await repeat()).secret).toBe(made.secret);
    await company.call('POST', `/v1/webhook-endpoints/${made.id}/rotate-secret`);
    expect(await repeat()).toEqual({ ...made, secret: null });
  });

  it('are told of many events by one message, and not at all while paused', async () => {
    const busy = await openCompany(api);
    const { body: awake } = await create({ url }, busy);
    const { body: paused } = await create({ url }, busy);
    await busy.call('PATCH', `/v1/webhook-endpoints/${paused.id}`, { status: 'paused' });
    const account = await openAccount(api, busy);
    await makeEvents(account.id, busy.tenantId, 5);
    expect((await busy.call('GET', '/v1/events')).body.data).toHaveLength(5);
    expect(await signalsTo(busy.tenantId, awake.id)).toEqual(['endpointChanged', 'eventsAdded']);
    expect(await signalsTo(busy.tenantId, paused.id)).toEqual(['endpointChanged', 'endpointChanged']);
  });

  it('are twenty at most', async () => {
    const busy = await openCompany(api);
    for (let count = 0; count < 20; count++) expect((await create({ url }, busy)).status).toBe(201);
    expect((await create({ url }, busy)).body.code).toBe('too_many_endpoints');
  });
});

/** Adds events to a company's feed, as the activities do. */
async function makeEvents(accountId: string, tenantId: string, count: number): Promise<void> {
  const db = openDatabase(asApplication(api.databaseUrl));
  for (let each = 0; each < count; each++) {
    await asTenant(db, tenantId, (scope) =>
      tellErp(scope, tenantId, { type: 'account.key_refused', data: { accountId, name: `${each}` } }),
    );
  }
  await db.destroy();
}

async function signalsTo(tenantId: string, endpointId: string): Promise<string[]> {
  const rows = await api.sql<{ signal: string }>(
    'select signal from messages where workflow_id = $1 order by seq',
    [workflowIds.erpDelivery({ tenantId, endpointId })],
  );
  return rows.map(({ signal }) => signal);
}
