import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Api,
  aDocument,
  asaasAccount,
  type Body,
  type Company,
  control,
  enter,
  inDays,
  openAccount,
  openCompany,
  startApi,
} from './environment.ts';
import { messagesOf, placeDocument } from './placed-document.ts';

let api: Api;
let company: Company;
let accountId: string;

beforeAll(async () => {
  api = await startApi();
  company = await openCompany(api);
  accountId = (await openAccount(api, company)).id;
});

afterAll(() => api.close());

async function placed(status: string): Promise<string> {
  const [id = ''] = await enter(company, aDocument());
  if (status !== 'pending') await placeDocument(api, company, id, { accountId, status });
  return id;
}

const act = (id: string, action: string, body?: object, headers?: Record<string, string>) =>
  company.call('POST', `/v1/documents/${id}/${action}`, body, headers);

describe('cancelling', () => {
  it.each(['pending', 'registering', 'uncertain', 'rejected', 'registered', 'overdue'])(
    'a document that is %s is written down and told to its workflow',
    async (status) => {
      const id = await placed(status);
      const { status: answered, body } = await act(id, 'cancel', { reason: 'venda desfeita' });
      expect(answered).toBe(202);
      expect(body).toMatchObject({ status, cancellation: { reason: 'venda desfeita' } });
      expect(await messagesOf(api, id)).toEqual([
        { signal: 'cancellationRequested', facts: { reason: 'venda desfeita' } },
      ]);
      expect((await act(id, 'cancel', { reason: 'de novo' })).body.code).toBe('cancellation_pending');
    },
  );

  it.each(['paid', 'settled', 'cancelled', 'refunded'])(
    'a document that is %s is refused with the status',
    async (status) => {
      const id = await placed(status);
      const { status: answered, body } = await act(
        id,
        'cancel',
        { reason: 'x' },
        { 'accept-language': 'pt-BR' },
      );
      expect(answered).toBe(409);
      expect(body).toMatchObject({ code: 'not_allowed_now', documentStatus: status });
      expect(body.detail).toContain('Registrado');
      expect(await messagesOf(api, id)).toEqual([]);
    },
  );

  it('on an older version is refused', async () => {
    const id = await placed('registered');
    expect((await act(id, 'cancel', { reason: 'x' }, { 'if-match': '"9"' })).status).toBe(412);
  });
});

describe('receiving in cash', () => {
  it('is told to the workflow with amount and day, and can be undone once it is booked', async () => {
    const id = await placed('registered');
    const receipt = { amountCents: 15_000, paidOn: inDays(-1) };
    expect((await act(id, 'receive-in-cash', receipt)).status).toBe(202);
    expect(await messagesOf(api, id)).toEqual([{ signal: 'cashReceived', facts: receipt }]);
    await api.sql(`update documents set status = 'settled' where id = $1`, [id]);
    expect((await act(id, 'undo-receive-in-cash')).body.code).toBe('cash_receipt_missing');
    await api.sql(
      `insert into ledger_entries (id, tenant_id, account_id, document_id, charge_id, cause, gross_cents, fee_cents, net_cents, paid_on, source)
       select gen_random_uuid(), tenant_id, account_id, id, charge_id, 'cash/1', 15000, 0, 15000, due_date, 'person' from documents where id = $1`,
      [id],
    );
    const undone = await act(id, 'undo-receive-in-cash', { reason: 'engano' });
    expect(undone.status).toBe(202);
    expect(undone.body.settlement).toMatchObject({ grossCents: 15_000, netCents: 15_000, source: 'person' });
    expect((await messagesOf(api, id)).at(-1)).toEqual({
      signal: 'cashReceiptUndone',
      facts: { reason: 'engano' },
    });
  });

  it('is refused for a day to come, and for a document without a live charge', async () => {
    const body = { amountCents: 1, paidOn: inDays(2) };
    expect((await act(await placed('overdue'), 'receive-in-cash', body)).body.errors[0].code).toBe(
      'paid_in_future',
    );
    expect((await act(await placed('pending'), 'receive-in-cash', body)).body.code).toBe('not_allowed_now');
  });
});

