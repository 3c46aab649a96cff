import { expect } from 'vitest';
import { until } from './conditions.ts';
import type { Company } from './erp.ts';

interface Reconciled {
  readAt: string | null;
  awaitsReconciliation: boolean;
}

/** Has the company's account reconciled now, and waits until that is done. Returns the totals of its statement. */
export async function reconcile<Totals extends Reconciled>(company: Company): Promise<Totals> {
  const { status } = await company.call('POST', `/v1/accounts/${company.accountId}/reconcile`);
  expect(status).toBe(202);
  return until('the account to be reconciled', async () => {
    const totals = await totalsOf<Totals>(company);
    return !totals.awaitsReconciliation && totals;
  });
}

/** Waits until a new account was reconciled for the first time, which happens by itself. */
export async function untilFirstReconciled(company: Company): Promise<void> {
  await until('the first reconciliation', async () => (await totalsOf(company)).readAt !== null);
}

async function totalsOf<Totals extends Reconciled>(company: Company): Promise<Totals> {
  return (await company.call<Totals>('GET', `/v1/accounts/${company.accountId}/statement/totals`)).body;
}
