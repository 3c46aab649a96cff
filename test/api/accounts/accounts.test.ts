import { describe, expect, it } from 'vitest';
import { expectTrouble } from '../../environment/quiet.ts';
import { asaasAccount, type Body, call, control, inDays, openAccount, openCompany } from '../environment.ts';
import { ownCompany } from '../own-company.ts';

const { api, company } = await ownCompany();

describe('a new account', () => {
  it('is tried at Asaas, gets its webhook there, and never shows its key again', async () => {
    const { asaasId, entry } = await asaasAccount(api);
    const { status, body } = await company.call('POST', '/v1/accounts', entry);
    expect(status).toBe(201);
    expect(body).toMatchObject({ keyStatus: 'accepted', keyHint: entry.apiKey.slice(-4) });
    expect(body.webhook).toMatchObject({ status: 'active', cause: null, url: body.webhookUrl });
    expect(body.webhook.token).toBeUndefined();
    expect(body.webhookUrl).toMatch(/^https:\/\/remessa\.example\/webhooks\/asaas\/[\w-]{32}$/);
    expect(body.asaasAccount).toMatchObject({
      agency: entry.agency,
      number: entry.number,
      digit: entry.digit,
    });
    const { calls } = await control(api, 'GET', `/book?account=${asaasId}`);
    expect(calls['POST /v3/webhooks']).toBe(1);
    const [row] = await api.sql<{ row: string }>('select a::text as row from accounts a where id = $1', [
      body.id,
    ]);
    expect(JSON.stringify([body, row])).not.toContain(entry.apiKey);
  });

  it('with a key of the other environment is refused by name, and Asaas is not asked', async () => {
    const { asaasId, entry } = await asaasAccount(api, 'production');
    const wrong = { ...entry, environment: 'sandbox' };
    const language = { 'accept-language': 'pt-BR' };
    const { status, body } = await company.call('POST', '/v1/accounts', wrong, language);
    expect([status, body.code]).toEqual([422, 'key_of_other_environment']);
    expect(body.detail).toBe(
      'A chave é de Produção e a conta de Homologação. Use uma chave gerada em Homologação.',
    );
    expect((await control(api, 'GET', `/book?account=${asaasId}`)).calls).toEqual({});
  });

  it('with a key that Asaas does not know is refused', async () => {
    const { entry } = await asaasAccount(api);
    const unknown = { ...entry, apiKey: `${entry.apiKey.slice(0, -8)}00000000` };
    const { status, body } = await company.call('POST', '/v1/accounts', unknown);
    expect([status, body.code]).toEqual([422, 'key_refused_by_asaas']);
  });

  it('whose key is of another account is refused with both shown', async () => {
    const { entry } = await asaasAccount(api);
    const { status, body } = await company.call('POST', '/v1/accounts', { ...entry, number: '9999' });
    expect([status, body.code]).toEqual([422, 'account_mismatch']);
    expect(body.given.number).toBe('9999');
    expect(body.found.number).toBe(entry.number);
  });

  it('is the same account whether or not its agency is written with zeros', async () => {
    const { entry } = await asaasAccount(api);
    const { status } = await company.call('POST', '/v1/accounts', {
      ...entry,
      agency: entry.agency.replace(/^0+/, ''),
    });
    expect(status).toBe(201);
    const again = await company.call('POST', '/v1/accounts', entry);
    expect([again.status, again.body.code]).toEqual([409, 'account_exists']);
    const stranger = await openCompany(api);
    expect((await stranger.call('POST', '/v1/accounts', entry)).status).toBe(201);
  });

  it('shows where to paste the webhook when the key may not set it up, until it may', async () => {
    const { entry } = await asaasAccount(api);
    await control(api, 'PUT', '/faults', { rules: [{ path: '/v3/webhooks', html403: 'empty' }] });
    const { status, body } = await company.call('POST', '/v1/accounts', entry);
    expect(status).toBe(201);
    expect(body.webhook).toMatchObject({ status: 'manual', url: body.webhookUrl });
    expect(body.webhook.token).toMatch(/^[\w-]{43}$/);
    expect((await company.call('GET', `/v1/accounts/${body.id}`)).body.webhook.token).toBeUndefined();
    await control(api, 'PUT', '/faults', { rules: [] });
    const repaired = await company.call('PUT', `/v1/accounts/${body.id}/webhook`);
    expect(repaired.body.webhook).toMatchObject({ status: 'active', cause: null });
    expect(repaired.body.webhook.token).toBeUndefined();
  });

  it('is not kept while Asaas does not answer, and its key stays free', async () => {
    const { entry } = await asaasAccount(api);
    const key = { 'idempotency-key': crypto.randomUUID() };
    await control(api, 'PUT', '/faults', {
      rules: [{ path: '/v3/myAccount/**', status500BeforeCommit: true }],
    });
    expectTrouble({
      part: 'api',
      line: /"type":"UnknownOutcome"|"route":"post \/v1\/accounts","status":503/,
      why: 'Asaas answers 500, and what cannot be tried is answered 503.',
    });
    const failed = await company.call('POST', '/v1/accounts', entry, key);
    expect([failed.status, failed.body.code]).toEqual([503, 'asaas_unavailable']);
    await control(api, 'PUT', '/faults', { rules: [] });
    expect((await company.call('POST', '/v1/accounts', entry, key)).status).toBe(201);
  });
});

