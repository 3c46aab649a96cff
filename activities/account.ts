import { ApplicationFailure } from '@temporalio/common';
import type { Connection } from '../asaas/asaas.ts';
import { DailyLimitReached, Forbidden, KeyRefused, NotSent, RateLimited } from '../asaas/errors.ts';
import { refuseKey } from '../db/accounts/account-key.ts';
import { openApiKey } from '../db/accounts/account-secrets.ts';
import { type AccountRow, findAccountOrThrow } from '../db/accounts/accounts.ts';
import { type DailyLimit, dailyLimitOf, noteDailyLimit } from '../db/accounts/daily-limit.ts';
import type { Scope } from '../db/database.ts';
import { asTenant } from '../db/tenancy.ts';
import { nextDayInSaoPaulo } from '../domain/calendar.ts';
import type { CallPurpose } from '../domain/request-quota.ts';
import { attemptSignal } from './attempt.ts';
import type { Dependencies } from './dependencies.ts';
import { NotNow } from './not-now.ts';

export interface OpenAccount {
  row: AccountRow;
  connection: Connection;
}

/**
 * Opens an account for calls to Asaas of one purpose. Throws `NotNow` when Asaas has refused its key, and for new
 * charges of an account that is disabled or has met its daily limit. Asaas is not called then.
 */
export function openAccount(
  deps: Dependencies,
  tenantId: string,
  accountId: string | null,
  purpose: CallPurpose,
): Promise<OpenAccount> {
  return asTenant(deps.db, tenantId, (scope) => openAccountWithin(deps, scope, accountId, purpose));
}

/** Like `openAccount`, inside a transaction of the caller, who reads more than the account. */
export async function openAccountWithin(
  deps: Dependencies,
  scope: Scope,
  accountId: string | null,
  purpose: CallPurpose,
): Promise<OpenAccount> {
  if (!accountId)
    throw ApplicationFailure.nonRetryable('The document was never given an account', 'NoAccount');
  const row = await findAccountOrThrow(scope, accountId);
  if (row.key_status === 'refused')
    throw new NotNow('key_refused', accountId, 'The account waits for a new key');
  if (row.disabled_at && purpose === 'register')
    throw new NotNow('account_disabled', accountId, 'The account is disabled');
  const limit = purpose === 'register' ? dailyLimitOf(row, deps.now()) : null;
  if (limit) throw heldByLimit(deps, accountId, limit);
  const apiKey = openApiKey(deps.sealer, row);
  const turn = { accountId, purpose };
  return { row, connection: { environment: row.environment, apiKey, turn, signal: attemptSignal() } };
}

/** Runs `work` in a transaction of the account's company. */
export function inTenantOf<T>(
  deps: Dependencies,
  { row }: OpenAccount,
  work: (scope: Scope) => Promise<T>,
): Promise<T> {
  return asTenant(deps.db, row.tenant_id, work);
}

/**
 * Makes a call to Asaas. `RateLimited`, `KeyRefused` and `Forbidden` become `NotNow`; `KeyRefused` also stops the
 * account, with one alarm. Every error in `decides` is thrown unchanged, because the caller decides what it means. All
 * other errors are thrown unchanged, too, so naming one of them (`Refused`, `NotFound`) only tells the reader that the
 * caller handles it.
 */
export async function callAsaas<T>(
  deps: Dependencies,
  account: OpenAccount,
  call: () => Promise<T>,
  decides: readonly (abstract new (...args: never[]) => Error)[] = [],
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (decides.some((kind) => error instanceof kind)) throw error;
    throw await toNotNow(deps, account.row, error);
  }
}

/** Whether it is certain that Asaas did nothing, so a create call may be sent again. */
export function hadNoEffect(error: unknown): boolean {
  return [NotSent, KeyRefused, Forbidden, RateLimited, DailyLimitReached].some(
    (kind) => error instanceof kind,
  );
}

async function toNotNow(deps: Dependencies, account: AccountRow, error: unknown): Promise<unknown> {
  if (error instanceof RateLimited) return new NotNow('quota', account.id, error.message, error.retryAfterMs);
  if (error instanceof DailyLimitReached) return meetDailyLimit(deps, account, error);
  if (error instanceof Forbidden) return new NotNow('forbidden', account.id, error.message);
  if (!(error instanceof KeyRefused)) return error;
  await stopAccount(deps, account);
  return new NotNow('key_refused', account.id, error.message);
}

/** Asaas does not say when the limit opens again. A limit of the day must open at midnight in São Paulo. */
async function meetDailyLimit(
  deps: Dependencies,
  { id, tenant_id }: AccountRow,
  { perDay }: DailyLimitReached,
): Promise<NotNow> {
  const limit = { perDay, until: nextDayInSaoPaulo(deps.now()) };
  await asTenant(deps.db, tenant_id, (scope) => noteDailyLimit(scope, id, limit));
  deps.logger.warn({ accountId: id, tenantId: tenant_id, perDay }, 'An account met its daily limit');
  return heldByLimit(deps, id, limit);
}

function heldByLimit(deps: Dependencies, accountId: string, { perDay, until }: DailyLimit): NotNow {
  const endsInMs = until.getTime() - deps.now().getTime();
  return new NotNow('daily_limit', accountId, `The account may create ${perDay} charges a day`, endsInMs);
}

/** Stops the account's calls. One alarm, even when many calls fail at the same time. */
async function stopAccount(deps: Dependencies, account: AccountRow): Promise<void> {
  const stopped = await asTenant(deps.db, account.tenant_id, (scope) => refuseKey(scope, account));
  if (!stopped) return;
  deps.logger.error(
    { accountId: account.id, tenantId: account.tenant_id },
    'Asaas refused the key of an account',
  );
}