describe('transmitting one document again', () => {
  it('asks for its registration in its remittance, once', async () => {
    const [id = ''] = await enter(company, aDocument());
    const { body: remittance } = await company.call('POST', '/v1/remittances', {
      accountId,
      documentIds: [id],
    });
    await placeDocument(api, company, id, { accountId, status: 'rejected' });
    await api.sql(`update remittance_items set outcome = 'rejected' where document_id = $1`, [id]);
    expect((await act(id, 'retransmit')).status).toBe(202);
    expect(await messagesOf(api, id)).toEqual([
      { signal: 'documentSent', facts: { remittanceId: remittance.id } },
    ]);
    const again = await act(id, 'retransmit');
    expect([again.status, again.body.code]).toEqual([409, 'already_waiting']);
  });

  it('goes once however often it is clicked at the same moment', async () => {
    const id = await rejected();
    const clicks = Array.from({ length: 12 }, () =>
      act(id, 'retransmit', { changes: { additionCents: 100 } }),
    );
    const statuses = (await Promise.all(clicks)).map((answer) => answer.status).toSorted();
    expect(statuses).toEqual([202, ...Array.from({ length: 11 }, () => 409)]);
    const signals = (await messagesOf(api, id)).map((message) => message.signal);
    expect(signals).toEqual(['documentAmended', 'documentSent']);
  });

  it('gives a cancelled one its chance without the old cancellation', async () => {
    const [id = ''] = await enter(company, aDocument());
    await company.call('POST', '/v1/remittances', { accountId, documentIds: [id] });
    await act(id, 'cancel', { reason: 'x' });
    await placeDocument(api, company, id, { accountId, status: 'cancelled' });
    await api.sql('update documents set cancel_requested_at = null where id = $1', [id]);
    await api.sql(`update remittance_items set outcome = 'cancelled' where document_id = $1`, [id]);
    expect((await act(id, 'retransmit')).body.cancellation).toBeNull();
  });

  it('is refused for what was never sent, what is registered, and what could not be collected', async () => {
    expect((await act(await placed('pending'), 'retransmit')).body.code).toBe('never_sent');
    const [id = ''] = await enter(company, aDocument());
    await company.call('POST', '/v1/remittances', { accountId, documentIds: [id] });
    await placeDocument(api, company, id, { accountId, status: 'registered' });
    expect((await act(id, 'retransmit')).body.code).toBe('not_allowed_now');
    await api.sql(`update documents set status = 'rejected', due_date = $2 where id = $1`, [id, inDays(-1)]);
    await api.sql(`update remittance_items set outcome = 'rejected' where document_id = $1`, [id]);
    expect((await act(id, 'retransmit')).body.errors[0].code).toBe('past_due_date');
  });
});

/** A document in a remittance, as a refusal of its first charge leaves it. */
async function rejected(changes: object = {}): Promise<string> {
  const [id = ''] = await enter(company, aDocument(changes));
  await company.call('POST', '/v1/remittances', { accountId, documentIds: [id] });
  await placeDocument(api, company, id, { accountId, status: 'rejected' });
  await api.sql('update documents set charge_id = null where id = $1', [id]);
  await api.sql(`update remittance_items set outcome = 'rejected' where document_id = $1`, [id]);
  return id;
}

