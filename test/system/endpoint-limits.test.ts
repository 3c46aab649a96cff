import { describe, expect, it } from 'vitest';
import { until } from '../environment/conditions.ts';
import { aDocument, Company, control } from '../environment/erp.ts';

interface CountedBook {
  charges: { live: boolean }[];
  callsByStatus: Record<string, { total: number; refused: number }>;
}

describe('an endpoint for which Asaas announces a limit', () => {
  it('is left alone in time, so that no call is turned away', async () => {
    const company = await Company.open();
    await control('PUT', `/settings?account=${company.asaasId}`, {
      endpointRates: { 'POST /v3/payments': { limit: 60, windowSeconds: 3 } },
    });
    // The payer first: its customer is made once, and what is left is the limited endpoint alone.
    await company.register();
    const documents = await company.record(Array.from({ length: 100 }, () => aDocument()));
    await company.send(documents);
    // A call is counted after its charge was made.
    const [charges, calls] = await until('every document to have its charge', async () => {
      const seen = await control<CountedBook>('GET', `/book?account=${company.asaasId}`);
      const calls = seen.callsByStatus['POST /v3/payments'];
      return seen.charges.length >= 101 && calls && calls.total >= 101 && ([seen.charges, calls] as const);
    });
    expect(charges).toHaveLength(101);
    expect(calls).toMatchObject({ total: 101, refused: 0 });
  });

  it('is waited for when it turns a call away, without a second charge', async () => {
    const company = await Company.open();
    await control('PUT', '/faults', {
      rules: [
        {
          method: 'POST',
          path: '/v3/payments',
          accountId: company.asaasId,
          count: 3,
          status429: { resetSeconds: 1 },
        },
      ],
    });
    const document = await company.register();
    expect(document.registration.attempts).toBeGreaterThan(1);
    const book = await control<CountedBook>('GET', `/book?account=${company.asaasId}`);
    expect(book.charges.filter(({ live }) => live).length).toBe(1);
    await control('DELETE', '/faults');
  });
});
