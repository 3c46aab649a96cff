import { addDays, bankDayFrom, type CalendarDate, daysBetween, type IsBankDay } from './calendar.ts';
import { percentOf } from './money.ts';

export type Discount =
  | { type: 'fixed'; amountCents: number; daysBeforeDue: number }
  | { type: 'percentage'; percent: number; daysBeforeDue: number };

export type Fine = { type: 'fixed'; amountCents: number } | { type: 'percentage'; percent: number };

export type Interest = { percentPerMonth: number };

/** How the payer may pay: boleto (with its Pix code), Pix only, or any way that the invoice page offers. */
export type BillingType = 'BOLETO' | 'PIX' | 'UNDEFINED';

export const billingTypes: readonly BillingType[] = ['BOLETO', 'PIX', 'UNDEFINED'];

/**
 * What a document asks of its payer. A null discount, fine or interest means that the document says nothing about it.
 */
export interface CollectionTerms {
  amountCents: number;
  /** "Acréscimo". Asaas has no such field, so the value of the charge is amount plus addition. */
  additionCents: number;
  /** "Abatimento": a rebate on the principal, whenever it is paid. Asaas has no such field either. */
  rebateCents: number;
  discount: Discount | null;
  fine: Fine | null;
  interest: Interest | null;
  dueDate: CalendarDate;
  description: string | null;
  billingType: BillingType;
}

/** Asaas refuses a charge that could fall below R$ 5,00 after its discount (Asaas reference 3.2). */
export const minimumChargeCents = 500;

/** What a document's principal is made of, in centavos. */
export type Principal = Pick<CollectionTerms, 'amountCents' | 'additionCents' | 'rebateCents'>;

/**
 * The value of the charge at Asaas, in centavos: face and addition less the rebate. The rebate comes first, since CNAB
 * grants it (occurrence 04) on the principal that is left to be paid, apart from discounts; so percentages of discount,
 * fine and interest are of what is left. Asaas reckons them of the charge's value, which is the same.
 */
export function chargeValueCents({ amountCents, additionCents, rebateCents }: Principal): number {
  return amountCents + additionCents - rebateCents;
}

/** The discount in centavos, while it is valid. */
export function discountCents(terms: CollectionTerms): number {
  if (!terms.discount) return 0;
  if (terms.discount.type === 'fixed') return terms.discount.amountCents;
  return percentOf(chargeValueCents(terms), terms.discount.percent);
}

/** The smallest amount that the payer may have to pay, in centavos. */
export function leastPayableCents(terms: CollectionTerms): number {
  return chargeValueCents(terms) - discountCents(terms);
}

/** When a payment came: while the discount lasted, in time, or late. */
export const paymentTimings = ['early', 'on_time', 'late'] as const;
export type PaymentTiming = (typeof paymentTimings)[number];

export interface ExpectedPayment {
  amountCents: number;
  discountCents: number;
  fineCents: number;
  interestCents: number;
  interestAndFineCents: number;
  timing: PaymentTiming;
}

/**
 * What the payer owes on `paidOn`: the face value minus a valid discount, or the face value plus the fine (once) plus
 * interest for each day. Asaas publishes no formula, so three rules are not certain (Asaas reference 3.13 and 10):
 * interest on the face value only, months of thirty days, half a centavo rounded up. For this reason a difference is
 * flagged and never refused.
 *
 * A due date on a day without banks moves to the next bank day. A payment until then owes no interest (law 7.089/83). A
 * later payment owes interest from the due date itself, because the law protects only who pays in time. The last day of
 * a discount moves in the same way (Civil Code, art. 132, paragraph 1).
 */
export function expectedPayment(
  terms: CollectionTerms,
  paidOn: CalendarDate,
  isBankDay: IsBankDay,
): ExpectedPayment {
  const face = chargeValueCents(terms);
  if (paidOn > bankDayFrom(terms.dueDate, isBankDay)) {
    const fine = fineCents(terms, face);
    const interest = interestCents(terms, face, daysBetween(terms.dueDate, paidOn));
    const late = { fineCents: fine, interestCents: interest, interestAndFineCents: fine + interest };
    return { amountCents: face + fine + interest, discountCents: 0, ...late, timing: 'late' };
  }
  const isEarly = isDiscountValid(terms, paidOn, isBankDay);
  const taken = isEarly ? discountCents(terms) : 0;
  const onTime = { fineCents: 0, interestCents: 0, interestAndFineCents: 0 };
  return {
    amountCents: face - taken,
    discountCents: taken,
    ...onTime,
    timing: isEarly ? 'early' : 'on_time',
  };
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

/** The terms that an account sets for documents that say nothing about them. */
export interface DefaultTerms {
  discount?: Discount;
  fine?: Fine;
  interest?: Interest;
}

/** A document's own terms. Where the document says nothing, the account's defaults. */
export function withDefaults(own: CollectionTerms, defaults: DefaultTerms = {}): CollectionTerms {
  return {
    ...own,
    discount: own.discount ?? defaults.discount ?? null,
    fine: own.fine ?? defaults.fine ?? null,
    interest: own.interest ?? defaults.interest ?? null,
  };
}
