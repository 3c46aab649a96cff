import type { Scope } from '../database.ts';
import type { Sealer } from '../sealed-text.ts';
import { sealWebhookToken } from './account-secrets.ts';
import { type AccountRow, updateAccount } from './accounts.ts';

/**
 * Gives the webhook a new token. The old one is taken at our door until Asaas was told the new one, or shows it. A change
 * that is not over goes on with the token it had begun with: a third one would shut out the one that Asaas still shows.
 * The webhook counts as not ours until it was repaired, so that the account's care tells Asaas where we could not.
 */
export async function changeWebhookToken(
  scope: Scope,
  row: AccountRow,
  fresh: { token: string; digest: Buffer; sealer: Sealer },
): Promise<AccountRow> {
  if (row.webhook_token_previous_digest) return row;
  return updateAccount(scope, row.id, {
    webhook_token_sealed: sealWebhookToken(fresh.sealer, row, fresh.token),
    webhook_token_digest: fresh.digest,
    webhook_token_previous_digest: row.webhook_token_digest,
    webhook_id: null,
  });
}

/** Ends a change of the token: Asaas shows the new one. */
export async function forgetPreviousToken(scope: Scope, accountId: string): Promise<void> {
  await updateAccount(scope, accountId, { webhook_token_previous_digest: null });
}
