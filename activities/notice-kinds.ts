import { isFailedCall } from '../asaas/errors.ts';
import type { NoticeIds } from '../asaas/notices.ts';
import type { CustomerRow, ToldKinds } from '../db/payers/customers.ts';
import { policyKey } from '../domain/notices.ts';
import type { OpenAccount } from './account.ts';
import type { Dependencies } from './dependencies.ts';

/** Whether Asaas was told which notices a customer gets, as the account wants it. */
export function knowsKinds({ row }: OpenAccount, customer: Pick<CustomerRow, 'told_notices'>): boolean {
  return !row.notices || customer.told_notices === policyKey(row.notices);
}

/**
 * Tells Asaas which notices a customer gets, as the account wants it: one call, and one more where the ids of its notices
 * are not known. Null, and no call, when nobody chose. May be repeated. Throws the classes of `asaas/errors.ts`.
 */
export async function tellKinds(
  deps: Dependencies,
  { row, connection }: OpenAccount,
  customerId: string,
  knownIds: NoticeIds | null,
): Promise<ToldKinds | null> {
  if (!row.notices) return null;
  const ids = knownIds ?? (await deps.asaas.notices.findIds(connection, customerId));
  await deps.asaas.notices.set(connection, customerId, ids, row.notices);
  return { key: policyKey(row.notices), ids };
}

/**
 * Like `tellKinds`, on the way of a document. A charge waits for no notice: what fails here is told later by the run of
 * the account's notices.
 */
export async function tryToTellKinds(
  deps: Dependencies,
  account: OpenAccount,
  customerId: string,
  knownIds: NoticeIds | null,
): Promise<ToldKinds | null> {
  try {
    return await tellKinds(deps, account, customerId, knownIds);
  } catch (error) {
    if (isFailedCall(error)) return null;
    throw error;
  }
}
