import { describe, expect, it } from 'vitest';
import { until } from '../environment/conditions.ts';
import { aDocument, Company } from '../environment/erp.ts';

describe('an account with a crowd of documents under way', () => {
  it('lets the single document of another account pass', async () => {
    const [crowded, single] = await Promise.all([Company.open(), Company.open()]);
    await crowded.record(Array.from({ length: 400 }, () => aDocument()));
    const { body } = await crowded.call<{ id: string }>('POST', '/v1/remittances', {
      accountId: crowded.accountId,
      filter: {},
    });
    const registeredOf = async () => {
      const remittance = await crowded.call<{ counts: { registered: number } }>(
        'GET',
        `/v1/remittances/${body.id}`,
      );
      return remittance.body.counts.registered;
    };
    await until('the crowd to be under way', async () => (await registeredOf()) > 20);

    const [lone = ''] = await single.record([aDocument()]);
    const before = await registeredOf();
    await single.send([lone]);
    await single.untilStatus(lone, 'registered');
    // In turns each of the crowd's calls makes room for one of the other's; first come first served, the two hundred
    // that were under way would all have come before.
    expect((await registeredOf()) - before).toBeLessThan(100);
    await until('the crowd to be done', async () => (await registeredOf()) === 400, 120_000);
  });
});
