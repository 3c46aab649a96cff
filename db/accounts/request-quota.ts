import type { Pool } from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { type CallPurpose, ceilingOf, type RequestQuota, sweepCeiling } from '../../domain/request-quota.ts';
import { openPool } from '../pool.ts';

/** How many calls an account may still make for one purpose, and when its window ends (epoch milliseconds). */
export interface Room {
  calls: number;
  windowEndsAtMs: number;
}

export interface Usage {
  used: number;
  /** Null: no call was made, so no window is open. */
  windowEndsAtMs: number | null;
}

/** The counted calls of each account. All processes that call Asaas share the count. */
export interface QuotaBucket {
  readonly quota: RequestQuota;
  /**
   * Counts one call. Returns 0 when the call may be made now. Otherwise counts nothing and returns the milliseconds to
   * wait.
   */
  take(accountId: string, purpose: CallPurpose, endpoint: string): Promise<number>;
  /** Stops all processes from calling an endpoint whose limit Asaas says is used up. */
  pause(accountId: string, endpoint: string, forMs: number): Promise<void>;
  /** How many calls may be made now for a purpose. */
  room(accountId: string, purpose: CallPurpose): Promise<Room>;
  /** How many calls an account made in its window, and when that ends (epoch milliseconds). */
  usage(accountId: string): Promise<Usage>;
  close(): Promise<void>;
}

/**
 * Opens the counters in `request_quotas`. The library counts in fixed windows that start with the first call, as Asaas
 * does (Asaas reference 1.6). A count that is lost in a crash costs only a 429, so a commit does not wait for the disk.
 */
export function openQuotaBucket(url: string, quota: RequestQuota): QuotaBucket {
  const pool = openQuotaPool(url, 4);
  const limiter = (keyPrefix: string, points: number) =>
    new RateLimiterPostgres({
      storeClient: pool,
      tableName: 'request_quotas',
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix,
      points,
      duration: quota.windowMs / 1_000,
    });
  const calls = limiter('calls', quota.requests);
  const sweeps = limiter('sweeps', sweepCeiling(quota));
  const pauses = limiter('pause', 0);

  return {
    quota,
    async take(accountId, purpose, endpoint) {
      const paused = await pauses.get(`${accountId} ${endpoint}`);
      if (paused) return Math.max(1, paused.msBeforeNext);
      if (purpose !== 'sweep') return takeOne(calls, accountId, ceilingOf(purpose, quota));
      const wait = await takeOne(sweeps, accountId, sweepCeiling(quota));
      return wait > 0 ? wait : takeOne(calls, accountId, ceilingOf(purpose, quota));
    },
    async pause(accountId, endpoint, forMs) {
      await pauses.set(`${accountId} ${endpoint}`, 1, forMs / 1_000);
    },
    async room(accountId, purpose) {
      const used = await calls.get(accountId);
      return {
        calls: Math.max(0, ceilingOf(purpose, quota) - (used?.consumedPoints ?? 0)),
        windowEndsAtMs: Date.now() + (used?.msBeforeNext ?? quota.windowMs),
      };
    },
    async usage(accountId) {
      const used = await calls.get(accountId);
      if (!used) return { used: 0, windowEndsAtMs: null };
      return { used: used.consumedPoints, windowEndsAtMs: Date.now() + used.msBeforeNext };
    },
    close: () => pool.end(),
  };
}

/** Opens connections that can see only `request_quotas`. */
export function openQuotaPool(url: string, maxConnections: number): Pool {
  return openPool(url, {
    maxConnections,
    settings: { role: 'remessa_quota', synchronous_commit: 'off', statement_timeout: '5s' },
  });
}

/**
 * Counts one call, unless the ceiling is reached. At the ceiling it only reads, so waiting calls never take a place
 * from a purpose with a higher ceiling. If another process took the last place between, the count is given back.
 */
async function takeOne(limiter: RateLimiterPostgres, accountId: string, ceiling: number): Promise<number> {
  const used = await limiter.get(accountId);
  if (used && used.consumedPoints >= ceiling) return Math.max(1, used.msBeforeNext);
  const counted = await limiter.consume(accountId).catch((refusal: unknown) => {
    if (refusal instanceof RateLimiterRes) return refusal;
    throw refusal;
  });
  if (counted.consumedPoints <= ceiling) return 0;
  await limiter.reward(accountId);
  return Math.max(1, counted.msBeforeNext);
}
