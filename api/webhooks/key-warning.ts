import type { ProviderEvent } from '../../asaas/webhook-events.ts';
import { forgetExpiringKey, warnOfExpiringKey } from '../../db/accounts/account-key.ts';
import { lockAccountOrThrow } from '../../db/accounts/accounts.ts';
import type { Scope } from '../../db/database.ts';
import { leaveAccountMessage } from '../../db/messages/messages.ts';

/**
 * Heeds an event about a key of the account. Asaas does not say which of the account's keys is ours: of one that dies
 * soon the ERP is told its name, and after one that died or was enabled again ours is tried. Returns whether a workflow is told.
 */
export async function heedKey(
  scope: Scope,
  accountId: string,
  { meaning, key }: ProviderEvent,
): Promise<boolean> {
  if (!key || (meaning !== 'keyExpiring' && meaning !== 'keyGone' && meaning !== 'keyEnabled')) return false;
  const account = await lockAccountOrThrow(scope, accountId);
  const { id: keyId, name: keyName, expiresOn } = key;
  if (meaning === 'keyExpiring') {
    await warnOfExpiringKey(scope, account, { keyId, keyName, expiresOn });
    return false;
  }
  await forgetExpiringKey(scope, account, keyId);
  await leaveAccountMessage(scope, accountId, meaning);
  return true;
}
