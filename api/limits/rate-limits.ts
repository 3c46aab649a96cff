import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { AccountTries } from '../../db/accounts/account-tries.ts';
import { addressGroup } from './address-group.ts';
import type { Allowance, Limits } from './limits.ts';

/** What a caller has left of one allowance. */
export interface Standing {
  policy: 'key' | 'address' | 'account-creation';
  allowance: Allowance;
  remaining: number;
  resetMs: number;
  isExceeded: boolean;
}

/**
 * Counts callers. Calls and strangers are counted in the memory of this process, because the limit protects this
 * process; a database write for each call would help an attacker. So several processes behind a balancer allow several
 * times as much. Tries to add an account are counted in Postgres, because their limit protects Asaas.
 */
export interface RateLimits {
  countCall(keyId: string): Promise<Standing>;
  countStranger(address: string): Promise<Standing>;
  /** What the address has left. Counts nothing. */
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
