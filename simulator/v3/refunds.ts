import { invoiceSlug, refundObject } from '../book/charge-object.ts';
import { findCharge, lockCharge, showCharge } from '../book/charges.ts';
import { refund, requestRefund } from '../book/refund.ts';
import { centsFromReais } from '../money.ts';
import { invalidAction, refused } from '../refusal.ts';
import type { Call, Endpoint } from './call.ts';
import { readText } from './fields.ts';
import { listObject, readPage } from './paging.ts';

export const refundEndpoints: Endpoint[] = [
  { method: 'POST', path: '/payments/{id}/refund', handle: refundPix },
  { method: 'GET', path: '/payments/{id}/refunds', handle: listRefunds },
  { method: 'POST', path: '/payments/{id}/bankSlip/refund', handle: refundBoleto },
];

async function refundPix(call: Call): Promise<unknown> {
  const charge = await lockCharge(call, call.account.id, call.params.id ?? '');
  if (charge.pixTransaction === null) {
    throw invalidAction('Somente é possível estornar cobranças recebidas por Pix ou cartão de crédito.');
  }
  const { value } = call.body;
  const cents = value === undefined || value === null ? undefined : (centsFromReais(value) ?? 0);
  if (cents === 0) throw refused('invalid_value', 'O campo value é inválido.');
  const description = readText(call.body, 'description') ?? null;
  return showCharge(call, await refund(call, charge, cents, description));
}

async function listRefunds(call: Call): Promise<unknown> {
  const charge = await findCharge(call, call.account.id, call.params.id ?? '');
  const page = readPage(call);
  const refunds = await call.tx
    .selectFrom('refunds')
    .selectAll()
    .where('chargeId', '=', charge.id)
    .orderBy('seq', 'desc')
    .execute();
  const shown = refunds
    .slice(page.offset, page.offset + page.limit)
    .map((item) => refundObject(item, charge, call.simulator.publicUrl));
  return listObject(page, refunds.length, shown);
}

/** Answers the address at which the payer says where the money shall go. */
async function refundBoleto(call: Call): Promise<unknown> {
  const charge = await lockCharge(call, call.account.id, call.params.id ?? '');
  if (charge.billingType === 'PIX' || charge.pixTransaction !== null) {
    throw invalidAction('Somente é possível solicitar o estorno de cobranças recebidas por boleto.');
  }
  await requestRefund(call, charge);
  return { requestUrl: `${call.simulator.publicUrl}/i/${invoiceSlug(charge.id)}?estorno=1` };
}
