import { KeyRefused } from '../asaas/errors.ts';
import { acceptedKey, tellErpOfAcceptedKey } from '../db/accounts/account-key.ts';
import { openApiKey } from '../db/accounts/account-secrets.ts';
import { type AccountRow, lockAccountOrThrow, updateAccount } from '../db/accounts/accounts.ts';
import { asTenant } from '../db/tenancy.ts';
import { attemptSignal } from './attempt.ts';
import type { Dependencies } from './dependencies.ts';

/**
 * Tries the key of an account that was refused, because Asaas says that a key of the account is enabled again. Any
 * other failure than a refusal is thrown, so that the key is tried once more.
 */
export async function tryEnabledKey(deps: Dependencies, account: AccountRow): Promise<void> {
  if (account.key_status !== 'refused') return;
  const turn = { accountId: account.id, purpose: 'amend' } as const;
  const apiKey = openApiKey(deps.sealer, account);
  try {
    const { environment } = account;
    await deps.asaas.accounts.describe({ environment, apiKey, turn, signal: attemptSignal() });
  } catch (error) {
    if (error instanceof KeyRefused) return;
    throw error;
  }
  await asTenant(deps.db, account.tenant_id, async (scope) => {
    const row = await lockAccountOrThrow(scope, account.id);
    // A new key was saved meanwhile: it was tried by itself.
    if (row.api_key_sealed !== account.api_key_sealed) return;
    await updateAccount(scope, row.id, acceptedKey);
    await tellErpOfAcceptedKey(scope, row);
  });
}
