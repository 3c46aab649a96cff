import { createHash } from 'node:crypto';
import {
  answerClaim,
  answerPlace,
  type Claim,
  claimIdempotencyKey,
  findIdempotencyKey,
  insertIdempotencyKey,
  lockIdempotencyKey,
  type NamedCall,
  renewClaim,
} from '../../db/access/idempotency-keys.ts';
import type { Scope } from '../../db/database.ts';
import type { Sealer } from '../../db/sealed-text.ts';
import { Problem } from '../problems/problem.ts';
import type { Finish, PlainAnswer, StillShown } from './define-route.ts';
import { kib } from './json-body.ts';

/** `scopeId` is the tenant, or the vendor's own scope. */
export interface OnceOnly extends NamedCall {
  /** Set when the answer shows a secret: the stored answer is sealed. */
  sealer: Sealer | null;
  /** What a repeated call may see of a stored answer. Undefined: all of it. */
  stillShown: StillShown | undefined;
}

/** Runs `work` in its own transaction. */
export type InScope = <T>(work: (scope: Scope) => Promise<T>) => Promise<T>;

export type KeptAnswer = PlainAnswer & { replayed: boolean };

/**
 * The largest stored answer. The answer for a thousand documents is smaller, also with faults for each. A larger answer
 * is refused, and all its work is undone. Otherwise a repetition could not get the same answer, or the stored answers
 * would grow faster than the requests.
 */
const keptBytesMax = 1_024 * kib;

/**
 * Does the work of a POST once per key, and gives the same answer for ever. Work and answer are one transaction: if it
 * fails, nothing is stored and the key is free again. Throws 409 while the first call is under way, and 422 when the
 * key belongs to another call or the answer is too large.
 */
export async function answerOnce(
  scope: Scope,
  once: OnceOnly,
  work: () => Promise<PlainAnswer>,
): Promise<KeptAnswer> {
  const kept = await findKept(scope, once);
  if (kept) return kept;
  const answer = await work();
  await insertIdempotencyKey(scope, once, toKept(answer, once));
  return { ...answer, replayed: false };
}

/** How long a claim lasts when its process dies. A process that lives renews it in time. */
const claimMs = 30_000;

/**
 * Like `answerOnce`, for a call that waits for Asaas. `ask` runs without a transaction and returns the end of the call.
 * The end runs in one transaction with the answer. Until then a claim keeps repetitions away. If the claim is lost
 * (this process stood still too long), nothing of the end is stored. A repetition after a crash or a failure gets the
 * same call id.
 */
export async function answerOnceInSteps(
  inScope: InScope,
  once: OnceOnly,
  ask: (callId: string) => Promise<Finish<PlainAnswer>>,
): Promise<KeptAnswer> {
  const begun = await inScope(async (scope) => (await findKept(scope, once)) ?? beginClaim(scope, once));
  if ('replayed' in begun) return begun;
  const renew = (forMs: number) => inScope((scope) => renewClaim(scope, once, begun, forMs)).catch(() => {});
  const renewing = setInterval(renew, claimMs / 3, claimMs);
  try {
    const finish = await ask(begun.callId);
    return await inScope(async (scope) => {
      const answer = await finish(scope);
      if (!(await answerClaim(scope, once, begun, toKept(answer, once)))) throw inProgress();
      return { ...answer, replayed: false };
    });
  } catch (error) {
    await renew(0);
    throw error;
  } finally {
    clearInterval(renewing);
  }
}

/**
 * The stored answer of this key. Throws 409 while a call is under way, and 422 when the key belongs to another call.
 */
async function findKept(scope: Scope, once: OnceOnly): Promise<KeptAnswer | null> {
  if (!(await lockIdempotencyKey(scope, once.scopeId, once.key))) throw inProgress();
  const kept = await findIdempotencyKey(scope, once.scopeId, once.key);
  if (!kept) return null;
  if (kept.status === null) {
    if (kept.claimed_until && kept.claimed_until > new Date()) throw inProgress();
    return null;
  }
  if (!kept.request_digest.equals(once.requestDigest)) throw new Problem('idempotency_key_reused');
  const answer = unseal(kept.body, once) as KeptBody;
  const { sealer, stillShown } = once;
  const shown = sealer && stillShown ? { body: await stillShown(scope, answer.body, sealer) } : {};
  return { status: kept.status, ...answer, ...shown, replayed: true };
}

async function beginClaim(scope: Scope, once: OnceOnly): Promise<Claim> {
  const claim = await claimIdempotencyKey(scope, once, claimMs);
  if (!claim) throw inProgress();
  return claim;
}

function inProgress(): Problem {
  return new Problem('idempotency_in_progress', { headers: { 'retry-after': '1' } });
}

/** The answer in its stored form. Throws when it is too large. */
function toKept({ status, ...rest }: PlainAnswer, once: OnceOnly): { status: number; body: string } {
  const body = JSON.stringify(seal(rest, once));
  if (Buffer.byteLength(body) > keptBytesMax) {
    throw new Problem('answer_too_large', { values: { limitKiB: keptBytesMax / kib } });
  }
  return { status, body };
}

/** Reads the header. Throws 400 when it is missing or not 1 to 255 visible characters. */
export function readIdempotencyKey(header: string | undefined): string {
  if (header === undefined || !/^[!-~]{1,255}$/.test(header)) throw new Problem('idempotency_key_missing');
  return header;
}

/** SHA-256 of method, path and body. The order of the body's fields does not matter. */
export function digestRequest(method: string, path: string, body: unknown): Buffer {
  return createHash('sha256')
    .update(`${method} ${path}\n${canonical(body)}`)
    .digest();
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`);
  return `{${members.join(',')}}`;
}

interface KeptBody {
  body?: unknown;
  version?: number;
}

function seal(kept: KeptBody, { sealer, ...once }: OnceOnly): unknown {
  return sealer ? { sealed: sealer.seal(JSON.stringify(kept), answerPlace(once)) } : kept;
}

function unseal(kept: unknown, { sealer, ...once }: OnceOnly): unknown {
  return sealer ? JSON.parse(sealer.open((kept as { sealed: string }).sealed, answerPlace(once))) : kept;
}
