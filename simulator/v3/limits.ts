import { sql } from 'kysely';
import type { Behaviour } from '../behaviour.ts';
import type { Clock } from '../clock.ts';
import { Refusal } from '../refusal.ts';
import type { Account } from '../store/schema.ts';
import type { Store } from '../store/store.ts';

/** Holds an account to its limits: calls per 12 hours, GETs in flight, and calls per endpoint. */
export interface Limits {
  /**
   * Counts one call. Throws 429 when a limit is reached, else answers the headers to send and a function
   * to call when the call is over.
   */
  admit(account: Account, endpoint: string, behaviour: Behaviour): Promise<Admission>;
}

export interface Admission {
  headers: Record<string, string>;
  leave: () => void;
}

interface Window {
  openedAtMs: number;
  used: number;
}

export function createLimits(store: Store, clock: Clock): Limits {
  const getsInFlight = new Map<string, number>();
  const windows = new Map<string, Window>();

  function enterGet(account: Account, behaviour: Behaviour): () => void {
    const inFlight = getsInFlight.get(account.id) ?? 0;
    if (inFlight >= behaviour.concurrentGets) {
      throw tooMany('Limite de requisições GET simultâneas atingido.', behaviour.concurrentGets, 1);
    }
    getsInFlight.set(account.id, inFlight + 1);
    return () => getsInFlight.set(account.id, (getsInFlight.get(account.id) ?? 1) - 1);
  }

  function countAgainstRate(
    account: Account,
    endpoint: string,
    behaviour: Behaviour,
  ): Record<string, string> {
    const rate = behaviour.endpointRates[endpoint];
    // Only endpoints that have a limit of their own carry the headers.
    if (!rate) return {};
    const key = `${account.id} ${endpoint}`;
    const nowMs = clock.now().getTime();
    const known = windows.get(key);
    const isOpen = known !== undefined && nowMs - known.openedAtMs < rate.windowSeconds * 1000;
    const window = isOpen ? known : { openedAtMs: nowMs, used: 0 };
    windows.set(key, window);
    const resetSeconds = Math.ceil(rate.windowSeconds - (nowMs - window.openedAtMs) / 1000);
    if (window.used >= rate.limit) {
      throw tooMany('Limite de requisições deste endpoint atingido.', rate.limit, resetSeconds);
    }
    window.used += 1;
    return rateHeaders(rate.limit, rate.limit - window.used, resetSeconds);
  }

  return {
    async admit(account, endpoint, behaviour) {
      const leave = endpoint.startsWith('GET ') ? enterGet(account, behaviour) : () => {};
      try {
        await countAgainstQuota(store, account, clock.now(), behaviour);
        return { headers: countAgainstRate(account, endpoint, behaviour), leave };
      } catch (error) {
        leave();
        throw error;
      }
    },
  };
}

/** The window opens at the first call and closes after so many hours; its count survives a restart. */
async function countAgainstQuota(
  store: Store,
  account: Account,
  now: Date,
  behaviour: Behaviour,
): Promise<void> {
  const windowMs = behaviour.quotaWindowHours * 3_600_000;
  const opensAnew = sql<boolean>`(quota_opened_at is null or quota_opened_at <= ${new Date(now.getTime() - windowMs)})`;
  const { quotaUsed, quotaOpenedAt } = await store
    .updateTable('accounts')
    .set({
      quotaOpenedAt: sql`case when ${opensAnew} then ${now} else quota_opened_at end`,
      quotaUsed: sql`case when ${opensAnew} then 1 else quota_used + 1 end`,
    })
    .where('id', '=', account.id)
    .returning(['quotaUsed', 'quotaOpenedAt'])
    .executeTakeFirstOrThrow();
  if (quotaUsed <= behaviour.quotaRequests) return;
  const closesAtMs = (quotaOpenedAt ?? now).getTime() + windowMs;
  const resetSeconds = Math.ceil((closesAtMs - now.getTime()) / 1000);
  throw tooMany('Cota de requisições da conta atingida.', behaviour.quotaRequests, resetSeconds);
}

/** 429 with the seconds until the limit lifts. `Retry-After` is not among Asaas' headers. */
export function tooMany(description: string, limit: number, resetSeconds: number): Refusal {
  return new Refusal(429, [{ code: 'too_many_requests', description }], rateHeaders(limit, 0, resetSeconds));
}

function rateHeaders(limit: number, remaining: number, resetSeconds: number): Record<string, string> {
  return {
    'RateLimit-Limit': String(limit),
    'RateLimit-Remaining': String(remaining),
    'RateLimit-Reset': String(resetSeconds),
  };
}
