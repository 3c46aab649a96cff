import { openAccount } from './environment.ts';
import { api, company } from './own-company.ts';

/** The account at the simulated Asaas of this test file's company. */
export const accountId: string = (await openAccount(api, company)).id;
