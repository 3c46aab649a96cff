import { changeCharge, lockCharge, showCharge } from '../book/charges.ts';
import { raise } from '../book/events.ts';
import { insertReceipt } from '../book/receipts.ts';
import { type Day, isDay } from '../calendar.ts';
import { centsFromReais } from '../money.ts';
import { invalidAction, refused } from '../refusal.ts';
import type { Call, Endpoint } from './call.ts';

export const actionEndpoints: Endpoint[] = [
  { method: 'POST', path: '/payments/{id}/receiveInCash', handle: receiveInCash },
  { method: 'POST', path: '/payments/{id}/undoReceivedInCash', handle: undoReceivedInCash },
];

/** Marks a charge as paid elsewhere. No money moves and no fee is taken. */
async function receiveInCash(call: Call): Promise<unknown> {
  const charge = await lockCharge(call, call.account.id, call.params.id ?? '');
  if (charge.deleted || (charge.status !== 'PENDING' && charge.status !== 'OVERDUE')) {
    throw invalidAction(
      'Só é possível confirmar o recebimento em dinheiro de cobranças pendentes ou vencidas.',
    );
  }
  const paidOn = readPaymentDate(call);
  const valueCents = readReceivedValue(call) ?? charge.valueCents;
  const received = await changeCharge(call, charge, {
    status: 'RECEIVED_IN_CASH',
    valueCents,
    originalValueCents: valueCents === charge.valueCents ? null : charge.valueCents,
    feeCents: 0,
    paymentDate: paidOn,
    clientPaymentDate: paidOn,
  });
  await insertReceipt(call, received, 'cash');
  const shown =
    call.behaviour.cashEventBillingType === 'unchanged' ? {} : { billingType: 'RECEIVED_IN_CASH' };
  await raise(call, received, 'PAYMENT_RECEIVED', shown);
  return showCharge(call, received);
}

async function undoReceivedInCash(call: Call): Promise<unknown> {
  const charge = await lockCharge(call, call.account.id, call.params.id ?? '');
  if (charge.deleted || charge.status !== 'RECEIVED_IN_CASH') {
    throw invalidAction('A cobrança não foi recebida em dinheiro.');
  }
  await insertReceipt(call, charge, 'cash-undone');
  const { behaviour } = call;
  const undone = await changeCharge(call, charge, {
    status: charge.dueDate < call.today ? 'OVERDUE' : 'PENDING',
    valueCents: charge.originalValueCents ?? charge.valueCents,
    originalValueCents: null,
    feeCents: charge.billingType === 'PIX' ? behaviour.pixFeeCents : behaviour.boletoFeeCents,
    paymentDate: null,
    clientPaymentDate: null,
  });
  await raise(call, undone, 'PAYMENT_RECEIVED_IN_CASH_UNDONE');
  return showCharge(call, undone);
}

function readPaymentDate({ body, today }: Call): Day {
  const { paymentDate = today } = body;
  if (!isDay(paymentDate) || paymentDate > today) {
    throw refused('invalid_paymentDate', 'A data de pagamento é inválida ou está no futuro.');
  }
  return paymentDate;
}

function readReceivedValue({ body }: Call): number | undefined {
  if (body.value === undefined || body.value === null) return undefined;
  const cents = centsFromReais(body.value);
  if (cents === undefined || cents <= 0) throw refused('invalid_value', 'O campo value é inválido.');
  return cents;
}
