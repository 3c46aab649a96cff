import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { AccountTries } from '../../db/accounts/account-tries.ts';
import { addressGroup } from './address-group.ts';
import type { Allowance, Limits } from './limits.ts';

/** How a caller stands with one allowance after a call was counted. */
export interface Standing {
  policy: 'key' | 'address' | 'account-creation';
  allowance: Allowance;
  remaining: number;
  resetMs: number;
  isExceeded: boolean;
}

/**
 * Counts callers. Calls and strangers are counted in the memory of this process: they protect it, and a limiter that
 * writes to the database at every call would be one more load for strangers to make. Several processes behind a
 * balancer so grant several times as much. Tries to add an account protect Asaas and are counted in Postgres.
 */
export interface RateLimits {
  countCall(keyId: string): Promise<Standing>;
  countStranger(address: string): Promise<Standing>;
  /** How the address stands, without counting. */
  findStranger(address: string): Promise<Standing>;
  countAccountTry(tenantId: string): Promise<Standing>;
}

export function createRateLimits(limits: Limits, accountTries: AccountTries): RateLimits {
  const calls = inMemory(limits.callsPerKey);
  const strangers = inMemory(limits.strangersPerAddress);
  return {
    countCall: async (keyId) => toStanding('key', limits.callsPerKey, await count(calls, keyId)),
    countStranger: async (address) =>
      toStanding('address', limits.strangersPerAddress, await count(strangers, addressGroup(address))),
    async findStranger(address) {
      const found = await strangers.get(addressGroup(address));
      return toStanding(
        'address',
        limits.strangersPerAddress,
        found ?? { consumedPoints: 0, msBeforeNext: limits.strangersPerAddress.windowMs },
      );
    },
    countAccountTry: async (tenantId) =>
      toStanding('account-creation', accountTries.allowance, await accountTries.count(tenantId)),
  };
}

function inMemory({ count, windowMs }: Allowance): RateLimiterMemory {
  return new RateLimiterMemory({ points: count, duration: windowMs / 1_000 });
}

async function count(limiter: RateLimiterMemory, key: string): Promise<RateLimiterRes> {
  try {
    return await limiter.consume(key);
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return refusal;
    throw refusal;
  }
}

function toStanding(
  policy: Standing['policy'],
  allowance: Allowance,
  { consumedPoints, msBeforeNext }: Pick<RateLimiterRes, 'consumedPoints' | 'msBeforeNext'>,
): Standing {
  return {
    policy,
    allowance,
    remaining: Math.max(0, allowance.count - consumedPoints),
    resetMs: Math.max(0, msBeforeNext),
    isExceeded: consumedPoints > allowance.count,
  };
}
