import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { openQuotaPool } from './request-quota.ts';

/** How often each company tried to add an account. All processes share the count. */
export interface AccountTries {
  readonly allowance: { count: number; windowMs: number };
  /** Counts one try. Returns how many there were in this window, and when the window ends. */
  count(tenantId: string): Promise<{ consumedPoints: number; msBeforeNext: number }>;
  close(): Promise<void>;
}

/** Opens the counter. It is in `request_quotas`, the table of the calls of accounts. */
export function openAccountTries(url: string, allowance: AccountTries['allowance']): AccountTries {
  const pool = openQuotaPool(url, 1);
  const limiter = new RateLimiterPostgres({
    storeClient: pool,
    tableName: 'request_quotas',
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix: 'account-tries',
    points: allowance.count,
    duration: allowance.windowMs / 1_000,
  });
  return {
    allowance,
    async count(tenantId) {
      try {
        return await limiter.consume(tenantId);
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return refusal;
        throw refusal;
      }
    },
    close: () => pool.end(),
  };
}
