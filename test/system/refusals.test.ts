import { beforeAll, describe, expect, it } from 'vitest';
import { inDays } from '../environment/days.ts';
import { aDocument, Company, call, control } from '../environment/erp.ts';

let company: Company;

beforeAll(async () => {
  company = await Company.open();
});

describe('what is refused before anything is sent', () => {
  it('answers 403 with the name of the feature that the licence lacks', async () => {
    const poor = await Company.open(['boleto']).catch((error: Error) => error.message);
    expect(poor).toContain('403');
    expect(poor).toContain('online_banking');
  });

  it('refuses a key of the other environment by name', async () => {
    const production = await control<{
      apiKey: string;
      agency: string;
      account: string;
      accountDigit: string;
    }>('POST', '/accounts', { environment: 'production' });
    const { status, body } = await company.call('POST', '/v1/accounts', {
      bankCode: '461',
      name: 'Conta de produção',
      agency: production.agency,
      number: production.account,
      digit: production.accountDigit,
      environment: 'sandbox',
      apiKey: production.apiKey,
    });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body.code).toBe('key_of_other_environment');
  });

  it('names every fault of a row and stores nothing of it', async () => {
    const bad = aDocument({
      payer: { taxId: '12345678900', name: 'X' },
      amountCents: 499,
      dueDate: inDays(-1),
    });
    const { status, body } = await company.call<{
      documents: { result: string; errors: { path: string }[] }[];
    }>('POST', '/v1/documents', { documents: [bad, aDocument()] });
    expect(status).toBe(200);
    expect(body.documents.map((row) => row.result)).toEqual(['invalid', 'created']);
    const paths = body.documents[0]?.errors.map((error) => error.path).join(' ');
    for (const field of ['taxId', 'amountCents', 'dueDate']) expect(paths).toContain(field);
  });

  it('answers another tenant’s document like an unknown one', async () => {
    const [id = ''] = await company.record([aDocument()]);
    const stranger = await Company.open();
    const foreign = await call(stranger.key, 'GET', `/v1/documents/${id}`);
    const unknown = await call(stranger.key, 'GET', '/v1/documents/00000000-0000-7000-8000-000000000000');
    expect(foreign.status).toBe(404);
    expect({ ...foreign.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' });
  });
});
