import { describe, expect, it } from 'vitest';
import { asaasAccount, control } from '../environment.ts';
import { ownCompany } from '../own-company.ts';

const { api, company } = await ownCompany();

async function anAccount() {
  const { asaasId, entry } = await asaasAccount(api);
  const { body } = await company.call('POST', '/v1/accounts', entry);
  return { asaasId, id: String(body.id), path: `/v1/accounts/${body.id}/notices` };
}

const wish = [
  { kind: 'overdue', channels: ['sms', 'email'] },
  { kind: 'before_due', days: 5, channels: ['whatsapp'] },
];

const chosen = [
  { kind: 'charge_created', days: null, channels: [] },
  { kind: 'charge_amended', days: null, channels: [] },
  { kind: 'before_due', days: 5, channels: ['whatsapp'] },
  { kind: 'on_due_date', days: null, channels: [] },
  { kind: 'digitable_line', days: null, channels: [] },
  { kind: 'overdue', days: null, channels: ['email', 'sms'] },
  { kind: 'still_overdue', days: 7, channels: [] },
  { kind: 'paid', days: null, channels: [] },
];

describe('the notices that an account chooses', () => {
  it('are kept whole and in order, with the price by Asaas’ own fees', async () => {
    const { asaasId, path } = await anAccount();
    await control(api, 'PUT', `/settings?account=${asaasId}`, { noticeFeeCents: 80, whatsappFeeCents: 31 });
    const { status, body } = await company.call('PUT', path, { notifyPayers: true, notices: wish });
    expect(status).toBe(200);
    expect(body).toMatchObject({ notifyPayers: true, chosenBy: 'account', notices: chosen });
    expect(body.price).toEqual({
      perDocumentCents: 80 + 31,
      messagingCents: 80,
      whatsappCents: 31,
      feesFrom: 'asaas',
    });
    expect((await company.call('GET', path)).body).toEqual(body);
  });

  it('have a price by the published fees while Asaas does not say its own', async () => {
    const { asaasId, path } = await anAccount();
    const rule = { path: '/v3/myAccount/fees', accountId: asaasId, status500BeforeCommit: true };
    await control(api, 'PUT', '/faults', { rules: [rule] });
    const { body } = await company.call('PUT', path, { notices: wish });
    await control(api, 'PUT', '/faults', { rules: [] });
    expect(body.price).toEqual({
      perDocumentCents: 154,
      messagingCents: 99,
      whatsappCents: 55,
      feesFrom: 'published',
    });
  });

  it('stay when notices are switched, and when the settings are replaced', async () => {
    const { id, path } = await anAccount();
    await company.call('PUT', path, { notifyPayers: true, notices: wish });
    await company.call('PUT', path, { notifyPayers: false });
    expect((await company.call('GET', path)).body).toMatchObject({ notifyPayers: false, notices: chosen });
    await company.call('PATCH', `/v1/accounts/${id}`, { settings: { notifyPayers: true } });
    expect((await company.call('GET', path)).body).toMatchObject({ notifyPayers: true, notices: chosen });
  });

  it('ask for their application when they change, and not by the same wish again', async () => {
    const { id, path } = await anAccount();
    await company.call('PUT', path, { notices: wish });
    await company.call('PUT', path, { notices: [...wish].reverse() });
    expect(await signalsOf(id)).toEqual(['noticesChanged']);
    await company.call('PUT', path, { notices: [{ kind: 'paid', channels: ['email'] }] });
    expect(await signalsOf(id)).toEqual(['noticesChanged', 'noticesChanged']);
  });

  it('leave in the audit who chose them', async () => {
    const { id, path } = await anAccount();
    await company.call('PUT', path, { notices: wish });
    const { data } = (await company.call('GET', `/v1/audit?resourceId=${id}`)).body;
    expect(data[0]).toMatchObject({
      actor: 'erp:teste',
      action: 'account.changed',
      before: { notices: null },
      after: { notices: chosen },
    });
  });

  it('are refused with every fault at its place, in the caller’s language', async () => {
    const { path } = await anAccount();
    const notices = [
      { kind: 'before_due', days: 3, channels: [] },
      { kind: 'paid', days: 1, channels: [] },
      { kind: 'paid', channels: [] },
    ];
    const { status, body } = await company.call('PUT', path, { notices }, { 'accept-language': 'pt-BR' });
    expect([status, body.code]).toEqual([400, 'invalid_request']);
    expect(body.errors).toEqual([
      {
        path: 'notices[0].days',
        code: 'notice_days',
        message: 'O Asaas só envia before_due com estes dias: 5, 10, 15, 30. Escolha um deles.',
      },
      {
        path: 'notices[1].days',
        code: 'notice_without_days',
        message: 'O aviso paid não tem dias próprios. Omita days.',
      },
      {
        path: 'notices[2].kind',
        code: 'notice_twice',
        message: 'O aviso paid aparece duas vezes. Informe cada tipo uma vez, com todos os canais.',
      },
      {
        path: 'notices',
        code: 'no_notice',
        message: 'Nenhum aviso tem canal. Para não avisar ninguém, informe notifyPayers como false.',
      },
    ]);
    expect((await company.call('GET', path)).body.chosenBy).toBe('asaas');
  });

  it('are refused with a channel that nobody has, and stay as they are by a wish that says nothing', async () => {
    const { id, path } = await anAccount();
    const { status, body } = await company.call('PUT', path, {
      notices: [{ kind: 'paid', channels: ['voice'] }],
    });
    expect([status, body.errors[0].path, body.errors[0].code]).toEqual([
      400,
      'notices[0].channels[0]',
      'invalid_choice',
    ]);
    expect((await company.call('PUT', path, {})).body).toMatchObject({
      notifyPayers: false,
      chosenBy: 'asaas',
    });
    expect(await signalsOf(id)).toEqual([]);
  });
});

async function signalsOf(accountId: string): Promise<string[]> {
  const rows = await api.sql<{ signal: string }>(
    `select signal from messages where workflow_id = $1 order by seq`,
    [`notices/${company.tenantId}/${accountId}`],
  );
  return rows.map(({ signal }) => signal);
}
