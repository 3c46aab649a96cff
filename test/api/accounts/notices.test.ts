import { describe, expect, it } from 'vitest';
import { standardPolicy } from '../../../domain/notices.ts';
import { asaasAccount, control } from '../environment.ts';
import { ownCompany } from '../own-company.ts';

const { api, company } = await ownCompany();

async function anAccount() {
  const { asaasId, entry } = await asaasAccount(api);
  const { body } = await company.call('POST', '/v1/accounts', entry);
  return { asaasId, id: String(body.id), path: `/v1/accounts/${body.id}/notices` };
}

const settle = (asaasId: string, settings: object) =>
  control(api, 'PUT', `/settings?account=${asaasId}`, settings);

describe('the notices of an account', () => {
  it('are off at first, and cost what Asaas says of them before anybody switches them on', async () => {
    const { asaasId, id, path } = await anAccount();
    await settle(asaasId, { noticeFeeCents: 123 });
    const { status, body } = await company.call('GET', path);
    expect(status).toBe(200);
    expect(body).toEqual({
      accountId: id,
      notifyPayers: false,
      chosenBy: 'asaas',
      notices: standardPolicy,
      price: { perDocumentCents: 123, messagingCents: 123, whatsappCents: 55, feesFrom: 'asaas' },
      feePerDocumentCents: 123,
      feeReadAt: expect.any(String),
      progress: { payers: 0, told: 0, changedAt: null, appliedAt: null },
    });
  });

  it('ask Asaas for the fee once a day, however often somebody looks', async () => {
    const { asaasId, path } = await anAccount();
    for (let look = 0; look < 3; look++) await company.call('GET', path);
    const { calls } = await control(api, 'GET', `/book?account=${asaasId}`);
    expect(calls['GET /v3/myAccount/fees']).toBe(1);
  });

  it('are switched for all payers by one message, and not again by the same wish', async () => {
    const { id, path } = await anAccount();
    const { body } = await company.call('PUT', path, { notifyPayers: true });
    expect(body).toMatchObject({ notifyPayers: true, feePerDocumentCents: 99 });
    expect(body.progress).toMatchObject({ changedAt: expect.any(String), appliedAt: null });
    expect((await company.call('GET', `/v1/accounts/${id}`)).body.settings).toEqual({ notifyPayers: true });
    await company.call('PUT', path, { notifyPayers: true });
    expect(await signalsOf(id)).toEqual(['noticesChanged']);
  });

  it('are the same by the settings of the account, which keep their other terms', async () => {
    const { id, path } = await anAccount();
    const fine = { type: 'percentage', percent: 2 };
    await company.call('PATCH', `/v1/accounts/${id}`, { settings: { fine, notifyPayers: true } });
    expect((await company.call('GET', path)).body.notifyPayers).toBe(true);
    await company.call('PUT', path, { notifyPayers: false });
    const { settings } = (await company.call('GET', `/v1/accounts/${id}`)).body;
    expect(settings).toEqual({ fine, notifyPayers: false });
    expect(await signalsOf(id)).toEqual(['noticesChanged', 'noticesChanged']);
  });

  it('leave in the audit who switched them', async () => {
    const { id, path } = await anAccount();
    await company.call('PUT', path, { notifyPayers: true });
    const { data } = (await company.call('GET', `/v1/audit?resourceId=${id}`)).body;
    expect(data[0]).toMatchObject({
      actor: 'erp:teste',
      action: 'account.changed',
      before: { notifyPayers: null },
      after: { notifyPayers: true },
    });
  });

  it('can be switched while Asaas does not answer; the fee is asked for later', async () => {
    const { asaasId, path } = await anAccount();
    const rule = { path: '/v3/myAccount/fees', accountId: asaasId, status500BeforeCommit: true };
    await control(api, 'PUT', '/faults', { rules: [rule] });
    const { status, body } = await company.call('PUT', path, { notifyPayers: true });
    await control(api, 'PUT', '/faults', { rules: [] });
    expect([status, body.notifyPayers, body.feePerDocumentCents]).toEqual([200, true, null]);
    expect((await company.call('GET', path)).body.feePerDocumentCents).toBe(99);
  });

  it('go on where they stopped when a disabled account is enabled again', async () => {
    const { id, path } = await anAccount();
    await company.call('PUT', path, { notifyPayers: true });
    await company.call('DELETE', `/v1/accounts/${id}`);
    await company.call('PATCH', `/v1/accounts/${id}`, { enabled: true });
    expect(await signalsOf(id)).toEqual(['noticesChanged', 'noticesChanged']);
  });
});

async function signalsOf(accountId: string): Promise<string[]> {
  const rows = await api.sql<{ signal: string }>(
    `select signal from messages where workflow_id = $1 order by seq`,
    [`notices/${company.tenantId}/${accountId}`],
  );
  return rows.map(({ signal }) => signal);
}
