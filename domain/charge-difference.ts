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

/** A field in which a charge at Asaas is not what it was asked to be, as the clerk calls it. */
export type ChargeDifference = 'valor' | 'vencimento' | 'desconto' | 'multa' | 'juros' | 'descrição';

/**
 * Compares a charge, just read, with the terms it was brought to. A paid charge shows what was paid, and is compared
 * by that alone. What the document never asked for (`earlier` neither) may be the Asaas account's own default: it is
 * left alone.
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
    ['desconto', asked('discount') && wordOf(charge.discount) !== wordOf(terms.discount)],
    ['multa', asked('fine') && wordOf(charge.fine) !== wordOf(terms.fine)],
    ['juros', asked('interest') && wordOf(charge.interest) !== wordOf(terms.interest)],
    ['descrição', asked('description') && (charge.description ?? '') !== (terms.description ?? '')],
  ];
  return [...moneyAndDate, ...(paidOn ? [] : rest)].filter(([, differs]) => differs).map(([name]) => name);
}

/** One text for each meaning: nothing, and nothing as an amount, are the same. */
function wordOf(term: Discount | Fine | Interest | null): string {
  if (!term) return '';
  if ('percentPerMonth' in term) return term.percentPerMonth === 0 ? '' : `${term.percentPerMonth} %`;
  const size = term.type === 'fixed' ? term.amountCents : term.percent;
  const days = 'daysBeforeDue' in term ? ` ${term.daysBeforeDue}` : '';
  return size === 0 ? '' : `${size} ${term.type}${days}`;
}
