import { describe, expect, it } from 'vitest';
import { aDocument, type Body, enter, inDays } from '../environment.ts';
import { ownAccount } from '../own-company.ts';
import { messagesOf, placeDocument } from '../placed-document.ts';

const { api, company, accountId } = await ownAccount();

const portuguese = { 'accept-language': 'pt-BR' };

describe('entering documents', () => {
  it('tells of each row what became of it, in order, and a bad row spoils no other', async () => {
    const [good, other] = [aDocument(), aDocument()];
    const bad = aDocument({
      payer: { taxId: '12345678900', name: ' ' },
      amountCents: 499,
      dueDate: inDays(-1),
    });
    const documents = [good, bad, 7, other, { ...good, number: 'again' }];
    const { status, body } = await company.call('POST', '/v1/documents', { documents }, portuguese);
    expect(status).toBe(200);
    const results = body.documents.map((row: Body) => [row.erpId, row.result]);
    expect(results).toEqual([
      [good.erpId, 'created'],
      [bad.erpId, 'invalid'],
      [null, 'invalid'],
      [other.erpId, 'created'],
      [good.erpId, 'invalid'],
    ]);
    expect(codesByPath(body.documents[1])).toEqual({
      'payer.taxId': 'invalid_tax_id',
      'payer.name': 'blank',
      amountCents: 'below_minimum',
      dueDate: 'past_due_date',
    });
    expect(codesByPath(body.documents[4])).toEqual({ erpId: 'duplicate' });
    const message = body.documents[1].errors.find((each: Body) => each.path === 'amountCents').message;
    expect(message).toContain('R$ 4,99');
    const stored = await api.sql('select 1 from documents where erp_id = $1', [bad.erpId]);
    expect(stored).toEqual([]);
  });

  it.each([
    ['amountCents', { amountCents: 0 }, 'too_small'],
    ['amountCents', { amountCents: 10.5 }, 'wrong_type'],
    ['amountCents', { amountCents: '1000' }, 'wrong_type'],
    ['amountCents', { discount: { type: 'fixed', amountCents: 14_501 } }, 'below_minimum'],
    ['amountCents', { discount: { type: 'percentage', percent: 97 } }, 'below_minimum'],
    ['dueDate', { dueDate: '2027-02-29' }, 'invalid_date'],
    ['dueDate', { dueDate: '10/12/2026' }, 'invalid_date'],
    ['dueDate', { dueDate: '2226-12-10' }, 'due_date_too_far'],
    ['discount.type', { discount: { type: 'free' } }, 'invalid_choice'],
    ['discount.percent', { discount: { type: 'percentage', percent: 101 } }, 'too_large'],
    ['discount.percent', { discount: { type: 'percentage', percent: 1.00001 } }, 'too_many_decimals'],
    [
      'discount.daysBeforeDue',
      { discount: { type: 'fixed', amountCents: 1, daysBeforeDue: -1 } },
      'too_small',
    ],
    ['interest.percentPerMonth', { interest: { percentPerMonth: 11 } }, 'too_large'],
    ['fine', { fine: 2 }, 'wrong_type'],
    ['description', { description: 'x'.repeat(501) }, 'too_long'],
    ['billingType', { billingType: 'CREDIT_CARD' }, 'invalid_choice'],
    ['erpId', { erpId: ' ' }, 'blank'],
    ['number', { number: undefined }, 'required'],
    ['number', { number: 'a\u0000' }, 'invalid_text'],
    ['payer.email', { payer: { taxId: '24971563792', name: 'J', email: 'a@b' } }, 'invalid_email'],
    ['payer.phone', { payer: { taxId: '24971563792', name: 'J', phone: '1234' } }, 'invalid_phone'],
    [
      'payer.address.postalCode',
      { payer: { taxId: '24971563792', name: 'J', address: { postalCode: '8001' } } },
      'invalid_postal_code',
    ],
    ['payer.cpf', { payer: { taxId: '24971563792', name: 'J', cpf: '1' } }, 'unknown_field'],
  ])('names %s as the field at fault in %j', async (path, changes, code) => {
    const { body } = await company.call('POST', '/v1/documents', { documents: [aDocument(changes)] });
    expect(codesByPath(body.documents[0])).toEqual({ [path]: code });
  });

  it('takes CPF and CNPJ, also with letters, however they are punctuated', async () => {
    const taxIds = ['249.715.637-92', '11.222.333/0001-81', '12.abc.345/01de-35'];
    const ids = await enter(company, ...taxIds.map((taxId) => aDocument({ payer: { taxId, name: 'P' } })));
    const answers = await Promise.all(ids.map((id) => company.call('GET', `/v1/documents/${id}`)));
    expect(answers.map(({ body }) => body.payer.taxId)).toEqual([
      '24971563792',
      '11222333000181',
      '12ABC34501DE35',
    ]);
  });

  it('judges today by the calendar of São Paulo', async () => {
    const realNow = api.clock.now;
    api.clock.now = new Date('2026-12-01T02:30:00Z'); // Half past eleven on the evening of 30 November there.
    const rows = ['2026-11-29', '2026-11-30'].map((dueDate) => aDocument({ dueDate }));
    const { body } = await company.call('POST', '/v1/documents', { documents: rows });
    expect(body.documents.map((row: Body) => row.result)).toEqual(['invalid', 'created']);
    api.clock.now = realNow;
  });

  it('sent again changes nothing, and changed terms are the next version', async () => {
    const without = aDocument();
    const document = { ...without, discount: { type: 'fixed', amountCents: 100 } };
    const [id] = await enter(company, document);
    const again = await company.call('POST', '/v1/documents', { documents: [document] });
    expect(again.body.documents[0]).toEqual({ erpId: document.erpId, id, result: 'unchanged' });
    const changed = await company.call('POST', '/v1/documents', { documents: [without] });
    expect(changed.body.documents[0].result).toBe('updated');
    expect((await company.call('GET', `/v1/documents/${id}`)).body).toMatchObject({
      version: 2,
      discount: null,
    });
    const { body: timeline } = await company.call('GET', `/v1/documents/${id}/timeline`);
    expect(timeline.data).toMatchObject([
      { what: 'document.entered', actor: 'erp:teste' },
      {
        what: 'document.amended',
        actor: 'erp:teste',
        details: { version: 2, before: { discount: { amountCents: 100 } }, after: { discount: null } },
      },
    ]);
  });

  it('tells the workflow of a document that has one, and of no other', async () => {
    const [withWorkflow, without] = [aDocument(), aDocument()];
    const [id = '', otherId = ''] = await enter(company, withWorkflow, without);
    await api.sql('update documents set message_seq = 1 where id = $1', [id]);
    const rows = [withWorkflow, without].map((row) => ({ ...row, amountCents: 20_000 }));
    await company.call('POST', '/v1/documents', { documents: rows });
    expect(await messagesOf(api, id)).toEqual([{ signal: 'documentAmended', facts: { version: 2 } }]);
    expect(await messagesOf(api, otherId)).toEqual([]);
  });

  it('brings a payer’s new data along, and keeps what is not said of the payer', async () => {
    const payer = {
      taxId: '52998224725',
      name: 'Maria',
      email: 'maria@exemplo.com.br',
      phone: '+55 (41) 99876-5432',
    };
    const document = aDocument({ payer });
    const [id = ''] = await enter(company, document);
    const renamed = { ...document, payer: { taxId: payer.taxId, name: 'Maria Souza', phone: null } };
    const { body } = await company.call('POST', '/v1/documents', { documents: [renamed] });
    expect(body.documents[0].result).toBe('updated');
    const { body: read } = await company.call('GET', `/v1/documents/${id}`);
    expect(read).toMatchObject({
      version: 2,
      payer: { name: 'Maria Souza', email: payer.email, phone: null },
    });
    const [row] = await api.sql<{ version: number }>('select version from payers where id = $1', [
      read.payer.id,
    ]);
    expect(row?.version).toBe(2);
  });

  it.each(['paid', 'settled', 'cancelled', 'refunded'])(
    'leaves the terms of a document that is %s alone',
    async (status) => {
      const document = aDocument();
      const [id = ''] = await enter(company, document);
      await placeDocument(api, company, id, { accountId, status });
      const changed = { ...document, amountCents: 30_000, description: 'nova' };
      const { body } = await company.call('POST', '/v1/documents', { documents: [changed] }, portuguese);
      expect(codesByPath(body.documents[0])).toEqual({
        amountCents: 'document_not_amendable',
        description: 'document_not_amendable',
      });
      const patched = await company.call('PATCH', `/v1/documents/${id}`, { amountCents: 30_000 });
      expect([patched.status, patched.body.documentStatus]).toEqual([409, status]);
      const same = await company.call('POST', '/v1/documents', { documents: [document] });
      expect(same.body.documents[0].result).toBe('unchanged');
    },
  );

  it('never moves a charge to another payer', async () => {
    const document = aDocument();
    const [id = ''] = await enter(company, document);
    const moved = { ...document, payer: { taxId: '11222333000181', name: 'Outra' } };
    expect(
      (await company.call('POST', '/v1/documents', { documents: [moved] })).body.documents[0].result,
    ).toBe('updated');
    await placeDocument(api, company, id, { accountId });
    const { body } = await company.call('POST', '/v1/documents', { documents: [document] });
    expect(codesByPath(body.documents[0])).toEqual({ 'payer.taxId': 'payer_not_changeable' });
  });

  it('of a thousand rows costs no more queries than of one', async () => {
    const queriesFor = async (count: number) => {
      const documents = Array.from({ length: count }, () => aDocument());
      api.queries.count = 0;
      const { body } = await company.call('POST', '/v1/documents', { documents });
      expect(body.documents.filter((row: Body) => row.result === 'created').length).toBe(count);
      return api.queries.count;
    };
    const one = await queriesFor(1);
    expect(await queriesFor(1_000)).toBe(one);
    const tooMany = { documents: Array.from({ length: 1_001 }, () => aDocument()) };
    expect((await company.call('POST', '/v1/documents', tooMany)).body.errors[0].code).toBe('too_many');
  });

  it('by two calls at once enters each document once', async () => {
    const documents = Array.from({ length: 50 }, () => aDocument());
    const calls = [documents, documents.toReversed()].map((rows) =>
      company.call('POST', '/v1/documents', { documents: rows }),
    );
    const results = (await Promise.all(calls)).flatMap(({ body }) =>
      body.documents.map((row: Body) => row.result),
    );
    expect(results.filter((result) => result === 'created').length).toBe(50);
    expect(results.filter((result) => result === 'unchanged').length).toBe(50);
  });
});

function codesByPath(row: Body): Record<string, string> {
  expect(row.result).toBe('invalid');
  return Object.fromEntries(row.errors.map((each: Body) => [each.path, each.code]));
}
