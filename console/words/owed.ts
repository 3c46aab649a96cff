import type { Document } from '../client/api.ts';
import { addDays, daysBetween, money, percent } from './format.ts';

/** What is asked of a payer. */
export type Terms = Pick<
  Document,
  'amountCents' | 'additionCents' | 'dueDate' | 'discount' | 'fine' | 'interest'
>;

export interface Owed {
  faceCents: number;
  discountCents: number;
  fineCents: number;
  interestCents: number;
  totalCents: number;
}

/** What a payer who pays on that day owes: discount while it lasts, fine once and interest by the day after the due date. */
export function owedOn(terms: Terms, date: string): Owed {
  const faceCents = terms.amountCents + terms.additionCents;
  const late = daysBetween(terms.dueDate, date);
  const { discount, fine, interest } = terms;
  const lasts = discount !== null && late <= -discount.daysBeforeDue;
  const discountCents = lasts ? partOf(faceCents, discount) : 0;
  const fineCents = late > 0 && fine ? partOf(faceCents, fine) : 0;
  const interestCents =
    late > 0 && interest ? Math.round((faceCents * interest.percentPerMonth * late) / 3_000) : 0;
  const totalCents = faceCents - discountCents + fineCents + interestCents;
  return { faceCents, discountCents, fineCents, interestCents, totalCents };
}

/** The days on which what is owed changes, and two of being late. */
export function tellingDays(terms: Terms): string[] {
  const { dueDate, discount } = terms;
  const lastOfDiscount = discount ? [addDays(dueDate, -discount.daysBeforeDue)] : [];
  return [
    ...new Set([...lastOfDiscount, dueDate, addDays(dueDate, 1), addDays(dueDate, 15), addDays(dueDate, 30)]),
  ].sort();
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
