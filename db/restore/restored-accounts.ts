import { sql } from 'kysely';
import type { AccountRow } from '../accounts/accounts.ts';
import type { Scope } from '../database.ts';

/** Every account of the company: it creates no charge until those of since `restoredTo` were read. */
export async function markRestored(scope: Scope, restoredTo: Date): Promise<void> {
  await scope.updateTable('accounts').set({ restored_to: restoredTo, restore_read_at: null }).execute();
}

/** The accounts whose charges were not read since the restore. */
export function findUnread(scope: Scope): Promise<AccountRow[]> {
  return scope
    .selectFrom('accounts')
    .selectAll()
    .where('restored_to', 'is not', null)
    .where('restore_read_at', 'is', null)
    .orderBy('id')
    .execute();
}

/** The account's charges were read: it may create charges again. */
export async function markRead(scope: Scope, accountId: string): Promise<void> {
  await scope
    .updateTable('accounts')
    .set({ restore_read_at: sql`now()` })
    .where('id', '=', accountId)
    .execute();
}
