import { type Selectable, sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Scope } from '../database.ts';
import type { IdempotencyKeyTable } from '../tables/tenants.ts';

/** The scope of the vendor's own idempotency keys, because the vendor belongs to no tenant. */
export const vendorScope = '00000000-0000-0000-0000-000000000000';

/** A call, identified by its Idempotency-Key. */
export interface NamedCall {
  scopeId: string;
  key: string;
  requestDigest: Buffer;
}

/** The right to work on a call. It ends after some time unless it is renewed. */
export interface Claim {
  /** New for each claim. */
  claim: string;
  /** The same for each repetition of the call. So a repetition finds what an interrupted call began. */
  callId: string;
}

/**
 * Locks an idempotency key until the transaction ends. False when another transaction has it. An advisory lock and not
 * a row: nothing is left behind when the transaction fails.
 */
export async function lockIdempotencyKey(scope: Scope, scopeId: string, key: string): Promise<boolean> {
  const { rows } = await sql<{ claimed: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`idempotency|${scopeId}|${key}`}, 0)) as claimed
  `.execute(scope);
  return rows[0]?.claimed === true;
}

/** What is stored for this key: the answer, or the claim of a call that is not answered. */
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

/** Stores the answer (JSON) for ever, in the transaction that did the work. It replaces a claim. */
export async function insertIdempotencyKey(
  scope: Scope,
  call: NamedCall,
  answer: { status: number; body: string },
): Promise<void> {
  const given = {
    request_digest: call.requestDigest,
    status: answer.status,
    body: answer.body,
  };
  await scope
    .insertInto('idempotency_keys')
    .values({ scope: call.scopeId, key: call.key, ...given })
    .onConflict((conflict) =>
      conflict
        .columns(['scope', 'key'])
        .doUpdateSet({ ...given, claim: null, claimed_until: null })
        .where('idempotency_keys.status', 'is', null),
    )
    .execute();
}

/** Claims a key that is free or whose claim has ended. Null when another call has it. */
export async function claimIdempotencyKey(
  scope: Scope,
  { scopeId, key, requestDigest }: NamedCall,
  forMs: number,
): Promise<Claim | null> {
  const { rows } = await sql<{ claim: string; call_id: string }>`
    insert into idempotency_keys as held (scope, key, request_digest, call_id, claim, claimed_until)
    values (${scopeId}, ${key}, ${requestDigest}, ${uuid()}, ${uuid()}, now() + ${forMs} * interval '1 millisecond')
    on conflict (scope, key) do update
    set claim = excluded.claim, claimed_until = excluded.claimed_until, request_digest = excluded.request_digest,
      call_id = case when held.request_digest = excluded.request_digest then held.call_id else excluded.call_id end
    where held.status is null and held.claimed_until <= now()
    returning claim, call_id
  `.execute(scope);
  const [row] = rows;
  return row ? { claim: row.claim, callId: row.call_id } : null;
}

/** Makes a claim last `forMs` from now. With 0 it ends at once, and a repetition may take the key. */
export async function renewClaim(
  scope: Scope,
  { scopeId, key }: NamedCall,
  { claim }: Claim,
  forMs: number,
): Promise<void> {
  await scope
    .updateTable('idempotency_keys')
    .set({ claimed_until: sql`now() + ${forMs} * interval '1 millisecond'` })
    .where('scope', '=', scopeId)
    .where('key', '=', key)
    .where('claim', '=', claim)
    .execute();
}

/** Stores the answer of a claimed call for ever. False when the claim had ended and another call has the key. */
export async function answerClaim(
  scope: Scope,
  { scopeId, key }: NamedCall,
  { claim }: Claim,
  answer: { status: number; body: string },
): Promise<boolean> {
  const kept = await scope
    .updateTable('idempotency_keys')
    .set({ status: answer.status, body: answer.body, claim: null, claimed_until: null })
    .where('scope', '=', scopeId)
    .where('key', '=', key)
    .where('claim', '=', claim)
    .executeTakeFirst();
  return kept.numUpdatedRows > 0n;
}

/** The place of a stored answer. It is part of the sealing, so an answer that is moved elsewhere does not open. */
export function answerPlace({ scopeId, key }: Pick<NamedCall, 'scopeId' | 'key'>): string {
  return `idempotency_keys.body|${scopeId}|${key}`;
}
