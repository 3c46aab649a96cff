import type { Connection } from '../../asaas/asaas.ts';
import { openApiKey } from '../../db/accounts/account-secrets.ts';
import { type AccountRow, findAccount, lockAccount } from '../../db/accounts/accounts.ts';
import type { Scope } from '../../db/database.ts';
import type { Sealer } from '../../db/sealed-text.ts';
import { Problem } from '../problems/problem.ts';

/** The tenant's account. Throws 404. */
export async function demandAccount(scope: Scope, accountId: string): Promise<AccountRow> {
  const row = await findAccount(scope, accountId);
  if (!row) throw new Problem('not_found');
  return row;
}

/**
 * The tenant's account, locked until the transaction ends, because it may have changed since it was read. Throws 404.
 */
export async function demandLockedAccount(scope: Scope, accountId: string): Promise<AccountRow> {
  const row = await lockAccount(scope, accountId);
  if (!row) throw new Problem('not_found');
  return row;
}

/** An account that can send documents now. Throws 409. */
export function demandUsable(account: AccountRow): AccountRow {
  if (account.disabled_at || account.key_status === 'refused') throw new Problem('account_unusable');
  return account;
}

/** The connection to Asaas for a call whose caller waits for the answer. */
export function connectionOf(sealer: Sealer, row: AccountRow): Connection {
  return {
    environment: row.environment,
    apiKey: openApiKey(sealer, row),
    turn: { accountId: row.id, purpose: 'amend' },
  };
}
