import { describe, expect, it } from 'vitest';
import { aDocument, call, enter, inDays, openAccount } from '../environment.ts';
import { ownCompany } from '../own-company.ts';

const { api, company } = await ownCompany();

describe('an amendment', () => {
  it('changes what it names, clears what it says is null, and is the next version', async () => {
    const [id = ''] = await enter(
      company,
      aDocument({ additionCents: 500, fine: { type: 'percentage', percent: 2 } }),
    );
    const changes = {
      discount: { type: 'percentage', percent: 5.5 },
      additionCents: null,
      fine: null,
      dueDate: inDays(30),
    };
    const { status, body, headers } = await company.call('PATCH', `/v1/documents/${id}`, changes);
    expect(status).toBe(200);
    expect(headers.get('etag')).toBe('"2"');
    expect(body).toMatchObject({
      version: 2,
      syncedVersion: 0,
      additionCents: 0,
      fine: null,
      discount: { type: 'percentage', percent: 5.5, daysBeforeDue: 0 },
      dueDate: inDays(30),
      amountCents: 15_000,
    });
  });

  it('that changes nothing is no new version', async () => {
    const [id = ''] = await enter(company, aDocument());
    const { body } = await company.call('PATCH', `/v1/documents/${id}`, {
      amountCents: 15_000,
      discount: null,
    });
    expect(body.version).toBe(1);
    expect((await company.call('PATCH', `/v1/documents/${id}`, {})).body.version).toBe(1);
  });

  it('of a document with a workflow drops the cached slip and leaves one message', async () => {
    const [id = ''] = await enter(company, aDocument());
    await api.sql(`update documents set message_seq = 3, slip = '{}' where id = $1`, [id]);
    await company.call('PATCH', `/v1/documents/${id}`, { amountCents: 16_000 });
    const [row] = await api.sql<{ slip: unknown; message_seq: number }>(
      'select slip, message_seq from documents where id = $1',
      [id],
    );
    expect(row).toEqual({ slip: null, message_seq: 4 });
    const messages = await api.sql(`select signal, facts from messages where subject ->> 'documentId' = $1`, [
      id,
    ]);
    expect(messages).toEqual([{ signal: 'documentAmended', facts: { version: 2 } }]);
  });

  it('decided on an older version is refused with the newest', async () => {
    const [id = ''] = await enter(company, aDocument());
    const path = `/v1/documents/${id}`;
    const { headers } = await company.call('GET', path);
    const etag = headers.get('etag') ?? '';
    expect((await company.call('PATCH', path, { amountCents: 16_000 }, { 'if-match': etag })).status).toBe(
      200,
    );
    const stale = await company.call('PATCH', path, { amountCents: 17_000 }, { 'if-match': etag });
    expect([stale.status, stale.body.code, stale.body.version]).toEqual([412, 'precondition_failed', 2]);
    expect((await company.call('PATCH', path, { amountCents: 17_000 }, { 'if-match': '"x"' })).status).toBe(
      412,
    );
    expect((await company.call('PATCH', path, { amountCents: 17_000 }, { 'if-match': '*' })).status).toBe(
      200,
    );
  });

  it('that could not be collected is refused with every fault, and changes nothing', async () => {
    const [id = ''] = await enter(company, aDocument());
    const changes = { amountCents: 499, dueDate: inDays(-1) };
    const { status, body } = await company.call('PATCH', `/v1/documents/${id}`, changes);
    expect([status, body.code]).toEqual([422, 'document_refused']);
    const codes = body.errors.map((each: { code: string }) => each.code);
    expect(codes).toEqual(['past_due_date', 'below_minimum']);
    expect((await company.call('GET', `/v1/documents/${id}`)).body.version).toBe(1);
  });

  it('is judged with the defaults of the account that the document was sent through', async () => {
    const account = await openAccount(api, company);
    const settings = { discount: { type: 'fixed', amountCents: 1_000 } };
    await company.call('PATCH', `/v1/accounts/${account.id}`, { settings });
    const documentIds = await enter(company, aDocument());
    const path = `/v1/documents/${documentIds[0]}`;
    await company.call('POST', '/v1/remittances', { accountId: account.id, documentIds });
    const { body } = await company.call('PATCH', path, { amountCents: 1_400 });
    expect(body.errors).toMatchObject([{ path: 'amountCents', code: 'below_minimum' }]);
    expect((await company.call('PATCH', path, { amountCents: 1_500 })).status).toBe(200);
  });

  it('leaves an old due date alone when it changes something else', async () => {
    const [id = ''] = await enter(company, aDocument());
    await api.sql('update documents set due_date = $2 where id = $1', [id, inDays(-5)]);
    expect((await company.call('PATCH', `/v1/documents/${id}`, { amountCents: 16_000 })).status).toBe(200);
    expect((await company.call('PATCH', `/v1/documents/${id}`, { dueDate: inDays(-4) })).status).toBe(422);
  });

  it('is open to operators, who do not enter documents', async () => {
    const [id = ''] = await enter(company, aDocument());
    const operator = await company.keyOf('operator');
    expect((await call(api, operator, 'PATCH', `/v1/documents/${id}`, { additionCents: 1 })).status).toBe(
      200,
    );
  });

  it('of fifty at once loses none', async () => {
    const [id = ''] = await enter(company, aDocument());
    const amounts = Array.from({ length: 50 }, (_, at) => 20_000 + at);
    await Promise.all(
      amounts.map((amountCents) => company.call('PATCH', `/v1/documents/${id}`, { amountCents })),
    );
    expect((await company.call('GET', `/v1/documents/${id}`)).body.version).toBe(51);
  });
});