describe('correcting and transmitting again in one step', () => {
  const timelineOf = async (id: string) =>
    (await company.call('GET', `/v1/documents/${id}/timeline`)).body.data;

  it('makes a new version with before and after, and sends it', async () => {
    const id = await rejected({ payer: { taxId: '19540550000121', name: 'Loja', phone: '4799999999' } });
    const { status, body } = await act(id, 'retransmit', {
      changes: { dueDate: inDays(30), discount: { type: 'percentage', percent: 5 } },
      payer: { phone: '47988887766' },
    });
    expect(status).toBe(202);
    expect(body).toMatchObject({
      version: 2,
      dueDate: inDays(30),
      payer: { name: 'Loja', phone: '47988887766' },
    });
    const amended = (await timelineOf(id)).find((line: Body) => line.what === 'document.amended');
    expect(amended.details).toEqual({
      version: 2,
      before: { dueDate: inDays(20), discount: null, payer: { phone: '4799999999' } },
      after: {
        dueDate: inDays(30),
        discount: { type: 'percentage', percent: 5, daysBeforeDue: 0 },
        payer: { phone: '47988887766' },
      },
    });
    expect((await timelineOf(id)).at(-1).what).toBe('remittance.sent_again');
  });

  it('names every fault at once, and then stores and sends nothing', async () => {
    const id = await rejected();
    await api.sql('update documents set due_date = $2 where id = $1', [id, inDays(-1)]);
    const unreadable = await act(id, 'retransmit', {
      changes: { amountCents: 0, dueDate: '2026-02-30' },
      payer: { taxId: '123', phone: '1' },
    });
    expect([unreadable.status, unreadable.body.errors.map((each: Body) => each.path).toSorted()]).toEqual([
      400,
      ['changes.amountCents', 'changes.dueDate', 'payer.phone', 'payer.taxId'],
    ]);
    const { status, body } = await act(id, 'retransmit', {
      changes: { amountCents: 499 },
      payer: { name: 'Outro nome' },
    });
    expect([status, body.errors.map((each: Body) => [each.path, each.code])]).toEqual([
      422,
      [
        ['dueDate', 'past_due_date'],
        ['changes.amountCents', 'below_minimum'],
      ],
    ]);
    const document = (await company.call('GET', `/v1/documents/${id}`)).body;
    expect([document.version, document.amountCents, document.payer.name]).toEqual([
      1,
      15_000,
      'João da Silva',
    ]);
    expect(await messagesOf(api, id)).toEqual([]);
  });

  it('moves a document that never had a charge to the payer with the right tax id', async () => {
    const wrong = { taxId: '11144477735', name: 'Ana Lima', phone: '41998765432' };
    const id = await rejected({ payer: wrong });
    const { status, body } = await act(id, 'retransmit', { payer: { taxId: '529.982.247-25' } });
    expect([status, body.version]).toEqual([202, 2]);
    expect(body.payer).toMatchObject({ taxId: '52998224725', name: 'Ana Lima', phone: '41998765432' });
    const known = await rejected({ payer: { taxId: '11144477735', name: 'Ana Lima' } });
    const moved = await act(known, 'retransmit', { payer: { taxId: '52998224725', email: 'ana@lima.com' } });
    expect(moved.body.payer).toEqual({ ...body.payer, email: 'ana@lima.com' });
    const charged = await rejected();
    await api.sql(`update documents set charge_id = 'pay_old' where id = $1`, [charged]);
    const refused = await act(charged, 'retransmit', { payer: { taxId: '52998224725' } });
    expect(refused.body.errors).toMatchObject([{ path: 'payer.taxId', code: 'payer_not_changeable' }]);
  });

  it('gives a cancelled one a new due date, though it can no longer be amended', async () => {
    const id = await rejected();
    await api.sql(`update documents set status = 'cancelled', due_date = $2 where id = $1`, [id, inDays(-3)]);
    expect((await act(id, 'retransmit')).body.errors[0].code).toBe('past_due_date');
    const { status, body } = await act(id, 'retransmit', { changes: { dueDate: inDays(15) } });
    expect([status, body.dueDate, body.version]).toEqual([202, inDays(15), 2]);
  });

  it('that changes nothing is no new version', async () => {
    const id = await rejected();
    const { body } = await act(id, 'retransmit', { changes: {}, payer: { name: 'João da Silva' } });
    expect(body.version).toBe(1);
    expect(await messagesOf(api, id)).toMatchObject([{ signal: 'documentSent' }]);
  });
});

describe('the slip', () => {
  it('is read at Asaas when asked for, and kept until the document is amended', async () => {
    const { asaasId, entry } = await asaasAccount(api);
    const { body: account } = await company.call('POST', '/v1/accounts', entry);
    const charge = await createCharge(entry.apiKey);
    const [id = ''] = await enter(company, aDocument());
    await placeDocument(api, company, id, { accountId: account.id, chargeId: charge.id });
    const path = `/v1/documents/${id}/boleto`;
    const first = await company.call('GET', path);
    expect(first.body.digitableLine).toMatch(/^461\d{44}$/);
    expect(first.body.pix.payload).toContain('br.gov.bcb.pix');
    const callsBefore = (await control(api, 'GET', `/book?account=${asaasId}`)).calls;
    expect((await company.call('GET', path)).body).toEqual(first.body);
    expect((await control(api, 'GET', `/book?account=${asaasId}`)).calls).toEqual(callsBefore);
    await company.call('PATCH', `/v1/documents/${id}`, { description: 'nova' });
    await company.call('GET', path);
    expect((await control(api, 'GET', `/book?account=${asaasId}`)).calls).not.toEqual(callsBefore);
  });

  it('is refused where there is nothing to pay', async () => {
    for (const status of ['pending', 'settled', 'cancelled']) {
      const answer = await company.call('GET', `/v1/documents/${await placed(status)}/boleto`);
      expect([answer.status, answer.body.documentStatus]).toEqual([409, status]);
    }
  });
});

/** A charge at the simulated Asaas, made there directly. */
async function createCharge(apiKey: string): Promise<Body> {
  const post = async (path: string, body: object) => {
    const response = await fetch(`${api.simulatorUrl}/v3${path}`, {
      method: 'POST',
      headers: { access_token: apiKey, 'content-type': 'application/json', 'user-agent': 'test' },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Body;
  };
  const customer = await post('/customers', { name: 'João', cpfCnpj: '24971563792' });
  return post('/payments', { customer: customer.id, billingType: 'BOLETO', value: 150, dueDate: inDays(20) });
}
