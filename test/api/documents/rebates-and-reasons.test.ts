import { describe, expect, it } from 'vitest';
import { aDocument, type Body, enter } from '../environment.ts';
import { ownAccount } from '../own-company.ts';
import { placeDocument } from '../placed-document.ts';

const { api, company, accountId } = await ownAccount();

const read = async (id: string): Promise<Body> => (await company.call('GET', `/v1/documents/${id}`)).body;

const amendmentsOf = async (id: string): Promise<Body[]> =>
  (await company.call('GET', `/v1/documents/${id}/timeline`)).body.data
    .filter((line: Body) => line.what === 'document.amended')
    .map((line: Body) => line.details);

describe('a rebate', () => {
  it('is entered, amended, taken away and told apart from the discount', async () => {
    const entry = aDocument({ rebateCents: 1_000, discount: { type: 'fixed', amountCents: 500 } });
    const [id = ''] = await enter(company, entry);
    expect(await read(id)).toMatchObject({
      amountCents: 15_000,
      rebateCents: 1_000,
      discount: { amountCents: 500 },
    });
    await company.call('PATCH', `/v1/documents/${id}`, { rebateCents: 2_000 });
    expect(await read(id)).toMatchObject({ version: 2, rebateCents: 2_000 });
    expect((await amendmentsOf(id)).at(-1)).toMatchObject({
      before: { rebateCents: 1_000 },
      after: { rebateCents: 2_000 },
    });
    await company.call('PATCH', `/v1/documents/${id}`, { rebateCents: null });
    expect(await read(id)).toMatchObject({ version: 3, rebateCents: 0 });
    await company.call('POST', '/v1/documents', { documents: [entry] });
    expect(await read(id)).toMatchObject({ version: 4, rebateCents: 1_000 });
  });

  it('is taken off what a list adds up and a remittance would collect', async () => {
    const number = `NF-${crypto.randomUUID()}`;
    const documentIds = await enter(company, aDocument({ number, additionCents: 100, rebateCents: 1_000 }));
    const totals = await company.call('GET', `/v1/documents/totals?q=${number}`);
    expect(totals.body).toEqual({ count: 1, amountCents: 14_100 });
    const preview = await company.call('POST', '/v1/remittances/preview', { accountId, documentIds });
    expect(preview.body.sendable).toEqual({ count: 1, amountCents: 14_100 });
  });

  it.each([
    [
      'all of amount and addition',
      { additionCents: 500, rebateCents: 15_500 },
      'rebateCents',
      'rebate_too_large',
    ],
    ['more than it', { rebateCents: 20_000 }, 'rebateCents', 'rebate_too_large'],
    ['so much that Asaas would not collect', { rebateCents: 14_501 }, 'amountCents', 'below_minimum'],
    [
      'with the discount so much',
      { rebateCents: 14_000, discount: { type: 'percentage', percent: 51 } },
      'amountCents',
      'below_minimum',
    ],
    ['less than nothing', { rebateCents: -1 }, 'rebateCents', 'too_small'],
  ])('of %s is refused, in a row and in an amendment', async (_, changes, path, code) => {
    const entered = await company.call('POST', '/v1/documents', { documents: [aDocument(changes)] });
    expect(entered.body.documents[0].errors).toMatchObject([{ path, code }]);
    const [id = ''] = await enter(company, aDocument());
    const amended = await company.call('PATCH', `/v1/documents/${id}`, changes);
    expect(amended.body.errors).toMatchObject([{ path, code }]);
  });
});

describe('the reason of an amendment', () => {
  const reason = 'Negociado com o cliente';

  it('of a PATCH stands on the timeline', async () => {
    const [id = ''] = await enter(company, aDocument());
    await company.call('PATCH', `/v1/documents/${id}`, { amountCents: 16_000, reason });
    expect(await amendmentsOf(id)).toMatchObject([{ version: 2, reason, after: { amountCents: 16_000 } }]);
  });

  it('of a row that the ERP sends again stands there too, and is no change by itself', async () => {
    const entry = aDocument();
    const [id = ''] = await enter(company, entry);
    const again = async (changes: object) =>
      (await company.call('POST', '/v1/documents', { documents: [{ ...entry, ...changes, reason }] })).body
        .documents[0].result;
    expect(await again({})).toBe('unchanged');
    expect(await again({ amountCents: 16_000 })).toBe('updated');
    expect(await amendmentsOf(id)).toMatchObject([{ version: 2, reason }]);
  });

  it('of a correction stands there too', async () => {
    const documentIds = await enter(company, aDocument());
    const [id = ''] = documentIds;
    await company.call('POST', '/v1/remittances', { accountId, documentIds });
    await placeDocument(api, company, id, { accountId, status: 'rejected' });
    await api.sql(
      `update remittance_items set outcome = 'rejected', error = '{}', outcome_at = now() where document_id = $1`,
      [id],
    );
    const { status } = await company.call('POST', `/v1/documents/${id}/retransmit`, {
      changes: { amountCents: 16_000 },
      reason,
    });
    expect(status).toBe(202);
    expect(await amendmentsOf(id)).toMatchObject([{ version: 2, reason }]);
  });

  it.each([' ', 'x'.repeat(201)])('says something in up to 200 characters', async (reason) => {
    const [id = ''] = await enter(company, aDocument());
    expect((await company.call('PATCH', `/v1/documents/${id}`, { amountCents: 1_000, reason })).status).toBe(
      400,
    );
  });
});
