import { describe, expect, it } from 'vitest';
import { aDocument, type Body, enter, inDays, openAccount } from '../environment.ts';
import { ownAccount } from '../own-company.ts';

const { api, company, accountId } = await ownAccount();

async function preview(terms: object, language?: string): Promise<Body> {
  const headers = language === undefined ? {} : { 'accept-language': language };
  const { status, body } = await company.call('POST', '/v1/sending-rules/preview', terms, headers);
  expect(status).toBe(200);
  return body;
}

const caio = { taxId: '11144477735', name: 'Caio Lima' };

describe('the dry run of a rule', () => {
  it('tells what would be sent, how much it is, and what would not and why', async () => {
    const [fits = '', late = ''] = await enter(company, aDocument(), aDocument());
    await enter(company, aDocument({ dueDate: inDays(40) }));
    await api.sql(`update documents set due_date = $2 where id = $1`, [late, inDays(-1)]);
    const told = await preview({ accountId, dueWithinDays: 30 });
    expect(told).toMatchObject({
      count: 2,
      amountCents: 30_000,
      sendable: { count: 1, amountCents: 15_000 },
      refused: { count: 1, amountCents: 15_000 },
      documents: [{ documentId: fits, accountId, amountCents: 15_000 }],
      faults: [{ documentId: late, errors: [{ path: 'dueDate', code: 'past_due_date' }] }],
    });
  });

  it('names the payers without a default account, in both languages', async () => {
    const [known = '', unknown = ''] = await enter(company, aDocument({ payer: caio }), aDocument());
    const second = (await openAccount(api, company)).id;
    const payerId = (await company.call('GET', '/v1/payers?taxId=11144477735')).body.data[0].id;
    await company.call('PATCH', `/v1/payers/${payerId}`, { defaultAccountId: second });
    const told = await preview({ dueWithinDays: 30 });
    expect(told.documents.map(({ documentId }: Body) => documentId)).toContain(known);
    const of = (body: Body) => body.faults.find(({ documentId }: Body) => documentId === unknown).errors;
    expect(of(told)[0]).toMatchObject({ code: 'payer_without_account' });
    expect(of(await preview({ dueWithinDays: 30 }, 'pt-BR'))[0].message).toContain('não tem conta padrão');
    await company.call('DELETE', `/v1/accounts/${second}`);
    const off = await preview({ payerId });
    expect(off.faults[0].errors.map(({ code }: Body) => code)).toEqual(['account_not_usable']);
  });

  it('says what the enabled rule then does: the same documents and no other', async () => {
    const terms = { accountId, payerId: null, dueWithinDays: 5, amountToCents: 9_999 };
    const rows = Array.from({ length: 12 }, (_, at) =>
      aDocument({ dueDate: inDays(at), amountCents: 9_990 + at * 2, erpId: `previa-${at}` }),
    );
    await enter(company, ...rows);
    const told = await preview(terms);
    const before = told.documents.map(({ documentId }: Body) => documentId).toSorted();
    const rule = (await company.call('POST', '/v1/sending-rules', { name: 'x', enabled: true, ...terms }))
      .body;
    // Each row sent again with a new description: an amendment is judged as an entry is.
    await enter(company, ...rows.map((row) => ({ ...row, description: 'De novo' })));
    const sent = await api.sql<{ id: string }>(
      `select document_id as id from remittance_items join remittances on remittances.id = remittance_id
       where sending_rule_id = $1 order by document_id`,
      [rule.id],
    );
    expect(before.length).toBeGreaterThan(2);
    expect(sent.map(({ id }) => id)).toEqual(before);
  });

  it('stores nothing, also for who may only read', async () => {
    const viewer = await company.keyOf('viewer');
    const before = await api.sql(`select count(*)::int as n from remittances`);
    const response = await fetch(`${api.url}/v1/sending-rules/preview`, {
      method: 'POST',
      headers: { authorization: `Bearer ${viewer}`, 'content-type': 'application/json' },
      body: '{}',
    });
    expect(response.status).toBe(200);
    expect(await api.sql(`select count(*)::int as n from remittances`)).toEqual(before);
  });
});
