import { addDays, type CalendarDate, toBrazilianDate } from '../../domain/calendar.ts';
import {
  type CollectionTerms,
  leastPayableCents,
  minimumChargeCents,
} from '../../domain/collection-terms.ts';
import { formatReais } from '../../domain/money.ts';
import type { Finding } from '../problems/faults.ts';

/** Asaas publishes no limit; a due date beyond this is a slip of the year. */
const furthestDueDateDays = 3_660;

/**
 * What keeps terms from being collectable, whoever sends them: Asaas would refuse the same later, one by one.
 * A due date is judged only when it is new: a registered document simply grows old.
 */
export function findTermFaults(
  terms: CollectionTerms,
  { today, dueDateIsNew }: { today: CalendarDate; dueDateIsNew: boolean },
): Finding[] {
  return [...(dueDateIsNew ? findDueDateFaults(terms.dueDate, today) : []), ...findAmountFaults(terms)];
}

/** The payer must be left with what Asaas collects at least. */
export function findAmountFaults(terms: CollectionTerms): Finding[] {
  const least = leastPayableCents(terms);
  if (least >= minimumChargeCents) return [];
  const values = { least: formatReais(least), minimum: formatReais(minimumChargeCents) };
  return [{ path: ['amountCents'], code: 'below_minimum', values }];
}

/** A due date may be today in São Paulo, and not earlier (Asaas reference 3.2, 3.6). */
export function findDueDateFaults(dueDate: CalendarDate, today: CalendarDate): Finding[] {
  if (dueDate < today) {
    return [{ path: ['dueDate'], code: 'past_due_date', values: { today: inBothStyles(today) } }];
  }
  const latest = addDays(today, furthestDueDateDays);
  if (dueDate > latest) {
    return [{ path: ['dueDate'], code: 'due_date_too_far', values: { latest: inBothStyles(latest) } }];
  }
  return [];
}

/** A date as each reader writes it. */
export function inBothStyles(date: CalendarDate) {
  return { en: date, 'pt-BR': toBrazilianDate(date) };
}
