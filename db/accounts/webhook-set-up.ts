import { sql } from 'kysely';
import type { Scope } from '../database.ts';
import { type AccountRow, updateAccount } from './accounts.ts';

/** Longer than the slowest set-up. If the process dies, the account's care leaves the webhook alone for this time. */
const setUpMs = 5 * 60_000;

/**
 * Notes that the webhook is being set up at Asaas. Until that ends, the account's care leaves it alone, so that no
 * second webhook is created at the same address. Throws when the tenant has no such account.
 */
export function takeWebhookInHand(scope: Scope, accountId: string): Promise<AccountRow> {
  return scope
    .updateTable('accounts')
    .set({ webhook_set_up_until: sql`now() + ${setUpMs} * interval '1 millisecond'` })
    .where('id', '=', accountId)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** From now on the account's care may change the webhook again. */
export function handWebhookOver(scope: Scope, accountId: string): Promise<AccountRow> {
  return updateAccount(scope, accountId, { webhook_set_up_until: null });
}
