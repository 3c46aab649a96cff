import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { Connection } from '../asaas/asaas.ts';
import { Forbidden, KeyRefused, NotSent, RateLimited, UnknownOutcome } from '../asaas/errors.ts';
import { refuseKey } from '../db/accounts/account-key.ts';
import { openApiKey } from '../db/accounts/account-secrets.ts';
import { type AccountRow, findAccountOrThrow } from '../db/accounts/accounts.ts';
import type { Scope } from '../db/database.ts';
import { asTenant } from '../db/tenancy.ts';
import type { CallPurpose } from '../domain/request-quota.ts';
import { attemptSignal } from './attempt.ts';
import type { Dependencies } from './dependencies.ts';

export interface OpenAccount {
  row: AccountRow;
  connection: Connection;
}

/** How often work that waits for a new key asks whether it has come. */
const keyPollMs = 15_000;

/**
 * Opens an account for calls to Asaas of one purpose. While its key stands refused nothing is called: the work waits,
 * and goes on by itself once the account has a new key.
 */
export function openAccount(
  deps: Dependencies,
  tenantId: string,
  accountId: string | null,
  purpose: CallPurpose,
): Promise<OpenAccount> {
  return asTenant(deps.db, tenantId, (scope) => openAccountWithin(deps, scope, accountId, purpose));
}

/** As `openAccount`, in a transaction of the account's tenant that reads more than the account. */
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
    throw waiting('AccountKeyRefused', 'The account waits for a new key', keyPollMs);
  const apiKey = openApiKey(deps.sealer, row);
  const turn = { accountId, purpose };
  return { row, connection: { environment: row.environment, apiKey, turn, signal: attemptSignal() } };
}

/**
 * Makes a call to Asaas and turns what stands in its way into Temporal's terms: a limit waits for its reset, a dead
 * key stops the account with one alarm, a call that may be repeated is. What only the caller can decide (`Refused`,
 * `NotFound`, and `UnknownOutcome` of a create) passes through when `decides` names it.
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
    throw await toFailure(deps, account.row, error);
  }
}

/** Whether the failure says for certain that Asaas did nothing, so that a create may be tried anew. */
export function hadNoEffect(error: unknown): boolean {
  return [NotSent, KeyRefused, Forbidden, RateLimited].some((kind) => error instanceof kind);
}

async function toFailure(deps: Dependencies, account: AccountRow, error: unknown): Promise<unknown> {
  if (error instanceof RateLimited) return waiting('AsaasRateLimited', error.message, error.retryAfterMs);
  if (error instanceof KeyRefused) {
    await stopAccount(deps, account);
    return waiting('AccountKeyRefused', error.message, keyPollMs);
  }
  if (error instanceof Forbidden) return retryable('AsaasForbidden', error.message, 60_000);
  if (error instanceof NotSent || error instanceof UnknownOutcome)
    return retryable(error.name, error.message);
  return error;
}

/** Stops the account's calls, with one alarm however many of them were under way. */
async function stopAccount(deps: Dependencies, account: AccountRow): Promise<void> {
  const stopped = await asTenant(deps.db, account.tenant_id, (scope) => refuseKey(scope, account));
  if (!stopped) return;
  deps.logger.error(
    { accountId: account.id, tenantId: account.tenant_id },
    'Asaas refused the key of an account',
  );
}

/** Expected waiting: logged quietly and counted as no failure. */
export function waiting(type: string, message: string, afterMs: number): ApplicationFailure {
  return ApplicationFailure.create({
    type,
    message,
    nextRetryDelay: afterMs,
    category: ApplicationFailureCategory.BENIGN,
  });
}

function retryable(type: string, message: string, afterMs?: number): ApplicationFailure {
  return ApplicationFailure.create({ type, message, ...(afterMs ? { nextRetryDelay: afterMs } : {}) });
}
