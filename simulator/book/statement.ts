import type { Charge } from '../store/schema.ts';
import type { Entry } from './entry.ts';

/** What moves an account's balance, in Asaas' own words. */
export interface Movement {
  accountId: string;
  type: string;
  valueCents: number;
  chargeId: string | null;
  description: string;
}

/** Writes a line into an account's statement. A movement of nothing leaves none. */
export async function enterMovement({ tx, today }: Entry, movement: Movement): Promise<void> {
  if (movement.valueCents === 0) return;
  await tx
    .insertInto('statementLines')
    .values({ ...movement, date: today })
    .execute();
}

/** A payment comes in whole, and its fee goes out as a line of its own. */
export async function enterPayment(entry: Entry, charge: Charge): Promise<void> {
  const about = { accountId: charge.accountId, chargeId: charge.id };
  await enterMovement(entry, {
    ...about,
    type: 'PAYMENT_RECEIVED',
    valueCents: charge.valueCents,
    description: `Cobrança recebida - fatura nr. ${charge.invoiceNumber}`,
  });
  await enterMovement(entry, {
    ...about,
    type: 'PAYMENT_FEE',
    valueCents: -charge.feeCents,
    description: `Taxa de recebimento - fatura nr. ${charge.invoiceNumber}`,
  });
}

/** What is given back leaves the account; the fee of the payment stays paid. */
export async function enterRefund(entry: Entry, charge: Charge, valueCents: number): Promise<void> {
  await enterMovement(entry, {
    accountId: charge.accountId,
    chargeId: charge.id,
    type: 'PAYMENT_REVERSAL',
    valueCents: -valueCents,
    description: `Estorno - fatura nr. ${charge.invoiceNumber}`,
  });
}

/** A payer's bank takes the money back: what was not refunded before leaves the account. */
export async function enterChargeback(entry: Entry, charge: Charge, valueCents: number): Promise<void> {
  await enterMovement(entry, {
    accountId: charge.accountId,
    chargeId: charge.id,
    type: 'CHARGEBACK',
    valueCents: -valueCents,
    description: `Chargeback - fatura nr. ${charge.invoiceNumber}`,
  });
}

/** E-mails and SMS to a payer are charged to the account once, when the charge is made. */
export async function enterNoticeFee(entry: Entry, charge: Charge, feeCents: number): Promise<void> {
  await enterMovement(entry, {
    accountId: charge.accountId,
    chargeId: charge.id,
    type: 'PAYMENT_MESSAGING_NOTIFICATION_FEE',
    valueCents: -feeCents,
    description: `Taxa de mensageria - fatura nr. ${charge.invoiceNumber}`,
  });
}

/** Each notice by WhatsApp is charged to the account by itself. */
export async function enterWhatsappFee(entry: Entry, charge: Charge, feeCents: number): Promise<void> {
  await enterMovement(entry, {
    accountId: charge.accountId,
    chargeId: charge.id,
    type: 'INSTANT_TEXT_MESSAGE_FEE',
    valueCents: -feeCents,
    description: `Taxa de notificação por WhatsApp - fatura nr. ${charge.invoiceNumber}`,
  });
}
