import { describe, expect, it } from 'vitest';
import { inDays } from '../environment.ts';
import { ownCompany } from '../own-company.ts';

const { api, company } = await ownCompany();

const heading =
  'Documento;Parcela;Cliente;CPF/CNPJ;Vencimento;Valor;Acréscimo;Abatimento;Desconto %;Cobrança';
const dueDate = inDays(30).split('-').reverse().join('/');

let counter = 0;
const aRow = (changes: Record<string, string> = {}) => {
  counter += 1;
  const cells = {
    Documento: `NF-${counter}`,
    Parcela: '1/2',
    Cliente: 'Açougue São João',
    'CPF/CNPJ': '249.715.637-92',
    Vencimento: dueDate,
    Valor: '1.345,56',
    Acréscimo: '10',
    Abatimento: '2,50',
    'Desconto %': '2,50',
    Cobrança: 'Boleto ou Pix',
    ...changes,
  };
  return heading
    .split(';')
    .map((column) => cells[column as keyof typeof cells])
    .join(';');
};
const file = (...rows: string[]) => [heading, ...rows].join('\r\n');
const send = (text: string | Buffer, options: object = {}) =>
  company.call('POST', '/v1/documents/import', { file: Buffer.from(text).toString('base64'), ...options });
const documents = () => api.sql<{ erp_id: string }>('select erp_id from documents order by erp_id');

describe('a file of documents', () => {
  it('is entered as an ERP exports it, in Windows-1252, and changes nothing when it is sent again', async () => {
    const rows = [aRow(), aRow({ Valor: '50', Acréscimo: '', 'Desconto %': '', Cobrança: 'Boleto' })];
    const latin = Buffer.from(file(...rows), 'latin1');
    const { body } = await send(latin);
    expect(body).toEqual({
      entered: true,
      counts: { rows: 2, created: 2, updated: 0, unchanged: 0, invalid: 0 },
      accepted: [
        { line: 2, result: 'created', documentId: expect.any(String) },
        { line: 3, result: 'created', documentId: expect.any(String) },
      ],
      invalid: [],
    });
    const { body: list } = await company.call('GET', '/v1/documents?sort=-amountCents');
    expect(body.accepted[0].documentId).toBe(list.data[0].id);
    expect(list.data[0]).toMatchObject({
      erpId: 'NF-1/1',
      number: 'NF-1 1/2',
      payer: { name: 'Açougue São João', taxId: '24971563792' },
      amountCents: 134_556,
      additionCents: 1_000,
      rebateCents: 250,
      discount: { type: 'percentage', percent: 2.5 },
      dueDate: inDays(30),
      billingType: 'UNDEFINED',
    });
    expect((await send(latin)).body.counts).toMatchObject({ created: 0, unchanged: 2 });
  });

  it('with a faulty row enters nothing, and tells line, column and cure of every fault', async () => {
    const before = await documents();
    const { body } = await send(
      file(aRow(), aRow({ Valor: '1.2', Vencimento: '31/02/2030' }), aRow({ 'CPF/CNPJ': '111' })),
    );
    expect(body).toMatchObject({ entered: false, counts: { rows: 3, created: 1, invalid: 2 } });
    expect(body.accepted).toEqual([{ line: 2, result: 'created', documentId: null }]);
    expect(body.invalid).toMatchObject([
      {
        line: 3,
        errors: [
          { path: 'Valor', code: 'unreadable_amount' },
          { path: 'Vencimento', code: 'unreadable_date' },
        ],
      },
      { line: 4, errors: [{ path: 'CPF/CNPJ', code: 'invalid_tax_id' }] },
    ]);
    expect(await documents()).toEqual(before);
  });

  it('enters the others when it is told to', async () => {
    const good = aRow({ Documento: 'GOOD' });
    const { body } = await send(file(aRow({ Valor: '' }), good), { onFault: 'enter_the_others' });
    expect(body).toMatchObject({ entered: true, counts: { rows: 2, created: 1, invalid: 1 } });
    expect(body.invalid).toMatchObject([{ line: 2, errors: [{ path: 'Valor', code: 'unreadable_amount' }] }]);
    expect((await documents()).map((row) => row.erp_id)).toContain('GOOD/1');
  });

  it('tried dry tells what would be, and keeps neither documents nor payers', async () => {
    const counted = () =>
      api.sql('select (select count(*) from documents), (select count(*) from payers) as payers');
    const before = await counted();
    const { body } = await send(file(aRow({ 'CPF/CNPJ': '11.222.333/0001-81' })), { dryRun: true });
    expect(body).toMatchObject({ entered: false, counts: { created: 1, invalid: 0 } });
    expect(await counted()).toEqual(before);
  });

  it('names a document once', async () => {
    const row = aRow();
    const { body } = await send(file(aRow(), row, row));
    expect(body.invalid).toMatchObject([{ line: 4, errors: [{ path: 'Id', code: 'duplicate' }] }]);
    expect(body.invalid[0].errors[0].message).toContain('3');
  });

  it.each([
    ['has no rows', () => heading, 'empty_file'],
    ['lacks columns', () => 'Documento;Valor\nNF-1;1,00', 'missing_columns'],
    ['has columns that nobody knows', () => `${heading};Vencimneto\n${aRow()};x`, 'unknown_columns'],
    ['has a row of another width', () => file(aRow(), 'NF-1;1/1'), 'unreadable_file'],
    ['has a quote without its end', () => file(aRow({ Cliente: '"Ana' })), 'unreadable_file'],
    ['has too many rows', () => file(...Array.from({ length: 5_001 }, () => aRow())), 'too_many_rows'],
  ])('that %s is refused as a whole', async (_, text, code) => {
    const { status, body } = await send(text());
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([{ path: 'file', code }]);
  });

  it('of five thousand rows costs no more queries than one of one row', async () => {
    const cost = async (text: string) => {
      const before = api.queries.count;
      expect((await send(text)).body.entered).toBe(true);
      return api.queries.count - before;
    };
    const one = await cost(file(aRow()));
    expect(await cost(file(...Array.from({ length: 5_000 }, () => aRow())))).toBe(one);
  });
});
