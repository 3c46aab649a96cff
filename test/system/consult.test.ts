import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../environment/conditions.ts';
import { inDays } from '../environment/days.ts';
import { aDocument, Company, call, control } from '../environment/erp.ts';
import { product } from '../environment/leased-product.ts';

interface Cause {
  kind: string;
  code: string;
  field: string | null;
  message: string;
  cure: string;
  count: number;
  amountCents: number;
  documents: { documentId: string; value: string | null }[];
}

/** As superuser: a payer's record as it may have come from a system that checked less. */
let database: pg.Client;
let company: Company;

beforeAll(async () => {
  database = new pg.Client({ connectionString: product.databaseUrl });
  await database.connect();
  company = await Company.open();
});

afterEach(() => control('POST', '/clock/reset'));
afterAll(() => database.end());

const clerk = { phone: '19540550000121', taxId: '11144477735', other: '24971563792' };

/** Six documents of which Asaas takes none: three for the payer's phone, two for the due date, one for the tax id. */
async function sendRefusable() {
  const withPhone = { taxId: clerk.phone, name: 'Loja', phone: '47999999999' };
  const ids = await company.record([
    ...[1_000, 2_000, 3_000].map((amountCents) => aDocument({ amountCents, payer: withPhone })),
    ...[4_000, 5_000].map((amountCents) => aDocument({ amountCents, dueDate: inDays(1) })),
    aDocument({ amountCents: 6_000, payer: { taxId: clerk.taxId, name: 'Ana Lima' } }),
  ]);
  await database.query(`update payers set tax_id = '11144477700' where tax_id = $1 and tenant_id = $2`, [
    clerk.taxId,
    company.tenantId,
  ]);
  // At Asaas it is later than here: the due dates have passed there.
  await control('POST', '/clock', { advanceDays: 4 });
  const remittanceId = await company.send(ids);
  for (const id of ids) await company.untilStatus(id, 'rejected');
  return { ids, remittanceId };
}

const portuguese = { 'accept-language': 'pt-BR' };
const causesOf = async (path: string) =>
  (await call<{ data: Cause[] }>(company.key, 'GET', path, undefined, portuguese)).body.data;

/** Several clicks at the same moment, each with an Idempotency-Key of its own: the answers' statuses. */
async function click(times: number, path: string, body: object): Promise<number[]> {
  const clicks = Array.from({ length: times }, () => company.call('POST', path, body));
  return (await Promise.all(clicks)).map((answer) => answer.status).toSorted();
}

describe('what Asaas rejects for several causes', () => {
  it('is grouped, corrected and registered, with exactly one live charge each, however often it is clicked', async () => {
    const { ids, remittanceId } = await sendRefusable();
    const [phoneA = '', , , dateA = '', dateB = '', taxId = ''] = ids;
    const causes = await causesOf(`/v1/remittances/${remittanceId}/problems`);
    expect(causes.map((each) => [each.code, each.field, each.count, each.amountCents])).toEqual([
      ['invalid_mobilePhone', 'payer.phone', 3, 6_000],
      ['invalid_dueDate', 'dueDate', 2, 9_000],
      ['invalid_object', 'payer.taxId', 1, 6_000],
    ]);
    expect(causes.map((each) => each.documents[0]?.value)).toEqual([
      '47999999999',
      inDays(1).split('-').reverse().join('/'),
      '111.444.777-00',
    ]);
    expect(causes[1]).toMatchObject({
      message: 'Não é permitido data de vencimento inferior a hoje.',
      cure: 'Altere o vencimento para hoje ou uma data futura e transmita novamente.',
    });
    expect(await causesOf('/v1/problems')).toEqual(causes);

    const once = [202, 409, 409, 409, 409];
    const correct = (id: string, correction: object) =>
      click(5, `/v1/documents/${id}/retransmit`, correction);
    expect(await correct(phoneA, { payer: { phone: '47988887766' } })).toEqual(once);
    expect(await correct(dateA, { changes: { dueDate: inDays(30), additionCents: 50 } })).toEqual(once);
    expect(await correct(dateB, { changes: { dueDate: inDays(31) } })).toEqual(once);
    expect(await correct(taxId, { payer: { taxId: clerk.taxId } })).toEqual(once);
    // The payer's phone is right now: the other two of that cause go together.
    const rest = await click(5, `/v1/remittances/${remittanceId}/retransmit`, {
      code: 'invalid_mobilePhone',
    });
    expect(rest).toEqual([202, 422, 422, 422, 422]);

    const documents = [];
    for (const id of ids) documents.push(await company.untilStatus(id, 'registered'));
    const { charges, customers } = await company.book();
    const live = charges.filter((charge) => charge.live);
    expect(charges).toHaveLength(6);
    expect(live.map((charge) => charge.id).toSorted()).toEqual(
      documents.map((document) => document.chargeId).toSorted(),
    );
    expect(live.map((charge) => charge.value).toSorted((a, b) => a - b)).toEqual([10, 20, 30, 40.5, 50, 60]);
    expect(customers.map((customer) => customer.cpfCnpj).toSorted()).toEqual(Object.values(clerk).toSorted());
    expect(await causesOf('/v1/problems')).toEqual([]);
    await until(
      'the remittance to be completed',
      async () => (await company.call('GET', `/v1/remittances/${remittanceId}`)).body.status === 'completed',
    );
  });
});
