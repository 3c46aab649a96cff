import { describe, expect, it } from 'vitest';
import { until } from '../environment/conditions.ts';
import { aDocument, Company } from '../environment/erp.ts';

interface Remittance {
  id: string;
  status: string;
  counts: { total: number; registered: number; cancelled: number; waiting: number };
  hold: { cause: string } | null;
}

const untilCompleted = (company: Company, path: string) =>
  until(
    'the remittance to be completed',
    async () => {
      const remittance = (await company.call<Remittance>('GET', path)).body;
      return remittance.status === 'completed' && remittance;
    },
    240_000,
  );

describe('a remittance with more documents than are under way at a time', () => {
  it('holds while its account is disabled, then sends all but those that were cancelled meanwhile', async () => {
    const company = await Company.open();
    const ids = await company.record(Array.from({ length: 260 }, () => aDocument()));
    const account = `/v1/accounts/${company.accountId}`;
    const { body } = await company.call<Remittance>('POST', '/v1/remittances', {
      accountId: company.accountId,
      documentIds: ids,
    });
    await company.call('DELETE', account);
    const path = `/v1/remittances/${body.id}`;
    const held = await until('the remittance to hold', async () => {
      const remittance = (await company.call<Remittance>('GET', path)).body;
      return remittance.hold?.cause === 'account_disabled' && remittance;
    });
    expect(held.counts.waiting).toBeGreaterThanOrEqual(60);

    const unsent = ids.slice(-20);
    await company.call('POST', `${path}/cancel`, { reason: 'engano', documentIds: unsent });
    await company.call('PATCH', account, { enabled: true });
    const done = await untilCompleted(company, path);
    expect(done.counts).toMatchObject({ total: 260, registered: 240, cancelled: 20, waiting: 0 });
    expect((await company.book()).charges).toHaveLength(240);
    for (const id of unsent) expect((await company.document(id)).status).toBe('cancelled');
  }, 300_000);
});
