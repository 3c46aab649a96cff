import { sql } from 'kysely';
import type { AccountRow } from '../accounts/accounts.ts';
import type { Scope } from '../database.ts';
import { type CustomerRow, type ToldKinds, toColumns } from '../payers/customers.ts';
import type { PayerRow } from '../payers/payers.ts';
import { notifiesPayers } from './account-notices.ts';
import { isTold } from './is-told.ts';

/** A payer about whom Asaas was told something else than is wanted now, or nothing. */
export interface UntoldPayer {
  payer: PayerRow;
  customerId: string;
  /** What Asaas was told before. */
  before: Pick<CustomerRow, 'notify_payers' | 'told_notices' | 'notice_ids' | 'synced_version'>;
}

/** The next payer of an account, in the order of their ids, who is to be told; undefined when none is left. */
export async function findNextUntold(
  scope: Scope,
  account: AccountRow,
  after: string | null,
): Promise<UntoldPayer | undefined> {
  const wanted = sql<boolean>`coalesce(payer.notify, ${notifiesPayers(account)})`;
  const row = await scope
    .selectFrom('customers')
    .innerJoin('payers as payer', 'payer.id', 'customers.payer_id')
    .selectAll('payer')
    .select(['customer_id', 'notify_payers', 'told_notices', 'notice_ids', 'synced_version'])
    .where('account_id', '=', account.id)
    .where('customer_id', 'is not', null)
    .where(sql<boolean>`not ${isTold(account, wanted)}`)
    .$if(after !== null, (query) => query.where('payer_id', '>', after as string))
    .orderBy('payer_id')
    .limit(1)
    .executeTakeFirst();
  if (!row) return undefined;
  const { customer_id, notify_payers, told_notices, notice_ids, synced_version, ...payer } = row;
  const before = { notify_payers, told_notices, notice_ids, synced_version };
  return { payer, customerId: customer_id as string, before }; // Found by it.
}

/** What Asaas was told about a payer just now. */
export interface Told {
  notify: boolean;
  version: number;
  /** Null: nothing was told of the kinds. */
  kinds: ToldKinds | null;
}

/**
 * Stores what Asaas was told about a payer. Returns false when a document told Asaas something at the same time: who was
 * last is not known, so what Asaas knows is forgotten and the payer is to be told again.
 */
export async function noteTold(
  scope: Scope,
  accountId: string,
  { payer, customerId, before }: UntoldPayer,
  { notify, version, kinds }: Told,
): Promise<boolean> {
  const ofThePayer = scope
    .updateTable('customers')
    .where('account_id', '=', accountId)
    .where('payer_id', '=', payer.id)
    .where('customer_id', '=', customerId);
  const told = await ofThePayer
    .set({ notify_payers: notify, synced_version: version, ...(kinds && toColumns(kinds)) })
    .where('notify_payers', 'is not distinct from', before.notify_payers)
    .where('told_notices', 'is not distinct from', before.told_notices)
    .where('synced_version', '=', before.synced_version)
    .returning('payer_id')
    .executeTakeFirst();
  if (!told) await ofThePayer.set({ notify_payers: null, told_notices: null }).execute();
  return told !== undefined;
}
