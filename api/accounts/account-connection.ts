import type { Connection } from '../../asaas/asaas.ts';
import { openApiKey } from '../../db/accounts/account-secrets.ts';
import type { AccountRow } from '../../db/accounts/accounts.ts';
import type { Sealer } from '../../db/sealed-text.ts';

/** How an account is spoken to while somebody waits for the answer. */
export function connectionOf(sealer: Sealer, row: AccountRow): Connection {
  return {
    environment: row.environment,
    apiKey: openApiKey(sealer, row),
    turn: { accountId: row.id, purpose: 'amend' },
  };
}
