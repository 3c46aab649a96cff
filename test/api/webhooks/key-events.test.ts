import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { createSealer } from '../../../db/sealed-text.ts';
import { asaasAccount, type Body, type Company, control, openCompany } from '../environment.ts';
import { ownCompany } from '../own-company.ts';

const { api } = await ownCompany();

let company: Company;
let account: Body;
let asaasId: string;
let deliver: (event: object) => Promise<void>;

beforeEach(async () => {
  company = await openCompany(api);
  const { asaasId: id, entry } = await asaasAccount(api);
  asaasId = id;
  account = (await company.call('POST', '/v1/accounts', entry)).body;
  const [row] = await api.sql<{ webhook_token_sealed: string }>('select * from accounts where id = $1', [
    account.id,
  ]);
  const place = `accounts.webhook_token|${company.tenantId}|${account.id}`;
  const token = createSealer('7'.repeat(64)).open(row?.webhook_token_sealed ?? '', place);
  deliver = async (event) => {
    const door = api.url + new URL(account.webhook.url).pathname;
    const headers = { 'content-type': 'application/json', 'asaas-access-token': token };
    const { status } = await fetch(door, { method: 'POST', headers, body: JSON.stringify(event) });
    expect(status).toBe(200);
  };
});

const eventOf = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../fixtures/asaas/${name}.json`, import.meta.url), 'utf8'));
const feed = async () => (await company.call('GET', '/v1/events')).body.data as Body[];
const portuguese = { 'accept-language': 'pt-BR' };
const warning = async () =>
  (await company.call('GET', `/v1/accounts/${account.id}`, undefined, portuguese)).body.keyExpiring;
const signals = async () => {
  const text = 'select signal from messages where workflow_id = $1 order by seq';
  const rows = await api.sql<{ signal: string }>(text, [`account/${company.tenantId}/${account.id}`]);
  return rows.map(({ signal }) => signal);
};

describe('Asaas’ warning that a key of the account dies', () => {
  it('is told to the ERP once, with day and cure, and shown on the account', async () => {
    const event = eventOf('ACCESS_TOKEN_EXPIRING_SOON');
    await deliver(event);
    await deliver({ ...event, id: 'evt_of_another_webhook&1' });
    const [told, ...others] = await feed();
    expect(others).toEqual([]);
    expect(told).toMatchObject({
      type: 'account.key_expiring',
      data: { accountId: account.id, keyName: 'Remessa', expiresOn: '2027-01-10' },
    });
    expect(told.data.cure).toContain('gere outra no Asaas');
    expect(await warning()).toEqual({
      keyName: 'Remessa',
      expiresOn: '2027-01-10',
      words: 'A chave de API “Remessa” desta conta vai expirar no Asaas em 10/01/2027.',
      cure: told.data.cure,
    });
  });

  it('is told again when the day changes', async () => {
    const event = eventOf('ACCESS_TOKEN_EXPIRING_SOON');
    await deliver(event);
    const accessToken = { ...event.accessToken, projectedExpirationDateByLackOfUse: null };
    await deliver({
      ...event,
      id: 'evt_later&1',
      accessToken: { ...accessToken, expirationDate: '2027-01-05' },
    });
    expect((await feed()).map((each) => each.data.expiresOn)).toEqual(['2027-01-10', '2027-01-05']);
  });

  it('ends with a new key', async () => {
    await deliver(eventOf('ACCESS_TOKEN_EXPIRING_SOON'));
    const { apiKey } = await control(api, 'POST', `/accounts/${asaasId}/keys`);
    const { body } = await company.call('PATCH', `/v1/accounts/${account.id}`, { apiKey });
    expect(body.keyExpiring).toBeNull();
  });

  it('ends with the key itself, and ours is tried then', async () => {
    await deliver(eventOf('ACCESS_TOKEN_EXPIRING_SOON'));
    const other = eventOf('ACCESS_TOKEN_DELETED');
    await deliver({ ...other, accessToken: { ...other.accessToken, id: 'another key' } });
    expect(await warning()).not.toBeNull();
    await deliver(eventOf('ACCESS_TOKEN_EXPIRED'));
    expect(await warning()).toBeNull();
    expect((await signals()).slice(-2)).toEqual(['keyGone', 'keyGone']);
  });

  it('ends when the key is enabled again, and ours is tried if it was refused', async () => {
    await deliver(eventOf('ACCESS_TOKEN_EXPIRING_SOON'));
    await deliver(eventOf('ACCESS_TOKEN_ENABLED'));
    expect([await warning(), (await signals()).at(-1)]).toEqual([null, 'keyEnabled']);
  });

  it('is not seen in a key that was created', async () => {
    const before = await signals();
    await deliver(eventOf('ACCESS_TOKEN_CREATED'));
    expect([await warning(), await feed(), await signals()]).toEqual([null, [], before]);
  });

  it('is asked for at Asaas, whose events the simulator sends', async () => {
    await control(api, 'POST', `/accounts/${asaasId}/keys/events`, {
      event: 'ACCESS_TOKEN_EXPIRING_SOON',
      expiresOn: '2027-01-10',
    });
    const { webhooks } = await control(api, 'GET', `/book?account=${asaasId}`);
    expect(webhooks).toMatchObject([{ event: 'ACCESS_TOKEN_EXPIRING_SOON', chargeId: null }]);
  });
});

describe('a key that Asaas takes again', () => {
  it('is told to the ERP once, after it was told of the refusal', async () => {
    await control(api, 'POST', `/accounts/${asaasId}/keys/revoke`);
    const path = `/v1/accounts/${account.id}`;
    await company.call('POST', `${path}/verify`);
    const { apiKey } = await control(api, 'POST', `/accounts/${asaasId}/keys`);
    await company.call('PATCH', path, { apiKey });
    await company.call('POST', `${path}/verify`);
    const types = (await feed()).map(({ type }) => type);
    expect(types).toEqual(['account.key_refused', 'account.key_accepted']);
  });
});
