import { NotFound, Refused } from '../asaas/errors.ts';
import { removalOf } from '../domain/standing.ts';
import { callAsaas, type OpenAccount } from './account.ts';
import { toChargeError } from './charge-error.ts';
import type { Dependencies } from './dependencies.ts';
import { unknownStatusReason } from './unknown-status.ts';

/**
 * The outcome: the charge is gone (now or before), the payer has paid, or Asaas refuses, with the reason in Portuguese.
 */
export type Removal = { outcome: 'gone' } | { outcome: 'paid' } | { outcome: 'refused'; reason: string };

/** Removes a charge at Asaas if it can still be paid. May be repeated. */
export async function removeUnpaidCharge(
  deps: Dependencies,
  account: OpenAccount,
  chargeId: string,
): Promise<Removal> {
  const { connection } = account;
  const read = () => deps.asaas.charges.read(connection, chargeId);
  // Asaas removes even a charge that was received in cash (Asaas reference 3.8). So read first whether it was paid.
  const charge = await orMissing(callAsaas(deps, account, read, [NotFound]));
  const removal = removalOf(charge);
  if (removal === 'unclear' && charge) return { outcome: 'refused', reason: unknownStatusReason(charge) };
  if (removal === 'gone' || removal === 'paid') return { outcome: removal };
  try {
    const remove = () => deps.asaas.charges.remove(connection, chargeId);
    await orMissing(callAsaas(deps, account, remove, [Refused, NotFound]));
    return { outcome: 'gone' };
  } catch (error) {
    if (error instanceof Refused) return { outcome: 'refused', reason: toChargeError(error).message };
    throw error;
  }
}

/** The result of a call. Null when Asaas does not know the charge. */
export function orMissing<T>(call: Promise<T>): Promise<T | null> {
  return call.catch((error: unknown) => {
    if (error instanceof NotFound) return null;
    throw error;
  });
}
