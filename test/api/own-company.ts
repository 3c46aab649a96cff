import { afterAll } from 'vitest';
import { openAccount, openCompany, startApi } from './environment.ts';

/** An API of the calling test file alone, on a database of its own, and a company there. The API ends with the file. */
export async function ownCompany() {
  const api = await startApi();
  afterAll(() => api.close());
  return { api, company: await openCompany(api) };
}

/** The same, with an account of the company at the simulated Asaas. */
export async function ownAccount() {
  const own = await ownCompany();
  const accountId: string = (await openAccount(own.api, own.company)).id;
  return { ...own, accountId };
}