describe('an account', () => {
  it('is listed page by page', async () => {
    const own = await openCompany(api);
    const made = [await openAccount(api, own), await openAccount(api, own), await openAccount(api, own)];
    const first = await own.call('GET', '/v1/accounts?limit=2');
    const second = await own.call('GET', `/v1/accounts?limit=2&cursor=${first.body.nextCursor}`);
    const ids = [...first.body.data, ...second.body.data].map((each) => each.id);
    expect(ids).toEqual(made.map((each) => each.id));
    expect(second.body.nextCursor).toBeNull();
  });

  it('takes a new key of the same account, which is tried first', async () => {
    const { asaasId, entry } = await asaasAccount(api);
    const { body: account } = await company.call('POST', '/v1/accounts', entry);
    const { apiKey } = await control(api, 'POST', `/accounts/${asaasId}/keys`);
    await control(api, 'POST', `/accounts/${asaasId}/keys/revoke`, { apiKey: entry.apiKey });
    const path = `/v1/accounts/${account.id}`;
    expect((await company.call('POST', `${path}/verify`)).body.keyStatus).toBe('refused');
    const { entry: other } = await asaasAccount(api);
    expect((await company.call('PATCH', path, { apiKey: other.apiKey })).body.code).toBe('account_mismatch');
    expect((await company.call('PATCH', path, { apiKey })).body).toMatchObject({
      keyStatus: 'accepted',
      keyRefusedAt: null,
      keyHint: apiKey.slice(-4),
    });
    expect((await company.call('POST', `${path}/verify`)).body.keyStatus).toBe('accepted');
  });

  it('whose key Asaas refuses says so with the cure, and tells the ERP once however often it is tried', async () => {
    const own = await openCompany(api);
    const { asaasId, entry } = await asaasAccount(api);
    const { body: account } = await own.call('POST', '/v1/accounts', entry);
    await control(api, 'POST', `/accounts/${asaasId}/keys/revoke`);
    const path = `/v1/accounts/${account.id}`;
    await own.call('POST', `${path}/verify`);
    await own.call('PUT', `${path}/webhook`);
    const { body } = await own.call('POST', `${path}/verify`);
    expect(body.keyStatus).toBe('refused');
    expect(body.keyRefusedAt).not.toBeNull();
    expect(body.keyCure).toContain('Make a new one at Asaas');
    const { body: events } = await own.call('GET', '/v1/events?after=0');
    expect(events.data.map((event: { type: string }) => event.type)).toEqual(['account.key_refused']);
  });

  it('leaves a message for whoever looks after it at each change that matters, in order', async () => {
    const { asaasId, entry } = await asaasAccount(api);
    const { body: account } = await company.call('POST', '/v1/accounts', entry);
    const path = `/v1/accounts/${account.id}`;
    const { apiKey } = await control(api, 'POST', `/accounts/${asaasId}/keys`);
    await company.call('PATCH', path, { apiKey });
    await company.call('PATCH', path, { name: 'Nenhuma mensagem' });
    await company.call('PUT', `${path}/webhook`);
    await company.call('DELETE', path);
    await company.call('DELETE', path);
    await company.call('PATCH', path, { enabled: true });
    const messages = await api.sql<{ signal: string; seq: number; workflow_type: string; facts: object }>(
      'select signal, seq, workflow_type, facts from messages where workflow_id = $1 order by seq',
      [`account/${company.tenantId}/${account.id}`],
    );
    const signals = ['accountAdded', 'keyChanged', 'webhookRepaired', 'accountDisabled', 'accountEnabled'];
    expect(messages).toEqual(
      signals.map((signal, at) => ({ signal, seq: at + 1, workflow_type: 'accountCare', facts: {} })),
    );
  });

  it('keeps name and settings that are changed, and may be disabled and enabled', async () => {
    const account = await openAccount(api, company);
    const path = `/v1/accounts/${account.id}`;
    const settings = { fine: { type: 'percentage', percent: 2 }, notifyPayers: false };
    const changed = await company.call('PATCH', path, { name: 'Outra', settings });
    expect(changed.body).toMatchObject({ name: 'Outra', settings });
    const { disabledAt } = (await company.call('DELETE', path)).body;
    expect(disabledAt).not.toBeNull();
    expect((await company.call('DELETE', path)).body.disabledAt).toBe(disabledAt);
    expect((await company.call('PATCH', path, { enabled: true })).body.disabledAt).toBeNull();
  });

  it('is changed by those who manage it, and read by viewers', async () => {
    const account = await openAccount(api, company);
    const viewer = await company.keyOf('viewer');
    const operator = await company.keyOf('operator');
    const path = `/v1/accounts/${account.id}`;
    expect((await call(api, viewer, 'GET', path)).status).toBe(200);
    expect((await call(api, viewer, 'PATCH', path, { name: 'X' })).status).toBe(403);
    expect((await call(api, operator, 'PATCH', path, { name: 'X' })).status).toBe(200);
  });
});

