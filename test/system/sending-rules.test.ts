import { describe, expect, it } from 'vitest';
import { aDocument, Company } from '../environment/erp.ts';

describe('a document that a rule sends', () => {
  it('has its one charge at Asaas without anybody sending it, also when its entry is repeated', async () => {
    const company = await Company.open();
    const rule = { name: 'Tudo', enabled: true, accountId: company.accountId, dueWithinDays: 30 };
    expect((await company.call('POST', '/v1/sending-rules', rule)).status).toBe(201);
    const document = aDocument();
    const [id = ''] = await company.record([document]);
    await company.record([document]);
    const { chargeId } = await company.untilStatus(id, 'registered');
    const { charges } = await company.book();
    expect(charges.map((charge) => [charge.id, charge.live])).toEqual([[chargeId, true]]);
  });
});
