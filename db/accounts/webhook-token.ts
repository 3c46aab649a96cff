import type { Scope } from '../database.ts';
import type { Sealer } from '../sealed-text.ts';
import { sealWebhookToken } from './account-secrets.ts';
import { type AccountRow, updateAccount } from './accounts.ts';

/**
 * Gives the webhook a new token. Webhooks with the old token are accepted until Asaas has the new one. If an earlier
 * change did not end, its new token stays: a third token would make us refuse the one that Asaas still sends.
 * `webhook_id` becomes null until the webhook is repaired, so that the account's care tells Asaas the token if this
 * call cannot.
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

/** Ends a change of the token: Asaas has the new one. */
export async function forgetPreviousToken(scope: Scope, accountId: string): Promise<void> {
  await updateAccount(scope, accountId, { webhook_token_previous_digest: null });
}
