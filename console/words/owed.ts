import type { Document, Schemas } from '../client/api.ts';
import { addDays, daysBetween, money, percent } from './format.ts';

/** What is asked of a payer. */
export type Terms = Pick<
  Document,
  'amountCents' | 'additionCents' | 'rebateCents' | 'dueDate' | 'discount' | 'fine' | 'interest'
>;

/** What the charge asks for: the amount with its addition, less the rebate. */
export function chargedCents(terms: Pick<Terms, 'amountCents' | 'additionCents' | 'rebateCents'>): number {
  return terms.amountCents + terms.additionCents - terms.rebateCents;
}

export interface Owed {
  faceCents: number;
  discountCents: number;
  fineCents: number;
  interestCents: number;
  totalCents: number;
}

/**
 * What a payer who pays on that day owes: discount while it lasts, or fine once and interest by the day. A term that ends
 * on a weekend runs to Monday, as the booking has it; the booking knows the banks' holidays too, this page does not.
 */
export function owedOn(terms: Terms, date: string): Owed {
  const faceCents = chargedCents(terms);
  const { dueDate, discount, fine, interest } = terms;
  const isLate = date > weekdayFrom(dueDate);
  const lasts = discount !== null && date <= weekdayFrom(addDays(dueDate, -discount.daysBeforeDue));
  const discountCents = lasts && !isLate ? partOf(faceCents, discount) : 0;
  const fineCents = isLate && fine ? partOf(faceCents, fine) : 0;
  const daysLate = daysBetween(dueDate, date);
  const interestCents =
    isLate && interest ? Math.round((faceCents * interest.percentPerMonth * daysLate) / 3_000) : 0;
  const totalCents = faceCents - discountCents + fineCents + interestCents;
  return { faceCents, discountCents, fineCents, interestCents, totalCents };
}

/** The day itself, or the Monday after a weekend. */
function weekdayFrom(date: string): string {
  const dayOfWeek = new Date(`${date}T12:00:00Z`).getUTCDay();
  if (dayOfWeek === 6) return addDays(date, 2);
  return dayOfWeek === 0 ? addDays(date, 1) : date;
}

/** The days on which what is owed changes, and two of being late. */
export function tellingDays(terms: Terms): string[] {
  const { dueDate, discount } = terms;
  const lastOfDiscount = discount ? [weekdayFrom(addDays(dueDate, -discount.daysBeforeDue))] : [];
  const lastOfTerm = weekdayFrom(dueDate);
  const late = [addDays(lastOfTerm, 1), addDays(dueDate, 15), addDays(dueDate, 30)];
  return [...new Set([...lastOfDiscount, dueDate, lastOfTerm, ...late])].sort();
}

/** The terms with the account's own where the document has none: what Asaas was told, or will be. */
export function withDefaults(terms: Terms, defaults: Schemas['AccountSettings'] | undefined): Terms {
  return {
    ...terms,
    discount: terms.discount ?? defaults?.discount ?? null,
    fine: terms.fine ?? defaults?.fine ?? null,
    interest: terms.interest ?? defaults?.interest ?? null,
  };
}

export function discountWords(discount: Document['discount']): string {
  if (!discount) return 'Sem desconto';
  const until =
    discount.daysBeforeDue === 0
      ? 'até o vencimento'
      : `até ${discount.daysBeforeDue} dias antes do vencimento`;
  return `${discount.type === 'fixed' ? money(discount.amountCents) : percent(discount.percent)} ${until}`;
}

export function fineWords(fine: Document['fine']): string {
  if (!fine) return 'Sem multa';
  return fine.type === 'fixed' ? money(fine.amountCents) : percent(fine.percent);
}

export function interestWords(interest: Document['interest']): string {
  return interest ? `${percent(interest.percentPerMonth)} ao mês` : 'Sem juros';
}

function partOf(
  cents: number,
  term: { type: 'fixed'; amountCents: number } | { type: 'percentage'; percent: number },
): number {
  return term.type === 'fixed' ? term.amountCents : Math.round((cents * term.percent) / 100);
}
