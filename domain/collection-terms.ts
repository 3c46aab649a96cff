import { addDays, bankDayFrom, type CalendarDate, daysBetween, type IsBankDay } from './calendar.ts';
import { percentOf } from './money.ts';

export type Discount =
  | { type: 'fixed'; amountCents: number; daysBeforeDue: number }
  | { type: 'percentage'; percent: number; daysBeforeDue: number };

export type Fine = { type: 'fixed'; amountCents: number } | { type: 'percentage'; percent: number };

export type Interest = { percentPerMonth: number };

/** How the payer may pay: boleto (with its Pix code), Pix alone, or as the payer chooses on the invoice page. */
export type BillingType = 'BOLETO' | 'PIX' | 'UNDEFINED';

export const billingTypes: readonly BillingType[] = ['BOLETO', 'PIX', 'UNDEFINED'];

/** What a document asks of its payer. Absent fine and interest leave the account's defaults in force. */
export interface CollectionTerms {
  amountCents: number;
  /** "Acréscimo": Asaas has no such field, so the charge is of amount and addition together. */
  additionCents: number;
  discount: Discount | null;
  fine: Fine | null;
  interest: Interest | null;
  dueDate: CalendarDate;
  description: string | null;
  billingType: BillingType;
}

/** Asaas refuses a charge that could come to less than R$ 5,00 after its discount (Asaas reference 3.2). */
export const minimumChargeCents = 500;

/** The face value of the charge, in centavos. */
export function chargeValueCents(terms: Pick<CollectionTerms, 'amountCents' | 'additionCents'>): number {
  return terms.amountCents + terms.additionCents;
}

/** What the discount takes off, in centavos, while it is valid. */
export function discountCents(terms: CollectionTerms): number {
  if (!terms.discount) return 0;
  if (terms.discount.type === 'fixed') return terms.discount.amountCents;
  return percentOf(chargeValueCents(terms), terms.discount.percent);
}

/** The least the payer may come to pay, in centavos. */
export function leastPayableCents(terms: CollectionTerms): number {
  return chargeValueCents(terms) - discountCents(terms);
}

export interface ExpectedPayment {
  amountCents: number;
  discountCents: number;
  interestAndFineCents: number;
}

/**
 * What a payer who pays on `paidOn` owes: less the discount while it lasts, or with the fine once and interest by the
 * day. Asaas publishes no formula. Not certain (Asaas reference 3.13 and 10): interest on the face value alone, a
 * month of thirty days, halves of a centavo rounded up. So a difference is flagged, never refused.
 *
 * A term that ends on a day without banks runs to the next bank day. Paid by then, the charge owes no interest (law
 * 7.089/83); paid later, interest counts from the due date itself, since that law forgives only who pays in time. The
 * discount's term runs on likewise (Civil Code, art. 132, paragraph 1).
 */
export function expectedPayment(
  terms: CollectionTerms,
  paidOn: CalendarDate,
  isBankDay: IsBankDay,
): ExpectedPayment {
  const face = chargeValueCents(terms);
  if (paidOn > bankDayFrom(terms.dueDate, isBankDay)) {
    const daysLate = daysBetween(terms.dueDate, paidOn);
    const interestAndFineCents = fineCents(terms, face) + interestCents(terms, face, daysLate);
    return { amountCents: face + interestAndFineCents, discountCents: 0, interestAndFineCents };
  }
  const taken = isDiscountValid(terms, paidOn, isBankDay) ? discountCents(terms) : 0;
  return { amountCents: face - taken, discountCents: taken, interestAndFineCents: 0 };
}

function isDiscountValid(
  { discount, dueDate }: CollectionTerms,
  paidOn: CalendarDate,
  isBankDay: IsBankDay,
): boolean {
  return discount !== null && paidOn <= bankDayFrom(addDays(dueDate, -discount.daysBeforeDue), isBankDay);
}

function fineCents({ fine }: CollectionTerms, face: number): number {
  if (!fine) return 0;
  return fine.type === 'fixed' ? fine.amountCents : percentOf(face, fine.percent);
}

function interestCents({ interest }: CollectionTerms, face: number, daysLate: number): number {
  return interest ? percentOf(face, interest.percentPerMonth, { days: daysLate, of: 30 }) : 0;
}

/** What an account decides for documents that say nothing themselves. */
export interface DefaultTerms {
  discount?: Discount;
  fine?: Fine;
  interest?: Interest;
}

/** A document's own terms, with the account's defaults where it says nothing itself. */
export function withDefaults(own: CollectionTerms, defaults: DefaultTerms = {}): CollectionTerms {
  return {
    ...own,
    discount: own.discount ?? defaults.discount ?? null,
    fine: own.fine ?? defaults.fine ?? null,
    interest: own.interest ?? defaults.interest ?? null,
  };
}
