import { sql } from 'kysely';
import type { AccountRow } from '../accounts/accounts.ts';
import type { Scope } from '../database.ts';
import type { PayerRow } from '../payers/payers.ts';
import { notifiesPayers } from './account-notices.ts';

/** A payer about whom Asaas was told something else than is wanted now, or nothing. */
export interface UntoldPayer {
  payer: PayerRow;
  customerId: string;
  /** What Asaas was told before; null: nothing. */
  toldBefore: boolean | null;
  syncedVersion: number;
}

/** The next payer of an account, in the order of their ids, who is to be told; undefined when none is left. */
export async function findNextUntold(
  scope: Scope,
  account: AccountRow,
  after: string | null,
): Promise<UntoldPayer | undefined> {
  const row = await scope
    .selectFrom('customers')
    .innerJoin('payers as payer', 'payer.id', 'customers.payer_id')
    .selectAll('payer')
    .select(['customer_id', 'notify_payers', 'synced_version'])
    .where('account_id', '=', account.id)
    .where('customer_id', 'is not', null)
    .where(
      'notify_payers',
      'is distinct from',
      sql<boolean>`coalesce(payer.notify, ${notifiesPayers(account)})`,
    )
    .$if(after !== null, (query) => query.where('payer_id', '>', after as string))
    .orderBy('payer_id')
    .limit(1)
    .executeTakeFirst();
  if (!row) return undefined;
  const { customer_id, notify_payers: toldBefore, synced_version: syncedVersion, ...payer } = row;
  return { payer, customerId: customer_id as string, toldBefore, syncedVersion }; // Found by it.
}

/**
 * Stores what Asaas was told about a payer. Returns false when a document told Asaas something at the same time: who was
 * last is not known, so what Asaas knows is forgotten and the payer is to be told again.
 */
export async function noteTold(
  scope: Scope,
  accountId: string,
  { payer, customerId, toldBefore, syncedVersion }: UntoldPayer,
  notify: boolean,
): Promise<boolean> {
  const ofThePayer = scope
    .updateTable('customers')
    .where('account_id', '=', accountId)
    .where('payer_id', '=', payer.id)
    .where('customer_id', '=', customerId);
  const told = await ofThePayer
    .set({ notify_payers: notify, synced_version: payer.version })
    .where('notify_payers', 'is not distinct from', toldBefore)
    .where('synced_version', '=', syncedVersion)
    .returning('payer_id')
    .executeTakeFirst();
  if (!told) await ofThePayer.set({ notify_payers: null }).execute();
  return told !== undefined;
}
