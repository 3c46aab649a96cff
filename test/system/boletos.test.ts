import { getBoletoInfo, isValidBoleto } from '@brazilian-utils/brazilian-utils';
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { inDays } from '../environment/days.ts';
import { readBarCodes } from '../environment/drawn-bars.ts';
import { aDocument, Company } from '../environment/erp.ts';
import { product } from '../environment/leased-product.ts';

let company: Company;
let ids: string[];

/** As many as one file takes. */
const count = 100;

const dueOf = (at: number) => inDays(10 + (at % 45));

beforeAll(async () => {
  company = await Company.open();
  const documents = Array.from({ length: count }, (_, at) =>
    aDocument({
      amountCents: 10_000 + at,
      dueDate: dueOf(at),
      discount: { type: 'percentage', percent: 2.5, daysBeforeDue: 3 },
      fine: { type: 'percentage', percent: 2 },
      interest: { percentPerMonth: 1 },
      description: `Mensalidade ${at}`,
    }),
  );
  ids = await company.record(documents);
  await company.send(ids);
  await Promise.all(ids.map((id) => company.untilStatus(id, 'registered', 120_000)));
}, 180_000);

async function read(path: string): Promise<{ status: number; type: string | null; bytes: Buffer }> {
  const response = await fetch(`${product.apiUrl}${path}`, {
    headers: { authorization: `Bearer ${company.key}` },
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, type: response.headers.get('content-type'), bytes };
}

interface Slip {
  digitableLine: string;
  barCode: string;
}

async function slipOf(id: string): Promise<Slip> {
  return (await company.call<Slip>('GET', `/v1/documents/${id}/boleto`)).body;
}

describe('the boletos of a company', () => {
  it('are a hundred in one file, whose bar codes a scanner reads as the digitable lines say', async () => {
    const { status, type, bytes } = await read(`/v1/boletos.pdf?documentIds=${ids.join(',')}`);
    expect({ status, type }).toEqual({ status: 200, type: 'application/pdf' });
    const slips = await Promise.all(ids.map(slipOf));
    expect(await readBarCodes(bytes)).toEqual(slips.map(({ barCode }) => barCode));
    for (const [at, { digitableLine, barCode }] of slips.entries()) {
      expect(isValidBoleto(digitableLine)).toBe(true);
      expect(getBoletoInfo(digitableLine)).toMatchObject({
        amount: 10_000 + at,
        bankCode: '461',
        expirationDate: new Date(`${dueOf(at)}T00:00`),
      });
      expect(barCode).toBe(barCodeOf(digitableLine));
    }
  });

  it('cost one call each, once', async () => {
    const { calls } = await company.book();
    expect(calls['GET /v3/payments/{id}/billingInfo']).toBe(count);
  });

  it('come in a ZIP too, a file each', async () => {
    const few = ids.slice(0, 3);
    const { type, bytes } = await read(`/v1/boletos.zip?documentIds=${few.join(',')}`);
    expect(type).toBe('application/zip');
    const files = unzipSync(bytes);
    const read3 = await Promise.all(Object.values(files).map((file) => readBarCodes(Buffer.from(file))));
    const slips = await Promise.all(few.map(slipOf));
    expect(read3.flat()).toEqual(slips.map(({ barCode }) => barCode));
  });

  it('are always of the latest amendment, and bear the company’s mark once it has one', async () => {
    const [id = ''] = ids;
    const before = await read(`/v1/documents/${id}/boleto.pdf`);
    await company.call('PATCH', `/v1/documents/${id}`, { dueDate: inDays(40), additionCents: 5_000 });
    await company.untilStatus(id, 'registered');
    let after = await read(`/v1/documents/${id}/boleto.pdf`);
    while (after.status === 409) after = await read(`/v1/documents/${id}/boleto.pdf`);
    const [code] = await readBarCodes(after.bytes);
    expect(code).toBe((await slipOf(id)).barCode);
    expect(code).not.toBe((await readBarCodes(before.bytes))[0]);
    expect(code?.slice(9, 19)).toBe('0000015000');

    const put = await company.call('PUT', '/v1/logo', { image: onePixel });
    expect(put.status).toBe(200);
    const marked = await read(`/v1/documents/${id}/boleto.pdf`);
    const pictures = (bytes: Buffer) => bytes.toString('latin1').split('/Subtype /Image').length - 1;
    expect(pictures(marked.bytes)).toBeGreaterThan(pictures(after.bytes));
    expect((await company.call('PUT', '/v1/logo', { image: btoa('no picture') })).status).toBe(400);
    expect((await company.call('DELETE', '/v1/logo')).status).toBe(200);
  });

  it('are refused for a document without a charge, of Pix alone, or of another company', async () => {
    const [unsent = ''] = await company.record([aDocument()]);
    expect((await read(`/v1/documents/${unsent}/boleto.pdf`)).status).toBe(409);
    const pix = await company.register(aDocument({ billingType: 'PIX' }));
    const refused = await company.call<{ code: string }>('GET', `/v1/documents/${pix.id}/boleto.pdf`);
    expect(refused).toMatchObject({ status: 409, body: { code: 'boleto_missing' } });
    const other = await Company.open();
    expect((await other.call('GET', `/v1/boletos.pdf?documentIds=${ids[0]}`)).status).toBe(404);
  });
});

/** The bar code as FEBRABAN spreads it over a digitable line: four fields, three with a check digit of their own, and the due date with the amount. */
function barCodeOf(digitableLine: string): string {
  const digits = digitableLine.replace(/\D/g, '');
  const [bank, first, second, third] = [
    [0, 4],
    [4, 9],
    [10, 20],
    [21, 31],
  ].map((part) => digits.slice(...part));
  return `${bank}${digits.slice(32)}${first}${second}${third}`;
}

/** The smallest PNG there is. */
const onePixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
