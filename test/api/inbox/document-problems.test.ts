import { describe, expect, it } from 'vitest';
import {
  aDocument,
  type Body,
  type Company,
  enter,
  inDays,
  openAccount,
  openCompany,
} from '../environment.ts';
import { ownCompany } from '../own-company.ts';
import { placeDocument } from '../placed-document.ts';

const { api } = await ownCompany();

const tooLow = (reais: string) => ({
  code: 'invalid_object',
  field: 'amountCents',
  message: `O valor da cobrança (R$ ${reais}) menos o valor do desconto (R$ 0,00) não pode ser menor que R$ 5,00.`,
  cure: 'Corrija o valor.',
});
const tooEarly = { code: 'invalid_dueDate', field: 'dueDate', message: 'Antes de hoje.', cure: 'Adie.' };
const wrongTaxId = {
  code: 'invalid_object',
  field: 'payer.taxId',
  message: 'CPF inválido.',
  cure: 'Corrija.',
};

/** A company with one remittance of documents that were rejected with these errors, in order. */
async function rejectedWith(errors: object[], own?: { company: Company; accountId: string }) {
  const company = own?.company ?? (await openCompany(api));
  const accountId = own?.accountId ?? ((await openAccount(api, company)).id as string);
  const rows = errors.map((_, at) => aDocument({ dueDate: inDays(10 + at), amountCents: 1_000 + at }));
  const ids = await enter(company, ...rows);
  const { body } = await company.call('POST', '/v1/remittances', { accountId, documentIds: ids });
  for (const [at, error] of errors.entries()) {
    const text = JSON.stringify(error);
    await placeDocument(api, company, ids[at] ?? '', { accountId, status: 'rejected' });
    await api.sql('update documents set last_error = $2 where id = $1', [ids[at], text]);
    await api.sql(`update remittance_items set outcome = 'rejected', error = $2 where document_id = $1`, [
      ids[at],
      text,
    ]);
  }
  return { company, accountId, ids, remittanceId: body.id as string };
}

const portuguese = { 'accept-language': 'pt-BR' };

const causesOf = async (company: Company, query = '') =>
  (await company.call('GET', `/v1/problems${query}`, undefined, portuguese)).body.data as Body[];

describe('what waits for a person', () => {
  it('is grouped by code and field, whatever amounts the words name, the biggest first', async () => {
    const { company, ids, remittanceId } = await rejectedWith([
      tooEarly,
      tooLow('3,00'),
      wrongTaxId,
      tooLow('4,10'),
      tooLow('4,99'),
      wrongTaxId,
    ]);
    const causes = await causesOf(company);
    expect(causes.map((each) => [each.kind, each.code, each.field, each.count, each.amountCents])).toEqual([
      ['rejected', 'invalid_object', 'amountCents', 3, 3_008],
      ['rejected', 'invalid_object', 'payer.taxId', 2, 2_007],
      ['rejected', 'invalid_dueDate', 'dueDate', 1, 1_000],
    ]);
    expect(causes[0]).toMatchObject({
      message: tooLow('3,00').message,
      cure: 'Corrija o valor.',
      remittanceIds: [remittanceId],
    });
    expect(causes[0].documents.map((each: Body) => each.documentId)).toEqual([ids[1], ids[3], ids[4]]);
    const values = causes.map((each) => each.documents[0].value);
    expect(values).toEqual(['R$ 10,01', '249.715.637-92', inDays(10).split('-').reverse().join('/')]);
    const ofOne = await company.call(
      'GET',
      `/v1/remittances/${remittanceId}/problems`,
      undefined,
      portuguese,
    );
    expect(ofOne.body.data).toEqual(causes);
  });

  it('tells the value at fault with each rejected item', async () => {
    const { company, remittanceId } = await rejectedWith([wrongTaxId, tooEarly]);
    const path = `/v1/remittances/${remittanceId}/items?outcome=rejected&code=invalid_object`;
    const { body } = await company.call('GET', path);
    expect(body.data).toMatchObject([{ error: wrongTaxId, value: '249.715.637-92' }]);
  });

  it('no longer waits once it is sent again, is to be cancelled, or went on in another remittance', async () => {
    const { company, accountId, ids, remittanceId } = await rejectedWith([
      tooEarly,
      tooEarly,
      tooEarly,
      tooEarly,
    ]);
    const [first = '', second = '', third = ''] = ids;
    await company.call('POST', `/v1/documents/${first}/retransmit`);
    await company.call('POST', `/v1/documents/${second}/cancel`, { reason: 'x' });
    await company.call('POST', '/v1/remittances', { accountId, documentIds: [third] });
    const { body } = await company.call('GET', `/v1/remittances/${remittanceId}/problems`);
    expect(body.data).toMatchObject([{ count: 1, documents: [{ documentId: ids[3] }] }]);
    expect(await causesOf(company)).toMatchObject([{ count: 1 }]);
  });

  it('is narrowed by account and remittance, and is nobody else’s', async () => {
    const { company, accountId, remittanceId } = await rejectedWith([tooEarly]);
    const other = await openAccount(api, company);
    await rejectedWith([wrongTaxId, wrongTaxId], { company, accountId: other.id });
    const codes = async (query: string) => (await causesOf(company, query)).map((each) => each.field);
    expect(await codes('')).toEqual(['payer.taxId', 'dueDate']);
    expect(await codes(`?accountId=${accountId}`)).toEqual(['dueDate']);
    expect(await codes(`?remittanceId=${remittanceId}`)).toEqual(['dueDate']);
    const stranger = await openCompany(api);
    expect(await causesOf(stranger)).toEqual([]);
    expect(await causesOf(stranger, `?remittanceId=${remittanceId}`)).toEqual([]);
    expect((await stranger.call('GET', `/v1/remittances/${remittanceId}/problems`)).status).toBe(404);
  });

  it('has the flags too, each with what to do about it', async () => {
    const company = await openCompany(api);
    const accountId = (await openAccount(api, company)).id as string;
    const [differs = '', refused = ''] = await enter(company, aDocument(), aDocument());
    const flag = async (id: string, flags: object) => {
      await placeDocument(api, company, id, { accountId, status: 'settled' });
      await api.sql('update documents set flags = $2 where id = $1', [id, JSON.stringify(flags)]);
    };
    const at = new Date().toISOString();
    await flag(differs, { amount_differs: { reason: 'Recebido a mais.', at, amountCents: 150 } });
    await flag(refused, {
      amendment_refused: { reason: 'Já foi paga.', cure: 'Combine com o pagador.', at },
      amount_differs: { reason: 'Recebido a menos.', at, amountCents: -20 },
    });
    const causes = await causesOf(company);
    expect(causes).toMatchObject([
      { kind: 'flag', code: 'amount_differs', count: 2, amountCents: 30_000 },
      { kind: 'flag', code: 'amendment_refused', count: 1, cure: 'Combine com o pagador.' },
    ]);
    expect(causes[0].cure).toContain('acerte a diferença');
    expect(causes[0].documents.map((each: Body) => each.value).toSorted()).toEqual(['-R$ 0,20', 'R$ 1,50']);
  });

  it('costs the same queries for few and for many', async () => {
    const queriesFor = async (count: number) => {
      const { company } = await rejectedWith(Array.from({ length: count }, () => tooEarly));
      api.queries.count = 0;
      const [cause] = await causesOf(company);
      expect([cause.count, cause.documents.length]).toEqual([count, Math.min(count, 5)]);
      return api.queries.count;
    };
    expect(await queriesFor(40)).toBe(await queriesFor(1));
  });
});
