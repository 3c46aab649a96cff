import { sql } from 'kysely';
import type { Scope } from '../database.ts';
import { type AccountRow, updateAccount } from './accounts.ts';

/** Longer than the calls of a set-up take at their slowest. A process that dies in one leaves the webhook alone until then. */
const setUpMs = 5 * 60_000;

/**
 * Notes that the webhook is being set up at Asaas: the account's care leaves it alone meanwhile, so that no two make one
 * at the same address. Throws when the account is not the tenant's.
 */
export function takeWebhookInHand(scope: Scope, accountId: string): Promise<AccountRow> {
  return scope
    .updateTable('accounts')
    .set({ webhook_set_up_until: sql`now() + ${setUpMs} * interval '1 millisecond'` })
    .where('id', '=', accountId)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Hands the webhook back to the account's care. */
export function handWebhookOver(scope: Scope, accountId: string): Promise<AccountRow> {
  return updateAccount(scope, accountId, { webhook_set_up_until: null });
}
