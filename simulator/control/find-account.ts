import { notFound } from '../refusal.ts';
import type { Account } from '../store/schema.ts';
import type { Store } from '../store/store.ts';

/** Throws 404 when there is no such account. */
export async function findAccount(store: Store, id: string): Promise<Account> {
  const account = await store
    .selectFrom('accounts')
    .selectAll()
    .where((row) => row(row.cast<string>('id', 'text'), '=', id))
    .executeTakeFirst();
  if (!account) throw notFound();
  return account;
}

/** The account of `?account=`, which may be left out. Throws 404 when it is given and unknown. */
export async function accountInQuery(store: Store, account: unknown): Promise<string | undefined> {
  if (account === undefined || account === '') return undefined;
  return (await findAccount(store, String(account))).id;
}
