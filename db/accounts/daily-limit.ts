import type { Scope } from '../database.ts';
import { type AccountRow, updateAccount } from './accounts.ts';

/** The day's limit of creations as Asaas told it, and when it opens again. */
export interface DailyLimit {
  perDay: number;
  until: Date;
}

/** The limit that keeps an account from creating charges now; null while none does. */
export function dailyLimitOf(account: AccountRow, now: Date): DailyLimit | null {
  const { daily_limit: perDay, daily_limit_until: until } = account;
  return perDay !== null && until !== null && until > now ? { perDay, until } : null;
}

/** Keeps that an account met its limit, so that its other documents need not ask Asaas. */
export async function noteDailyLimit(scope: Scope, accountId: string, limit: DailyLimit): Promise<void> {
  await updateAccount(scope, accountId, { daily_limit: limit.perDay, daily_limit_until: limit.until });
}

/** The columns of an account whose limit may have been raised: it is asked again. */
export const noDailyLimit = { daily_limit: null, daily_limit_until: null } as const;
