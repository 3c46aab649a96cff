import { afterEach, describe, expect, it } from 'vitest';
import { until } from '../environment/conditions.ts';
import { aDocument, Company, control } from '../environment/erp.ts';

afterEach(() => control('DELETE', '/faults'));

describe('answers that get lost', () => {
  it('end with exactly one live charge for each of 100 documents, when one create in five is never answered', async () => {
    const company = await Company.open();
    const ids = await company.record(Array.from({ length: 100 }, () => aDocument()));
    await control('PUT', '/faults', {
      rules: [
        {
          method: 'POST',
          path: '/v3/payments',
          probability: 0.2,
          seed: 7,
          dropAnswerAfterCommit: true,
          slowCommitMs: { min: 0, max: 3_000 },
        },
      ],
    });
    const remittanceId = await company.send(ids);
    await until(
      'the remittance to be completed',
      async () => (await company.call('GET', `/v1/remittances/${remittanceId}`)).body.status === 'completed',
      240_000,
    );

    const { charges } = await company.book();
    const references = new Set(charges.map((charge) => charge.externalReference));
    expect(charges.filter((charge) => charge.live)).toHaveLength(100);
    expect(references.size).toBe(100);
    const told = (await company.events()).map((event) => event.type);
    expect(told.filter((type) => type === 'document.registered')).toHaveLength(100);
    // Without enough lost answers this run would prove nothing.
    expect(told.filter((type) => type === 'document.uncertain').length).toBeGreaterThan(10);
  }, 300_000);
});
