import type { Charge, ChargeChange, ReceiptMethod } from '../store/schema.ts';
import { changeCharge } from './charges.ts';
import type { Entry } from './entry.ts';
import { raise } from './events.ts';
import { enterPayment } from './statement.ts';

export type PaymentMethod = 'boleto' | 'pix';

/** Money becomes available: the charge is RECEIVED, its receipt is written, the account is told. */
export async function receive(
  entry: Entry,
  charge: Charge,
  method: PaymentMethod,
  change: ChargeChange,
): Promise<Charge> {
  const received = await changeCharge(entry, charge, { ...change, status: 'RECEIVED' });
  await insertReceipt(entry, received, method);
  await raise(entry, received, 'PAYMENT_RECEIVED');
  return received;
}

/** Writes what came in for a charge, by its present value and fee. */
export async function insertReceipt(entry: Entry, charge: Charge, method: ReceiptMethod): Promise<void> {
  const sign = method === 'cash-undone' ? -1 : 1;
  await entry.tx
    .insertInto('receipts')
    .values({
      chargeId: charge.id,
      at: entry.at,
      method,
      valueCents: sign * charge.valueCents,
      feeCents: charge.feeCents,
    })
    .execute();
  // A receipt in cash moves no money at Asaas.
  if (method === 'boleto' || method === 'pix') await enterPayment(entry, charge);
}
