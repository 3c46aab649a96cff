import { randomUUID } from 'node:crypto';
import type { Behaviour } from '../behaviour.ts';
import { type Day, nextBusinessDay } from '../calendar.ts';
import { invalidAction, refused } from '../refusal.ts';
import type { Charge, ChargeChange, PreviousSlip } from '../store/schema.ts';
import { earlyDiscountCents, lateChargesCents } from '../terms.ts';
import { receiveUnknown } from './automatic-charge.ts';
import { changeCharge } from './charges.ts';
import type { Entry } from './entry.ts';
import { raise } from './events.ts';
import { insertReceipt, type PaymentMethod, receive } from './receipts.ts';

/** Which slip the payer holds: of the charge as it is, or as it was before its last amendment. */
export type SlipInHand = 'current' | 'previous';

/**
 * The payer pays. A boleto is CONFIRMED and RECEIVED on the next business day, a Pix RECEIVED at once; a charge
 * that was already paid or removed is treated as the account's settings say.
 * Answers the charge that took the money, which may be a new one.
 */
export async function pay(
  entry: Entry,
  charge: Charge,
  method: PaymentMethod,
  paidOn: Day = entry.today,
  slip: SlipInHand = 'current',
): Promise<Charge> {
  if (slip === 'previous' && !charge.previousSlip) throw invalidAction('A cobrança nunca foi alterada.');
  if (paidOn > entry.today) throw refused('invalid_paidOn', 'A data de pagamento está no futuro.');
  assertPayableBy(charge, method);
  if (charge.deleted) return payDeleted(entry, charge, method, paidOn);
  return payOnce(entry, charge, method, paidOn, slip);
}

/**
 * The payer sends another amount than the charge asks. Neither boleto nor QR code let them: it comes as Pix to the account's
 * key and makes a charge of its own. Answers that one; the charge stays as it is.
 */
export async function payOtherAmount(
  entry: Entry,
  charge: Charge,
  method: PaymentMethod,
  valueCents: number,
): Promise<Charge> {
  if (method === 'boleto') throw invalidAction('Um boleto só aceita o valor que ele pede.');
  return receiveUnknown(entry, charge.accountId, valueCents, charge.customerId);
}

async function payOnce(
  entry: Entry,
  charge: Charge,
  method: PaymentMethod,
  paidOn: Day,
  slip: SlipInHand = 'current',
): Promise<Charge> {
  if (charge.status !== 'PENDING' && charge.status !== 'OVERDUE') return payAgain(entry, charge, method);
  const behaviour = entry.simulator.behaviours.of(charge.accountId);
  const asked = slip === 'previous' && charge.previousSlip ? charge.previousSlip : charge;
  const amounts = { valueCents: asked.valueCents, ...amountsOn(asked, paidOn, behaviour) };
  if (method === 'pix') {
    const pixTransaction = randomUUID();
    return receive(entry, charge, 'pix', {
      ...amounts,
      feeCents: behaviour.pixFeeCents,
      pixTransaction,
      confirmedDate: paidOn,
      clientPaymentDate: paidOn,
      paymentDate: paidOn,
      creditDate: paidOn,
    });
  }
  return confirmBoleto(entry, charge, amounts, paidOn, behaviour);
}

async function confirmBoleto(
  entry: Entry,
  charge: Charge,
  amounts: ChargeChange,
  paidOn: Day,
  behaviour: Behaviour,
): Promise<Charge> {
  const confirmed = {
    ...amounts,
    feeCents: behaviour.boletoFeeCents,
    confirmedDate: paidOn,
    clientPaymentDate: paidOn,
    creditDate: nextBusinessDay(paidOn),
  };
  if (behaviour.boletoConfirmation === 'one-step') {
    return receive(entry, charge, 'boleto', { ...confirmed, paymentDate: paidOn, creditDate: paidOn });
  }
  const changed = await changeCharge(entry, charge, { ...confirmed, status: 'CONFIRMED' });
  await raise(entry, changed, 'PAYMENT_CONFIRMED');
  // News of an older payment: its money is already there.
  return confirmed.creditDate <= entry.today ? settle(entry, changed) : changed;
}

/** The money of a confirmed boleto becomes available. Throws when the charge is not CONFIRMED. */
export async function settle(entry: Entry, charge: Charge): Promise<Charge> {
  if (charge.status !== 'CONFIRMED') throw invalidAction('A cobrança não está confirmada.');
  return receive(entry, charge, 'boleto', { paymentDate: entry.today, creditDate: entry.today });
}

function assertPayableBy(charge: Charge, method: PaymentMethod): void {
  if (method !== 'boleto') return;
  if (charge.billingType === 'PIX') throw invalidAction('Uma cobrança Pix não tem boleto.');
  if (charge.registrationCancelled) throw invalidAction('O registro deste boleto foi cancelado.');
}

/** What a payment made on a day amounts to: value, and what it was before fine, interest or discount. */
function amountsOn(asked: PreviousSlip, paidOn: Day, behaviour: Behaviour): ChargeChange {
  const { valueCents, dueDate } = asked;
  const lateCents = lateChargesCents(valueCents, asked, dueDate, paidOn);
  if (lateCents > 0) {
    return { valueCents: valueCents + lateCents, originalValueCents: valueCents, interestCents: lateCents };
  }
  const rebateCents = earlyDiscountCents(valueCents, asked.discount, dueDate, paidOn);
  if (rebateCents === 0 || behaviour.discountEffect === 'none') return {};
  return {
    valueCents: valueCents - rebateCents,
    ...(behaviour.discountEffect === 'lowers-value-and-keeps-original' && { originalValueCents: valueCents }),
  };
}

async function payAgain(entry: Entry, charge: Charge, method: PaymentMethod): Promise<Charge> {
  const { secondPayment } = entry.simulator.behaviours.of(charge.accountId);
  if (secondPayment === 'unknown-charge') {
    return receiveUnknown(entry, charge.accountId, charge.valueCents, charge.customerId);
  }
  await insertReceipt(entry, charge, method);
  await raise(entry, charge, 'PAYMENT_RECEIVED');
  return charge;
}

async function payDeleted(entry: Entry, charge: Charge, method: PaymentMethod, paidOn: Day): Promise<Charge> {
  switch (entry.simulator.behaviours.of(charge.accountId).paymentAfterDelete) {
    case 'revives-charge':
      return payOnce(entry, await changeCharge(entry, charge, { deleted: false }), method, paidOn);
    case 'pays-deleted-charge':
      return payOnce(entry, charge, method, paidOn);
    case 'unknown-charge':
      return receiveUnknown(entry, charge.accountId, charge.valueCents, charge.customerId);
    case 'refused':
      throw invalidAction('Esta cobrança não pode mais ser paga.');
  }
}
