import type { Selectable } from 'kysely';
import type { Scope } from '../database.ts';
import type { AccountTable } from '../tables/accounts.ts';

/** How an account in use stands, and when its last reconciliation ended. */
export type AccountHealth = Pick<
  Selectable<AccountTable>,
  'id' | 'name' | 'key_status' | 'webhook_status' | 'webhook_cause'
> & { done_at: Date | null };

/** The accounts that are not disabled, the oldest first. */
export function findAccountHealth(scope: Scope): Promise<AccountHealth[]> {
  return scope
    .selectFrom('accounts')
    .leftJoin('reconciliations', 'reconciliations.account_id', 'accounts.id')
    .select(['id', 'name', 'key_status', 'webhook_status', 'webhook_cause', 'done_at'])
    .where('disabled_at', 'is', null)
    .orderBy('id')
    .execute();
}
