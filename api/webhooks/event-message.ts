import type { EventCharge, EventMeaning, ProviderEvent } from '../../asaas/webhook-events.ts';
import type { DocumentMessage } from '../../domain/messages.ts';

/** The message that an event about a document's charge leaves for the document. Null when it leaves none. */
export function messageOf({ name, meaning }: ProviderEvent, charge: EventCharge): DocumentMessage | null {
  const chargeId = charge.id;
  switch (meaning) {
    case 'confirmed':
      return {
        signal: 'paymentConfirmed',
        facts: { chargeId, ...(charge.creditOn && { creditOn: charge.creditOn }) },
      };
    case 'received':
      return { signal: 'paymentReceived', facts: { chargeId } };
    case 'overdue':
      return charge.dueDate === null
        ? null
        : { signal: 'chargeOverdue', facts: { chargeId, dueDate: charge.dueDate } };
    case 'changed':
      return { signal: 'chargeChanged', facts: { chargeId, event: name } };
    // Of the account, not of a charge.
    case 'keyExpiring':
    case 'keyGone':
    case 'keyEnabled':
    case 'noted':
      return null;
  }
}

/** Whether the event says that money came in. */
export function tellsOfMoney(meaning: EventMeaning): boolean {
  return meaning === 'confirmed' || meaning === 'received';
}
