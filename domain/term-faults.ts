import { addDays, type CalendarDate, toBrazilianDate } from './calendar.ts';
import { type CollectionTerms, leastPayableCents, minimumChargeCents } from './collection-terms.ts';
import { formatReais } from './money.ts';

/** What is wrong with the terms of a document: the field, why, and the values for the words. */
export interface TermFault {
  path: readonly [keyof CollectionTerms];
  code: 'rebate_too_large' | 'below_minimum' | 'past_due_date' | 'due_date_too_far';
  values: Record<string, string | { en: string; 'pt-BR': string }>;
}

/** Asaas publishes no limit. A later due date is a wrong year. */
const furthestDueDateDays = 3_660;

/**
 * What Asaas would refuse in these terms. Checking it here tells all faults at once and before sending. A due date is
 * checked only when it is new, because the due date of a registered document may pass.
 */
export function findTermFaults(
  terms: CollectionTerms,
  { today, dueDateIsNew }: { today: CalendarDate; dueDateIsNew: boolean },
): TermFault[] {
  return [...(dueDateIsNew ? findDueDateFaults(terms.dueDate, today) : []), ...findAmountFaults(terms)];
}

/** The smallest amount that the payer may have to pay must be one that Asaas accepts. */
export function findAmountFaults(terms: CollectionTerms): TermFault[] {
  const principal = terms.amountCents + terms.additionCents;
  if (terms.rebateCents >= principal) {
    const values = { principal: formatReais(principal) };
    return [{ path: ['rebateCents'], code: 'rebate_too_large', values }];
  }
  const least = leastPayableCents(terms);
  if (least >= minimumChargeCents) return [];
  const values = { least: formatReais(least), minimum: formatReais(minimumChargeCents) };
  return [{ path: ['amountCents'], code: 'below_minimum', values }];
}

/** A due date is today in São Paulo or later (Asaas reference 3.2, 3.6). */
export function findDueDateFaults(dueDate: CalendarDate, today: CalendarDate): TermFault[] {
  if (dueDate < today) {
    return [{ path: ['dueDate'], code: 'past_due_date', values: { today: inBothStyles(today) } }];
  }
  const latest = addDays(today, furthestDueDateDays);
  if (dueDate > latest) {
    return [{ path: ['dueDate'], code: 'due_date_too_far', values: { latest: inBothStyles(latest) } }];
  }
  return [];
}

/** A date in the format of each language. */
export function inBothStyles(date: CalendarDate) {
  return { en: date, 'pt-BR': toBrazilianDate(date) };
}
