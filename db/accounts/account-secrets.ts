import type { Sealer } from '../sealed-text.ts';
import type { AccountRow } from './accounts.ts';

/** The account of a secret. It is part of the sealing, so a secret that is moved to another account does not open. */
type Owner = Pick<AccountRow, 'tenant_id' | 'id'>;

type Secret = 'api_key' | 'webhook_token';

/** The columns of an account's API key: the sealed key, and its last characters, by which people recognize it. */
export function sealApiKey(sealer: Sealer, owner: Owner, apiKey: string) {
  return {
    api_key_sealed: sealer.seal(apiKey, accountSecretPlace('api_key', owner)),
    api_key_hint: apiKey.slice(-4),
  };
}

/**
 * The account's API key. Throws when the sealed text was altered, moved here from another account, or sealed with a key
 * that we do not have.
 */
export function openApiKey(sealer: Sealer, row: Owner & Pick<AccountRow, 'api_key_sealed'>): string {
  return sealer.open(row.api_key_sealed, accountSecretPlace('api_key', row));
}

export function sealWebhookToken(sealer: Sealer, owner: Owner, token: string): string {
  return sealer.seal(token, accountSecretPlace('webhook_token', owner));
}

/** The token that Asaas sends with each webhook. Throws like `openApiKey`. */
export function openWebhookToken(
  sealer: Sealer,
  row: Owner & Pick<AccountRow, 'webhook_token_sealed'>,
): string {
  return sealer.open(row.webhook_token_sealed, accountSecretPlace('webhook_token', row));
}

/** The place of a secret. It is part of the sealing. */
export function accountSecretPlace(secret: Secret, { tenant_id, id }: Owner): string {
  return `accounts.${secret}|${tenant_id}|${id}`;
}
