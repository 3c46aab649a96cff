import type { CalendarDate, IsBankDay } from './calendar.ts';
import { type CollectionTerms, expectedPayment } from './collection-terms.ts';

/**
 * Which earlier version of a document was paid: the newest whose slip would have asked exactly this on that day. Asaas
 * does not say which slip its payer held. Null when no earlier one fits either.
 */
export function paidVersion(
  earlier: readonly { version: number; terms: CollectionTerms }[],
  paid: { grossCents: number; paidOn: CalendarDate },
  isBankDay: IsBankDay,
): number | null {
  const newestFirst = [...earlier].sort((one, other) => other.version - one.version);
  const fitting = newestFirst.find(
    ({ terms }) => expectedPayment(terms, paid.paidOn, isBankDay).amountCents === paid.grossCents,
  );
  return fitting?.version ?? null;
}
