import { addDays, businessDayFrom, type Day, daysBetween } from './calendar.ts';
import { centsFromReais, percentOf, reais } from './money.ts';
import { refused } from './refusal.ts';

/** A fixed amount in centavos, or a percentage of the charge. */
type Part = { type: 'FIXED'; cents: number } | { type: 'PERCENTAGE'; percent: number };

export type Discount = Part & { dueDateLimitDays: number };
export type Fine = Part;
export interface Interest {
  percentPerMonth: number;
}

export interface Terms {
  discount: Discount;
  fine: Fine;
  interest: Interest;
}

export const noDiscount: Discount = { type: 'FIXED', cents: 0, dueDateLimitDays: 0 };
export const noFine: Fine = { type: 'FIXED', cents: 0 };
export const noInterest: Interest = { percentPerMonth: 0 };

/** Reads `discount` of a request. Null removes it. Throws a refusal when it is malformed. */
export function readDiscount(given: unknown): Discount {
  if (given === null) return noDiscount;
  const part = readPart(given, 'discount');
  const { dueDateLimitDays = 0 } = given as { dueDateLimitDays?: unknown };
  if (!Number.isInteger(dueDateLimitDays) || (dueDateLimitDays as number) < 0) {
    throw refused('invalid_discount', 'O prazo do desconto é inválido.');
  }
  return { ...part, dueDateLimitDays: dueDateLimitDays as number };
}

/** Reads `fine` of a request. Null removes it. Throws a refusal when it is malformed. */
export function readFine(given: unknown): Fine {
  return given === null ? noFine : readPart(given, 'fine');
}

/** Reads `interest` of a request, percent per month. Null removes it. Throws a refusal when it is malformed. */
export function readInterest(given: unknown): Interest {
  if (given === null) return noInterest;
  const { value } = (given ?? {}) as { value?: unknown };
  if (typeof value !== 'number' || value < 0 || value > 100) {
    throw refused('invalid_interest', 'O percentual de juros é inválido.');
  }
  return { percentPerMonth: value };
}

function readPart(given: unknown, field: 'discount' | 'fine'): Part {
  const { value, type = 'FIXED' } = (given ?? {}) as { value?: unknown; type?: unknown };
  if (type === 'PERCENTAGE' && typeof value === 'number' && value >= 0 && value <= 100) {
    return { type, percent: value };
  }
  const cents = centsFromReais(value);
  if (type === 'FIXED' && cents !== undefined && cents >= 0) return { type, cents };
  throw refused(`invalid_${field}`, `O valor informado em ${field} é inválido.`);
}

/** The three objects as a payment shows them; `limitDate` and `interest.type` are on the wire, not in the docs. */
export function termsObject({
  discount,
  fine,
  interest,
}: Terms): Record<'discount' | 'fine' | 'interest', object> {
  return {
    discount: {
      value: shownValue(discount),
      limitDate: null,
      dueDateLimitDays: discount.dueDateLimitDays,
      type: discount.type,
    },
    fine: { value: shownValue(fine), type: fine.type },
    interest: { value: interest.percentPerMonth, type: 'PERCENTAGE' },
  };
}

function shownValue(part: Part): number {
  return part.type === 'FIXED' ? reais(part.cents) : part.percent;
}

export function discountCents(valueCents: number, discount: Discount): number {
  return partCents(valueCents, discount);
}

/** The discount of a payment made on `paidOn`: all of it up to its limit day or the business day after, nothing later. */
export function earlyDiscountCents(
  valueCents: number,
  discount: Discount,
  dueDate: Day,
  paidOn: Day,
): number {
  const lastDay = businessDayFrom(addDays(dueDate, -discount.dueDateLimitDays));
  return paidOn <= lastDay ? partCents(valueCents, discount) : 0;
}

/**
 * Fine and interest of a payment made on `paidOn`, in centavos: the fine once, interest by the day on a month of 30,
 * both over the nominal value and not compounded. Due on a day without banks and paid on the next business day, nothing
 * is owed. Asaas publishes no formula; this is the usual Brazilian one.
 */
export function lateChargesCents(valueCents: number, terms: Terms, dueDate: Day, paidOn: Day): number {
  const daysLate = daysBetween(dueDate, paidOn);
  if (paidOn <= businessDayFrom(dueDate)) return 0;
  return (
    partCents(valueCents, terms.fine) + percentOf(valueCents, terms.interest.percentPerMonth, daysLate, 30)
  );
}

function partCents(valueCents: number, part: Part): number {
  return part.type === 'FIXED' ? part.cents : percentOf(valueCents, part.percent);
}
