import { randomUUID } from 'node:crypto';
import type { Charge } from '../store/schema.ts';
import { noDiscount, noFine, noInterest } from '../terms.ts';
import { changeCharge, insertCharge } from './charges.ts';
import { insertCustomer } from './customers.ts';
import type { Entry } from './entry.ts';
import { raise } from './events.ts';
import { receive } from './receipts.ts';

/**
 * A Pix that belongs to no open charge: Asaas makes a charge of it, received, that nobody asked for and that
 * carries no reference. Without a known payer it makes a customer too.
 */
export async function receiveUnknown(
  entry: Entry,
  accountId: string,
  valueCents: number,
  payerId?: string,
): Promise<Charge> {
  const customerId = payerId ?? (await insertUnknownPayer(entry, accountId));
  const charge = await insertCharge(entry, {
    accountId,
    customerId,
    billingType: 'PIX',
    valueCents,
    dueDate: entry.today,
    description: 'Cobrança gerada automaticamente a partir de Pix recebido.',
    externalReference: null,
    registrationCancellationDays: null,
    discount: noDiscount,
    fine: noFine,
    interest: noInterest,
    automatic: true,
  });
  await raise(entry, charge, 'PAYMENT_CREATED');
  const paid = await changeCharge(entry, charge, {
    pixTransaction: randomUUID(),
    confirmedDate: entry.today,
    clientPaymentDate: entry.today,
    creditDate: entry.today,
  });
  return receive(entry, paid, 'pix', { paymentDate: entry.today });
}

async function insertUnknownPayer(entry: Entry, accountId: string): Promise<string> {
  const customer = await insertCustomer(entry, accountId, {
    name: 'Pagador não identificado',
    cpfCnpj: '24971563792',
    email: null,
    groupName: null,
    externalReference: null,
    notificationDisabled: true,
    foreignCustomer: false,
    details: {},
  });
  return customer.id;
}
