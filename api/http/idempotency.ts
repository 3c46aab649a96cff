import { createHash } from 'node:crypto';
import {
  claimIdempotencyKey,
  findIdempotencyKey,
  insertIdempotencyKey,
} from '../../db/access/idempotency-keys.ts';
import type { Scope } from '../../db/database.ts';
import type { Sealer } from '../../db/sealed-text.ts';
import { Problem } from '../problems/problem.ts';
import type { PlainAnswer } from './define-route.ts';
import { kib } from './json-body.ts';

export interface OnceOnly {
  /** Whose key it is: the tenant, or the vendor's scope. */
  scopeId: string;
  key: string;
  requestDigest: Buffer;
  /** Given when the answer shows a secret: what is stored is sealed. */
  sealer: Sealer | null;
}

export type KeptAnswer = PlainAnswer & { replayed: boolean };

/**
 * The largest answer that is kept. A thousand documents, each entered or told its faults, stay below it. A larger one
 * is refused with everything that was done for it: else it could not be given again, or the journal would grow by more
 * than callers send.
 */
const keptBytesMax = 1_024 * kib;

/**
 * Does the work of a POST once per key and gives the same answer for ever after. Work and answer are one transaction:
 * when it fails nothing is kept and the key is free again. Throws 409 while the first call is under way and 422 when
 * the key belongs to another call, or when the answer is too large to be kept.
 */
export async function answerOnce(
  scope: Scope,
  once: OnceOnly,
  work: () => Promise<PlainAnswer>,
): Promise<KeptAnswer> {
  if (!(await claimIdempotencyKey(scope, once.scopeId, once.key))) {
    throw new Problem('idempotency_in_progress', { headers: { 'retry-after': '1' } });
  }
  const kept = await findIdempotencyKey(scope, once.scopeId, once.key);
  if (kept) {
    if (!kept.request_digest.equals(once.requestDigest)) throw new Problem('idempotency_key_reused');
    return { status: kept.status, ...(unseal(kept.body, once) as KeptBody), replayed: true };
  }
  const answer = await work();
  const { status, ...rest } = answer;
  const body = JSON.stringify(seal(rest, once));
  if (Buffer.byteLength(body) > keptBytesMax) {
    throw new Problem('answer_too_large', { values: { limitKiB: keptBytesMax / kib } });
  }
  await insertIdempotencyKey(scope, { ...once, status, body });
  return { ...answer, replayed: false };
}

/** Reads the header. Throws 400 when it is missing or not 1 to 255 visible characters. */
export function readIdempotencyKey(header: string | undefined): string {
  if (header === undefined || !/^[!-~]{1,255}$/.test(header)) throw new Problem('idempotency_key_missing');
  return header;
}

/** SHA-256 of what was asked, whatever the order of the body's fields. */
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
  return sealer ? { sealed: sealer.seal(JSON.stringify(kept), placeOf(once)) } : kept;
}

function unseal(kept: unknown, { sealer, ...once }: OnceOnly): unknown {
  return sealer ? JSON.parse(sealer.open((kept as { sealed: string }).sealed, placeOf(once))) : kept;
}

function placeOf({ scopeId, key }: Pick<OnceOnly, 'scopeId' | 'key'>): string {
  return `idempotency_keys.body|${scopeId}|${key}`;
}
