import { type AccountRow, findAccount } from '../../db/accounts/accounts.ts';
import type { Scope } from '../../db/database.ts';
import { Problem } from '../problems/problem.ts';

/** The tenant's account. Throws 404. */
export async function demandAccount(scope: Scope, accountId: string): Promise<AccountRow> {
  const row = await findAccount(scope, accountId);
  if (!row) throw new Problem('not_found');
  return row;
}

/** An account through which something may be sent now. Throws 409. */
export function demandUsable(account: AccountRow): AccountRow {
  if (account.disabled_at || account.key_status === 'refused') throw new Problem('account_unusable');
  return account;
}
