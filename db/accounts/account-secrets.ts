import type { Sealer } from '../sealed-text.ts';
import type { AccountRow } from './accounts.ts';

/** Whose secret it is: sealed with it, so that one moved to another account does not open. */
type Owner = Pick<AccountRow, 'tenant_id' | 'id'>;

type Secret = 'api_key' | 'webhook_token';

/** The columns of an account's key at Asaas: sealed, and the end by which people tell it. */
export function sealApiKey(sealer: Sealer, owner: Owner, apiKey: string) {
  return {
    api_key_sealed: sealer.seal(apiKey, accountSecretPlace('api_key', owner)),
    api_key_hint: apiKey.slice(-4),
  };
}

/** The account's key at Asaas. Throws when it was altered, moved here, or sealed under a key that is not among ours. */
export function openApiKey(sealer: Sealer, row: Owner & Pick<AccountRow, 'api_key_sealed'>): string {
  return sealer.open(row.api_key_sealed, accountSecretPlace('api_key', row));
}

export function sealWebhookToken(sealer: Sealer, owner: Owner, token: string): string {
  return sealer.seal(token, accountSecretPlace('webhook_token', owner));
}

/** The token that Asaas shows at our door. Throws as `openApiKey` does. */
export function openWebhookToken(
  sealer: Sealer,
  row: Owner & Pick<AccountRow, 'webhook_token_sealed'>,
): string {
  return sealer.open(row.webhook_token_sealed, accountSecretPlace('webhook_token', row));
}

/** Where a secret is, as it is authenticated with it. */
export function accountSecretPlace(secret: Secret, { tenant_id, id }: Owner): string {
  return `accounts.${secret}|${tenant_id}|${id}`;
}
