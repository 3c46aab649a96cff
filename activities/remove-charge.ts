import { NotFound, Refused } from '../asaas/errors.ts';
import { isWaiting } from '../domain/charge.ts';
import { callAsaas, type OpenAccount } from './account.ts';
import { toChargeError } from './charge-error.ts';
import type { Dependencies } from './dependencies.ts';
import { unknownStatusReason } from './unknown-status.ts';

/** What came of it: it is gone (now, or before), its payer was faster, or it stays, with the reason in Portuguese. */
export type Removal = { outcome: 'gone' } | { outcome: 'paid' } | { outcome: 'refused'; reason: string };

/** Removes a charge at Asaas if it still waits for its payer. May be repeated. */
export async function removeUnpaidCharge(
  deps: Dependencies,
  account: OpenAccount,
  chargeId: string,
): Promise<Removal> {
  const { connection } = account;
  const read = () => deps.asaas.charges.read(connection, chargeId);
  // Asaas removed even a charge received in cash (Asaas reference 3.8), so whether it was paid is asked first.
  const charge = await orMissing(callAsaas(deps, account, read, [NotFound]));
  if (!charge || charge.removed) return { outcome: 'gone' };
  if (charge.status === 'unknown') return { outcome: 'refused', reason: unknownStatusReason(charge) };
  if (!isWaiting(charge)) return { outcome: 'paid' };
  try {
    const remove = () => deps.asaas.charges.remove(connection, chargeId);
    await orMissing(callAsaas(deps, account, remove, [Refused, NotFound]));
    return { outcome: 'gone' };
  } catch (error) {
    if (error instanceof Refused) return { outcome: 'refused', reason: toChargeError(error).message };
    throw error;
  }
}

/** What a call answers; null when Asaas knows no such charge. */
function orMissing<T>(call: Promise<T>): Promise<T | null> {
  return call.catch((error: unknown) => {
    if (error instanceof NotFound) return null;
    throw error;
  });
}
