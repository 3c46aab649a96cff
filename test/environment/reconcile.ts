import { expect } from 'vitest';
import { until } from './conditions.ts';
import type { Company } from './erp.ts';

interface Reconciled {
  readAt: string | null;
}

/** Has the company's account reconciled now, and waits until that is done. Returns the totals of its statement. */
export async function reconcile<Totals extends Reconciled>(company: Company): Promise<Totals> {
  const path = `/v1/accounts/${company.accountId}`;
  const { status, body } = await company.call<Reconciled>('POST', `${path}/reconcile`);
  expect(status).toBe(202);
  return until('the account to be reconciled', async () => {
    const totals = (await company.call<Totals>('GET', `${path}/statement/totals`)).body;
    return totals.readAt !== body.readAt && totals;
  });
}
