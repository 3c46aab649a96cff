import { type Selectable, sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Scope } from '../database.ts';
import type { ApiKeyTable, KeyRole } from '../tables/tenants.ts';

/** A key as its owner may see it. The key itself is stored nowhere, only its digest. */
export type ApiKeyRow = Omit<Selectable<ApiKeyTable>, 'digest'>;

/** Stores the digest of a new key. */
export function insertApiKey(
  scope: Scope,
  key: { tenantId: string; name: string; role: KeyRole; digest: Buffer; hint: string },
): Promise<ApiKeyRow> {
  return scope
    .insertInto('api_keys')
    .values({
      id: uuid(),
      tenant_id: key.tenantId,
      name: key.name,
      role: key.role,
      digest: key.digest,
      hint: key.hint,
    })
    .returning(visible)
    .executeTakeFirstOrThrow();
}

/** The key with this digest, if it is not revoked. Runs as the gate, before a tenant is known. */
export function findApiKeyByDigest(scope: Scope, digest: Buffer): Promise<ApiKeyRow | undefined> {
  return scope
    .selectFrom('api_keys')
    .select(visible)
    .where('digest', '=', digest)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
}

/** A key by its id, revoked or not. */
export function findApiKey(scope: Scope, keyId: string): Promise<ApiKeyRow | undefined> {
  return scope.selectFrom('api_keys').select(visible).where('id', '=', keyId).executeTakeFirst();
}

/** The same, locked against other changes until the transaction ends. */
export function lockApiKey(scope: Scope, keyId: string): Promise<ApiKeyRow | undefined> {
  return scope.selectFrom('api_keys').select(visible).where('id', '=', keyId).forUpdate().executeTakeFirst();
}

/** A tenant's keys, revoked ones too, oldest first. */
export function findApiKeysByTenant(scope: Scope, tenantId: string): Promise<ApiKeyRow[]> {
  return scope
    .selectFrom('api_keys')
    .select(visible)
    .where('tenant_id', '=', tenantId)
    .orderBy('id')
    .execute();
}

/** Revokes a locked key, at once and for ever. */
export function revokeApiKey(scope: Scope, keyId: string): Promise<ApiKeyRow> {
  return scope
    .updateTable('api_keys')
    .set({ revoked_at: sql`now()` })
    .where('id', '=', keyId)
    .returning(visible)
    .executeTakeFirstOrThrow();
}

export async function touchApiKey(scope: Scope, keyId: string, at: Date): Promise<void> {
  await scope.updateTable('api_keys').set({ last_used_at: at }).where('id', '=', keyId).execute();
}

const visible = [
  'id',
  'tenant_id',
  'name',
  'role',
  'hint',
  'created_at',
  'last_used_at',
  'revoked_at',
] as const;
