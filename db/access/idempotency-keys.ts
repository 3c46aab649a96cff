import { type Selectable, sql } from 'kysely';
import type { Scope } from '../database.ts';
import type { IdempotencyKeyTable } from '../tables/tenants.ts';

/** The scope of the vendor's own idempotency keys, who belongs to no tenant. */
export const vendorScope = '00000000-0000-0000-0000-000000000000';

/**
 * Takes the right to work on an idempotency key until the transaction ends; false when another transaction has it.
 * An advisory lock, not a row: when the transaction fails nothing is left behind.
 */
export async function claimIdempotencyKey(scope: Scope, scopeId: string, key: string): Promise<boolean> {
  const { rows } = await sql<{ claimed: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`idempotency|${scopeId}|${key}`}, 0)) as claimed
  `.execute(scope);
  return rows[0]?.claimed === true;
}

/** The answer that was given to this key. */
export function findIdempotencyKey(
  scope: Scope,
  scopeId: string,
  key: string,
): Promise<Selectable<IdempotencyKeyTable> | undefined> {
  return scope
    .selectFrom('idempotency_keys')
    .selectAll()
    .where('scope', '=', scopeId)
    .where('key', '=', key)
    .executeTakeFirst();
}

/** Keeps the answer, written as JSON, for ever, in the transaction that did what it tells of. */
export async function insertIdempotencyKey(
  scope: Scope,
  answer: { scopeId: string; key: string; requestDigest: Buffer; status: number; body: string },
): Promise<void> {
  await scope
    .insertInto('idempotency_keys')
    .values({
      scope: answer.scopeId,
      key: answer.key,
      request_digest: answer.requestDigest,
      status: answer.status,
      body: answer.body,
    })
    .execute();
}