describe('the webhook of an account', () => {
  /** An account, and a way to change its webhook at Asaas as its owner may. */
  async function watched() {
    const { asaasId, entry } = await asaasAccount(api);
    const { body: account } = await company.call('POST', '/v1/accounts', entry);
    const atAsaas = async (method: string, path = '', body?: object): Promise<Body> => {
      const response = await fetch(`${api.simulatorUrl}/v3/webhooks${path}`, {
        method,
        headers: { access_token: entry.apiKey, 'content-type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      });
      return response.json();
    };
    const [webhook] = (await atAsaas('GET')).data;
    const path = `/v1/accounts/${account.id}`;
    return { asaasId, atAsaas, webhook, path, account, entry };
  }

  it.each([
    [{ interrupted: true }, 'interrupted', 'stopped the queue'],
    [{ enabled: false }, 'disabled', 'switched off'],
    [{ url: 'https://elsewhere.example/' }, 'altered', 'address or events were changed'],
    [{ events: ['PAYMENT_CREATED'] }, 'altered', 'address or events were changed'],
  ])(
    'changed at Asaas to %j is seen by verify as %s with its cause, and repaired when wanted',
    async (change, status, cause) => {
      const { atAsaas, webhook, path } = await watched();
      await atAsaas('PUT', `/${webhook.id}`, change);
      const seen = (await company.call('POST', `${path}/verify`)).body;
      expect(seen.webhook.status).toBe(status);
      expect(seen.webhook.cause).toContain(cause);
      expect((await atAsaas('GET')).data[0]).toMatchObject(change);

      const repaired = (await company.call('PUT', `${path}/webhook`)).body;
      expect(repaired.webhook).toMatchObject({ status: 'active', cause: null });
      expect((await atAsaas('GET')).data).toEqual([webhook]);
    },
  );

  it('removed at Asaas is missing, and made anew when wanted, with the days that it heard nothing', async () => {
    const { atAsaas, webhook, path } = await watched();
    await atAsaas('DELETE', `/${webhook.id}`);
    expect((await company.call('POST', `${path}/verify`)).body.webhook.status).toBe('missing');
    const { body } = await company.call('PUT', `${path}/webhook`);
    expect(body.webhook).toMatchObject({
      status: 'active',
      eventsLost: { from: inDays(0), until: inDays(0) },
    });
    expect(body.webhook.eventsLost.cure).toContain('daily reconciliation');
    expect((await atAsaas('GET')).data).toHaveLength(1);
  });

  it('is not made where there are ten already, and says so', async () => {
    const { atAsaas, webhook, path } = await watched();
    await atAsaas('DELETE', `/${webhook.id}`);
    const { id: _, ...other } = webhook;
    for (let n = 0; n < 10; n++) await atAsaas('POST', '', { ...other, url: `https://other.example/${n}` });
    const { body } = await company.call('PUT', `${path}/webhook`);
    expect(body.webhook.status).toBe('manual');
    expect(body.webhook.cause).toContain('10 webhooks');
    expect((await atAsaas('GET')).data).toHaveLength(10);
  });

  it('that stops again before it held is the same trouble: the ERP is told once', async () => {
    const own = await openCompany(api);
    const { entry } = await asaasAccount(api);
    const { body: account } = await own.call('POST', '/v1/accounts', entry);
    const headers = { access_token: entry.apiKey, 'content-type': 'application/json' };
    const webhooks = `${api.simulatorUrl}/v3/webhooks`;
    const { data }: Body = await (await fetch(webhooks, { headers })).json();
    const stop = () =>
      fetch(`${webhooks}/${data[0].id}`, { method: 'PUT', headers, body: '{"interrupted":true}' });
    for (let time = 0; time < 3; time++) {
      await stop();
      await own.call('POST', `/v1/accounts/${account.id}/verify`);
      await own.call('PUT', `/v1/accounts/${account.id}/webhook`);
    }
    const { body: events } = await own.call('GET', '/v1/events?after=0');
    expect(events.data).toHaveLength(1);
    expect(events.data[0]).toMatchObject({
      type: 'account.webhook_interrupted',
      data: { accountId: account.id, cause: expect.stringContaining('15 entregas') },
    });
    expect(events.data[0].data.since).toMatch(/Z$/);
  });
});
