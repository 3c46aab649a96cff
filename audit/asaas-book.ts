import type { Asaas, Connection } from '../asaas/asaas.ts';
import { firstListPlace, type ListPlace } from '../asaas/charge-lists.ts';
import { type Charge, isWaiting } from '../domain/charge.ts';
import type { ProviderAccount, ProviderBook, ProviderCharge } from './provider-book.ts';

/** Before the first charge of any account: the lists are read whole. */
const fromTheBeginning = '2000-01-01';

/**
 * Reads an account's book from the lists of Asaas, which is what production has. Removed charges are in no list, and
 * Asaas shows nobody which events it believes delivered. The calls count as those of a sweep. Throws the classes of
 * `asaas/errors.ts`.
 */
export function asaasBook(asaas: Pick<Asaas, 'chargeLists'>) {
  return async (account: ProviderAccount): Promise<ProviderBook> => {
    const { id: accountId, environment, apiKey } = account;
    const connection: Connection = { environment, apiKey, turn: { accountId, purpose: 'sweep' } };
    // Pages overlap, so a charge may come twice.
    const charges = new Map<string, ProviderCharge>();
    for (let place: ListPlace | null = firstListPlace; place; ) {
      const page = await asaas.chargeLists.readPage(connection, place, fromTheBeginning);
      for (const charge of page.charges) charges.set(charge.chargeId, bookedCharge(accountId, charge));
      place = page.next;
    }
    return { charges: [...charges.values()], acknowledged: null };
  };
}

function bookedCharge(accountId: string, charge: Charge): ProviderCharge {
  const isPaid = charge.status === 'received' || charge.status === 'refunded';
  const { chargeId, reference, valueCents, netCents, dueDate, refundedCents } = charge;
  return {
    accountId,
    chargeId,
    reference,
    live: !charge.removed && charge.status !== 'refunded',
    waiting: isWaiting(charge),
    valueCents,
    dueDate,
    receivedCents: isPaid ? valueCents : 0,
    feeCents: isPaid ? valueCents - netCents : 0,
    refundedCents,
  };
}
