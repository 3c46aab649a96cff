import { sql } from 'kysely';
import type { CalendarDate } from '../../domain/calendar.ts';
import { expiringKeyCure } from '../../domain/key-warning.ts';
import type { Scope } from '../database.ts';
import { tellErp } from '../messages/erp-events.ts';
import { type AccountRow, updateAccount } from './accounts.ts';

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

/** The columns of an account whose key Asaas accepted a moment ago. */
export const acceptedKey = { key_status: 'accepted', key_refused_at: null } as const;

/** The columns of an account whose key nobody warns of: a new key was saved. */
export const noExpiringKey = {
  expiring_key_id: null,
  expiring_key_name: null,
  expiring_key_on: null,
  expiring_key_told_at: null,
} as const;

/** Tells the ERP that work goes on, if the key of this account, locked and as it was before, stood refused. */
export async function tellErpOfAcceptedKey(scope: Scope, before: AccountRow): Promise<void> {
  if (before.key_status !== 'refused') return;
  const data = { accountId: before.id, name: before.name };
  await tellErp(scope, before.tenant_id, { type: 'account.key_accepted', data });
}

/** A key of the account at Asaas, as Asaas names it in its warning. The key itself is in no warning. */
export interface ExpiringKey {
  keyId: string;
  keyName: string | null;
  expiresOn: CalendarDate | null;
}

/** Keeps Asaas' warning that a key of a locked account dies soon, and tells the ERP, once for each key and date. */
export async function warnOfExpiringKey(
  scope: Scope,
  account: AccountRow,
  { keyId, keyName, expiresOn }: ExpiringKey,
): Promise<void> {
  if (account.expiring_key_id === keyId && account.expiring_key_on === expiresOn) return;
  await updateAccount(scope, account.id, {
    expiring_key_id: keyId,
    expiring_key_name: keyName,
    expiring_key_on: expiresOn,
    expiring_key_told_at: new Date(),
  });
  const data = { accountId: account.id, name: account.name, keyName, expiresOn, cure: expiringKeyCure };
  await tellErp(scope, account.tenant_id, { type: 'account.key_expiring', data });
}

/** Drops the warning of a key that is used again, or is gone. */
export async function forgetExpiringKey(scope: Scope, account: AccountRow, keyId: string): Promise<void> {
  if (account.expiring_key_id === keyId) await updateAccount(scope, account.id, noExpiringKey);
}
