import type { CallPurpose } from '../domain/request-quota.ts';
import { NotSent, RateLimited } from './errors.ts';

export interface Turn {
  accountId: string;
  purpose: CallPurpose;
  /** The next call was already counted. */
  taken?: true;
}

/** Keeps the calls of all processes within the limits of Asaas (Asaas reference 1.6). */
export interface Turnstile {
  /**
   * Counts one call. Returns 0 when it may be made now. Otherwise counts nothing and returns the milliseconds to wait.
   */
  take(accountId: string, purpose: CallPurpose, endpoint: string): Promise<number>;
  /** Stops all processes from calling this endpoint of the account for a while. */
  pause(accountId: string, endpoint: string, forMs: number): Promise<void>;
}

type Headers = Record<string, string | string[] | undefined>;

/**
 * Does not wait. Throws `RateLimited` when the account's quota has no room for this purpose now, and `NotSent` when the
 * quota cannot be read. In both cases nothing was sent.
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

/** For example `GET /payments/{id}/pixQrCode`: Asaas limits the endpoint, for all charges together. */
function endpointOf(method: string, path: string): string {
  const [noun, id, ...rest] = (path.split('?')[0] ?? '').split('/').slice(1);
  const named = noun === 'myAccount' || id === undefined ? [noun, id] : [noun, '{id}'];
  return `${method} /${[...named, ...rest].filter((part) => part !== undefined).join('/')}`;
}

/**
 * The most calls of one key that one process has under way. These can no longer be stopped when a limit is nearly
 * reached.
 */
const underWay = 20;

/** Pauses an endpoint before its announced limit is reached, so that Asaas refuses none of the calls under way. */
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
  // The pause only avoids calls. If it cannot be stored, the answer of this call is still good.
  await turnstile
    .pause(turn.accountId, endpointOf(method, path), retryAfterMs(headers))
    .catch(() => undefined);
}

/** `RateLimit-Reset` is in seconds (Asaas reference 1.6). Without it we wait half a minute, which is a guess. */
export function retryAfterMs(headers: Headers): number {
  const seconds = Number(headers['ratelimit-reset'] ?? headers['retry-after']);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : 30_000;
}
