import type { CallPurpose } from '../domain/request-quota.ts';
import { NotSent, RateLimited } from './errors.ts';

export interface Turn {
  accountId: string;
  purpose: CallPurpose;
  /** Whether the next call was counted before. */
  taken?: true;
}

/** Keeps the calls of all processes within what Asaas allows an account (Asaas reference 1.6). */
export interface Turnstile {
  /** Counts one call. Returns 0 when it may be made now, or the milliseconds to wait; then nothing was counted. */
  take(accountId: string, purpose: CallPurpose, endpoint: string): Promise<number>;
  /** Keeps every process from an endpoint of the account for a while. */
  pause(accountId: string, endpoint: string, forMs: number): Promise<void>;
}

type Headers = Record<string, string | string[] | undefined>;

/**
 * Waits for nobody: throws `RateLimited` when the account's quota has no room for this purpose now, `NotSent` when
 * nobody can say. Either way nothing was sent.
 */
export async function takeTurn(
  turnstile: Turnstile,
  turn: Turn | null,
  method: string,
  path: string,
): Promise<void> {
  if (!turn || turn.taken) return;
  const endpoint = endpointOf(method, path);
  const waitMs = await turnstile.take(turn.accountId, turn.purpose, endpoint).catch((error: Error) => {
    throw new NotSent(`${endpoint} was not sent: its quota could not be asked (${error.message})`);
  });
  if (waitMs > 0) throw new RateLimited(`${endpoint} waits for the account's quota`, waitMs);
}

/** `GET /payments/{id}/pixQrCode`: what Asaas limits is the endpoint, whichever charge it is called about. */
function endpointOf(method: string, path: string): string {
  const [noun, id, ...rest] = (path.split('?')[0] ?? '').split('/').slice(1);
  const named = noun === 'myAccount' || id === undefined ? [noun, id] : [noun, '{id}'];
  return `${method} /${[...named, ...rest].filter((part) => part !== undefined).join('/')}`;
}

/** As many calls as one worker has under way at most: these are past stopping when a limit is nearly used up. */
const underWay = 20;

/** Stops short of a limit that Asaas announces, so that none of the calls under way is turned away. */
export async function heedLimits(
  turnstile: Turnstile,
  turn: Turn | null,
  method: string,
  path: string,
  { status, headers }: { status: number; headers: Headers },
): Promise<void> {
  const remaining = headers['ratelimit-remaining'];
  const limit = Number(headers['ratelimit-limit'] ?? Number.NaN);
  const nearlyUsedUp = remaining !== undefined && Number(remaining) <= Math.min(underWay, limit / 2);
  if (!turn || (status !== 429 && !nearlyUsedUp)) return;
  // What is kept of it only spares calls: the answer at hand counts whether or not it could be kept.
  await turnstile
    .pause(turn.accountId, endpointOf(method, path), retryAfterMs(headers))
    .catch(() => undefined);
}

/** `RateLimit-Reset` is in seconds (Asaas reference 1.6); without it half a minute is a polite guess. */
export function retryAfterMs(headers: Headers): number {
  const seconds = Number(headers['ratelimit-reset'] ?? headers['retry-after']);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : 30_000;
}
