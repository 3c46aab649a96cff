import { sql } from 'kysely';
import { accountSecretPlace } from './accounts/account-secrets.ts';
import type { Database, Scope } from './database.ts';
import type { Sealer } from './sealed-text.ts';
import { asSealer } from './tenancy.ts';

/** SECRETS_KEY cannot open the sealed texts of this database. */
export class WrongSealingKey extends Error {
  override readonly name = 'WrongSealingKey';
}

/**
 * Refuses a SECRETS_KEY that cannot open the secrets of this database, before the first call needs one. Each key that
 * sealed here has a sentinel. The key that seals from now on gets one here. Throws `WrongSealingKey`.
 */
export async function demandSealingKeys(db: Database, sealer: Sealer): Promise<void> {
  await asSealer(db, async (scope) => {
    const used = await findUsedKeys(scope);
    const absent = used.find((keyId) => !sealer.keyIds.includes(keyId));
    if (absent) {
      throw new WrongSealingKey(
        `SECRETS_KEY has no key named ${absent}, under which secrets of this database are sealed`,
      );
    }
    await insertSentinel(scope, sealer);
    const sentinels = await scope.selectFrom('sealing_keys').select(['key_id', 'sentinel']).execute();
    for (const { key_id, sentinel } of sentinels) demandOpens(sealer, key_id, sentinel, placeOf(key_id));
  });
}

/** Deletes the sentinels of all keys except the current one. Call this when nothing is sealed with the others. */
export async function deleteUnusedSentinels(scope: Scope, sealer: Sealer): Promise<void> {
  await scope.deleteFrom('sealing_keys').where('key_id', '<>', sealer.currentKeyId).execute();
}

async function findUsedKeys(scope: Scope): Promise<string[]> {
  const { rows } = await sql<{ key_id: string }>`
    select key_id from sealing_keys
    union select split_part(api_key_sealed, '.', 2) from accounts
    union select split_part(webhook_token_sealed, '.', 2) from accounts
    union select split_part(secret_sealed, '.', 2) from webhook_endpoints
  `.execute(scope);
  return rows.map((row) => row.key_id);
}

/** A key may have sealed before sentinels existed. Then it must first open what it sealed. */
async function insertSentinel(scope: Scope, sealer: Sealer): Promise<void> {
  const keyId = sealer.currentKeyId;
  const known = await scope
    .selectFrom('sealing_keys')
    .select('key_id')
    .where('key_id', '=', keyId)
    .executeTakeFirst();
  if (known) return;
  const sealedBefore = await scope
    .selectFrom('accounts')
    .select(['id', 'tenant_id', 'api_key_sealed'])
    .where(sql`split_part(api_key_sealed, '.', 2)`, '=', keyId)
    .limit(1)
    .executeTakeFirst();
  if (sealedBefore) {
    demandOpens(sealer, keyId, sealedBefore.api_key_sealed, accountSecretPlace('api_key', sealedBefore));
  }
  await scope
    .insertInto('sealing_keys')
    .values({ key_id: keyId, sentinel: sealer.seal(sentinelText, placeOf(keyId)) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

const sentinelText = 'remessa';

function placeOf(keyId: string): string {
  return `sealing_keys.sentinel|${keyId}`;
}

function demandOpens(sealer: Sealer, keyId: string, sealed: string, place: string): void {
  try {
    sealer.open(sealed, place);
  } catch {
    throw new WrongSealingKey(
      `SECRETS_KEY: the key named ${keyId} is not the one under which secrets of this database are sealed`,
    );
  }
}
