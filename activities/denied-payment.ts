import { paymentEvents } from '../asaas/webhook-events.ts';
import type { Scope } from '../db/database.ts';
import { denyEvents } from '../db/messages/denied-events.ts';
import { findBooked } from '../db/money/ledger.ts';
import { type Charge, isUnpaid } from '../domain/charge.ts';
import type { Dependencies } from './dependencies.ts';

/**
 * Raises an alarm, once for each event, when a webhook said that a charge was paid and Asaas, asked, says that nobody paid it:
 * somebody may know the token of the webhook. Our books follow Asaas in any case. `charge` is null when Asaas does not
 * know it. A charge with entries in the ledger was paid once and waits again, for example after cash was undone: no alarm.
 */
export async function noteDeniedPayment(
  deps: Dependencies,
  scope: Scope,
  { accountId, chargeId }: { accountId: string; chargeId: string },
  charge: Charge | null,
): Promise<void> {
  if (charge && !isUnpaid(charge)) return;
  const booked = await findBooked(scope, accountId, chargeId);
  if (booked.length > 0) return;
  const eventIds = await denyEvents(scope, { accountId, chargeId }, paymentEvents);
  if (eventIds.length === 0) return;
  const status = charge?.status ?? 'not found';
  deps.logger.error(
    { accountId, chargeId, eventIds, status },
    'Asaas denies a payment that a webhook told of',
  );
}
