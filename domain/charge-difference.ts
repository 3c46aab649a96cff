import type { IsBankDay } from './calendar.ts';
import type { Charge } from './charge.ts';
import {
  type CollectionTerms,
  chargeValueCents,
  type Discount,
  expectedPayment,
  type Fine,
  type Interest,
} from './collection-terms.ts';

/** A field in which a charge at Asaas differs from what we asked for. The words are the clerk's. */
export type ChargeDifference = 'valor' | 'vencimento' | 'desconto' | 'multa' | 'juros' | 'descrição';

/**
 * Compares a charge that was just read with the terms that it should have. A paid charge shows the amount that was
 * paid, so its other terms are not compared, only amount and due date. A term that the document never asked for (not in
 * `terms` and not in `earlier`) may be a default of the Asaas account: it is not compared.
 */
export function differencesFrom(
  charge: Charge,
  terms: CollectionTerms,
  earlier: CollectionTerms,
  isBankDay: IsBankDay,
): ChargeDifference[] {
  const { paidOn } = charge;
  const expectedCents = paidOn
    ? expectedPayment(terms, paidOn, isBankDay).amountCents
    : chargeValueCents(terms);
  const moneyAndDate: [ChargeDifference, boolean][] = [
    ['valor', charge.valueCents !== expectedCents],
    ['vencimento', charge.dueDate !== terms.dueDate],
  ];
  const asked = (field: 'discount' | 'fine' | 'interest' | 'description') =>
    terms[field] !== null || earlier[field] !== null;
  const rest: [ChargeDifference, boolean][] = [
    ['desconto', asked('discount') && !isSameTerm(charge.discount, terms.discount)],
    ['multa', asked('fine') && !isSameTerm(charge.fine, terms.fine)],
    ['juros', asked('interest') && !isSameTerm(charge.interest, terms.interest)],
    ['descrição', asked('description') && (charge.description ?? '') !== (terms.description ?? '')],
  ];
  return [...moneyAndDate, ...(paidOn ? [] : rest)].filter(([, differs]) => differs).map(([name]) => name);
}

type Term = Discount | Fine | Interest | null;

/** Whether two terms mean the same. No term, and a term of zero, are the same. */
export function isSameTerm(one: Term, other: Term): boolean {
  return wordOf(one) === wordOf(other);
}

/** One text for each meaning. */
function wordOf(term: Term): string {
  if (!term) return '';
  if ('percentPerMonth' in term) return term.percentPerMonth === 0 ? '' : `${term.percentPerMonth} %`;
  const size = term.type === 'fixed' ? term.amountCents : term.percent;
  const days = 'daysBeforeDue' in term ? ` ${term.daysBeforeDue}` : '';
  return size === 0 ? '' : `${size} ${term.type}${days}`;
}
