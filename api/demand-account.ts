import { type AccountRow, findAccount } from '../db/accounts.ts';
import type { Scope } from '../db/database.ts';
import { Problem } from './problem.ts';

/** The tenant's account. Throws 404. */
export async function demandAccount(scope: Scope, accountId: string): Promise<AccountRow> {
  const row = await findAccount(scope, accountId);
  if (!row) throw new Problem('not_found');
  return row;
}
