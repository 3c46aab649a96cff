import { type Day, isDay } from '../calendar.ts';
import { centsFromReais, reaisText } from '../money.ts';
import { refused } from '../refusal.ts';
import type { BillingType } from '../store/schema.ts';
import { type Discount, discountCents, readDiscount, readFine, readInterest, type Terms } from '../terms.ts';
import type { Body, Call } from './call.ts';
import { readChoice, readText } from './fields.ts';

const minimumCents = 500;
const billingTypes = ['BOLETO', 'PIX', 'UNDEFINED'] as const;

/** The fields of a charge that a request carries, checked one after the other: the first fault ends it. */
export interface ChargeFields extends Partial<Terms> {
  billingType?: BillingType;
  valueCents?: number;
  dueDate?: Day;
  description?: string | null;
  externalReference?: string | null;
  registrationCancellationDays?: number | null;
}

export function readChargeFields({ body, today }: Call): ChargeFields {
  const billingType = readChoice(body, 'billingType', billingTypes);
  const valueCents = readValue(body);
  const dueDate = readDueDate(body, today);
  const description = readText(body, 'description', 500);
  const externalReference = readText(body, 'externalReference');
  const registrationCancellationDays = readDays(body);
  if (body.installmentCount !== undefined && body.installmentCount !== null && body.installmentCount !== 1) {
    throw refused('invalid_installmentCount', 'O simulador não faz parcelamentos.');
  }
  return {
    ...(billingType && { billingType }),
    ...(valueCents !== undefined && { valueCents }),
    ...(dueDate && { dueDate }),
    ...(description !== undefined && { description }),
    ...(externalReference !== undefined && { externalReference }),
    ...(registrationCancellationDays !== undefined && { registrationCancellationDays }),
    ...(body.discount !== undefined && { discount: readDiscount(body.discount) }),
    ...(body.fine !== undefined && { fine: readFine(body.fine) }),
    ...(body.interest !== undefined && { interest: readInterest(body.interest) }),
  };
}

/** What remains after the discount must be R$ 5,00 or more. */
export function assertMinimum(valueCents: number, discount: Discount): void {
  const rebateCents = discountCents(valueCents, discount);
  if (valueCents - rebateCents >= minimumCents) return;
  throw refused(
    'invalid_object',
    `O valor da cobrança (${reaisText(valueCents)}) menos o valor do desconto (${reaisText(rebateCents)}) não pode ser menor que ${reaisText(minimumCents)}.`,
  );
}

function readValue({ value }: Body): number | undefined {
  if (value === undefined || value === null) return undefined;
  const cents = centsFromReais(value);
  if (cents === undefined || cents <= 0) throw refused('invalid_value', 'O campo value é inválido.');
  return cents;
}

function readDueDate({ dueDate }: Body, today: Day): Day | undefined {
  if (dueDate === undefined || dueDate === null) return undefined;
  if (!isDay(dueDate)) throw refused('invalid_dueDate', 'A data de vencimento informada é inválida.');
  if (dueDate < today) {
    throw refused('invalid_dueDate', 'Não é permitido data de vencimento inferior a hoje.');
  }
  return dueDate;
}

function readDays(body: Body): number | null | undefined {
  const days = body.daysAfterDueDateToRegistrationCancellation;
  if (days === undefined || days === null) return days;
  if (Number.isInteger(days) && (days as number) >= 0) return days as number;
  throw refused(
    'invalid_daysAfterDueDateToRegistrationCancellation',
    'O prazo para cancelamento do registro é inválido.',
  );
}
