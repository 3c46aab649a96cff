import { describe, expect, it } from 'vitest';
import { aDocument, asaasAccount, type Body, control, enter, inDays } from '../environment.ts';
import { ownAccount } from '../own-company.ts';
import { messagesOf, placeDocument, sendingsOf, waitsToBeSent } from '../placed-document.ts';

const { api, company, accountId } = await ownAccount();

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
    const receipt = { amountCents: 15_000, paidOn: inDays(0) };
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

describe('the day of a cash receipt', () => {
  it('is refused in the year 0, which no calendar has', async () => {
    const body = { amountCents: 15_000, paidOn: '0000-01-01' };
    const { status, body: problem } = await act(await placed('registered'), 'receive-in-cash', body);
    expect([status, problem.errors[0].path, problem.errors[0].code]).toEqual([400, 'paidOn', 'invalid_date']);
  });

  it.each(['0001-01-01', inDays(-1)])(
    'is refused at %s, before the document was entered, and the field is named in both languages',
    async (paidOn) => {
      const id = await placed('registered');
      const body = { amountCents: 15_000, paidOn };
      const english = await act(id, 'receive-in-cash', body, { 'accept-language': 'en' });
      expect([english.status, english.body.errors[0]]).toMatchObject([
        400,
        { path: 'paidOn', code: 'paid_before_entry', message: expect.stringContaining('paidOn may not lie') },
      ]);
      const portuguese = await act(id, 'receive-in-cash', body, { 'accept-language': 'pt-BR' });
      expect(portuguese.body.errors[0].message).toContain('paidOn não pode ser anterior a');
      expect(await messagesOf(api, id)).toEqual([]);
    },
  );

  it('may be any since the document was entered', async () => {
    const id = await placed('overdue');
    await api.sql(`update documents set created_at = created_at - interval '3 days' where id = $1`, [id]);
    const since = { amountCents: 15_000, paidOn: inDays(-3) };
    expect((await act(id, 'receive-in-cash', since)).status).toBe(202);
    const before = { amountCents: 15_000, paidOn: inDays(-4) };
    expect((await act(id, 'receive-in-cash', before)).body.errors[0].code).toBe('paid_before_entry');
  });
});

describe('transmitting one document again', () => {
  it('asks its remittance to hand it over, once', async () => {
    const [id = ''] = await enter(company, aDocument());
    await company.call('POST', '/v1/remittances', { accountId, documentIds: [id] });
    await placeDocument(api, company, id, { accountId, status: 'rejected' });
    await api.sql(`update remittance_items set outcome = 'rejected' where document_id = $1`, [id]);
    expect((await act(id, 'retransmit')).status).toBe(202);
    expect(await waitsToBeSent(api, id)).toBe(true);
    const again = await act(id, 'retransmit');
    expect([again.status, again.body.code]).toEqual([409, 'already_waiting']);
    expect(await sendingsOf(api, id)).toBe(2);
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
