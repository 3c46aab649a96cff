import { lockCharge, showCharge } from '../book/charges.ts';
import { makeOverdue } from '../book/pass-day.ts';
import { pay } from '../book/pay.ts';
import { invalidAction } from '../refusal.ts';
import type { Call, Endpoint } from './call.ts';

/** The short cuts that exist in the sandbox only. */
export const sandboxEndpoints: Endpoint[] = [
  { method: 'POST', path: '/sandbox/payment/{id}/confirm', handle: confirm },
  { method: 'POST', path: '/sandbox/payment/{id}/overdue', handle: overdue },
];

async function confirm(call: Call): Promise<unknown> {
  const charge = await lockCharge(call, call.account.id, call.params.id ?? '');
  if (charge.deleted || (charge.status !== 'PENDING' && charge.status !== 'OVERDUE')) {
    throw invalidAction('Esta cobrança não pode mais ser paga.');
  }
  return showCharge(call, await pay(call, charge, charge.billingType === 'PIX' ? 'pix' : 'boleto'));
}

async function overdue(call: Call): Promise<unknown> {
  const charge = await lockCharge(call, call.account.id, call.params.id ?? '');
  if (charge.deleted || charge.status !== 'PENDING') {
    throw invalidAction('Somente cobranças pendentes podem vencer.');
  }
  return showCharge(call, await makeOverdue(call, charge));
}
