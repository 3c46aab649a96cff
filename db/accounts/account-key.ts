import { sql } from 'kysely';
import type { Scope } from '../database.ts';
import { tellErp } from '../messages/erp-events.ts';
import type { AccountRow } from './accounts.ts';

/**
 * Marks the account's key as refused and tells the ERP once, also when a thousand documents wait. False when the key
 * was marked before, or when a new key was saved while the old one was being tried.
 */
export async function refuseKey(
  scope: Scope,
  account: Pick<AccountRow, 'id' | 'tenant_id' | 'name' | 'api_key_sealed'>,
): Promise<boolean> {
  const stopped = await scope
    .updateTable('accounts')
    .set({ key_status: 'refused', key_refused_at: sql`now()` })
    .where('id', '=', account.id)
    .where('key_status', '=', 'accepted')
    .where('api_key_sealed', '=', account.api_key_sealed)
    .returning('id')
    .executeTakeFirst();
  if (!stopped) return false;
  const data = { accountId: account.id, name: account.name };
  await tellErp(scope, account.tenant_id, { type: 'account.key_refused', data });
  return true;
}
