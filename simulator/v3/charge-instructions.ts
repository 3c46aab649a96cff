import { boletoLine } from '../boleto-line.ts';
import { invoiceSlug } from '../book/charge-object.ts';
import { findCharge } from '../book/charges.ts';
import { addMonths } from '../calendar.ts';
import { pixImage, pixPayload } from '../pix-payload.ts';
import { invalidAction } from '../refusal.ts';
import type { Charge } from '../store/schema.ts';
import type { Call, Endpoint } from './call.ts';

/** How a payer is told to pay: the line of the slip and the Pix code. */
export const instructionEndpoints: Endpoint[] = [
  { method: 'GET', path: '/payments/{id}/identificationField', handle: readLine },
  { method: 'GET', path: '/payments/{id}/pixQrCode', handle: readPix },
  { method: 'GET', path: '/payments/{id}/billingInfo', handle: readAll },
];

async function readLine(call: Call): Promise<unknown> {
  const charge = await findCharge(call, call.account.id, call.params.id ?? '');
  const refusesUndefined = call.behaviour.undefinedIdentificationField === 'refuses';
  if (charge.billingType === 'PIX' || (charge.billingType === 'UNDEFINED' && refusesUndefined)) {
    throw invalidAction(
      'Somente é possível obter linha digitável quando a forma de pagamento for boleto bancário.',
    );
  }
  return lineObject(charge);
}

async function readPix(call: Call): Promise<unknown> {
  const charge = await findCharge(call, call.account.id, call.params.id ?? '');
  if (charge.deleted || (charge.status !== 'PENDING' && charge.status !== 'OVERDUE')) {
    throw invalidAction('Esta cobrança não pode mais ser paga.');
  }
  return pixObject(call, charge);
}

async function readAll(call: Call): Promise<unknown> {
  const charge = await findCharge(call, call.account.id, call.params.id ?? '');
  const isPayable = !charge.deleted && (charge.status === 'PENDING' || charge.status === 'OVERDUE');
  const { publicUrl } = call.simulator;
  return {
    pix: isPayable ? await pixObject(call, charge) : null,
    creditCard: null,
    bankSlip:
      charge.billingType === 'PIX'
        ? null
        : {
            ...lineObject(charge),
            bankSlipUrl: `${publicUrl}/b/pdf/${invoiceSlug(charge.id)}`,
            daysAfterDueDateToRegistrationCancellation: charge.registrationCancellationDays,
          },
  };
}

function lineObject({ dueDate, valueCents, originalValueCents, ourNumber }: Charge): Record<string, string> {
  // Every charge but a Pix has its number from the start.
  const slip = { dueDate, amountCents: originalValueCents ?? valueCents, ourNumber: ourNumber! };
  const { identificationField, barCode } = boletoLine(slip);
  return { identificationField, nossoNumero: slip.ourNumber, barCode };
}

async function pixObject(
  { account, behaviour, today }: Call,
  charge: Charge,
): Promise<Record<string, unknown>> {
  const payload = pixPayload({
    chargeId: charge.id,
    revision: charge.pixRevision,
    amountCents: charge.valueCents,
    merchantName: account.name,
  });
  return {
    success: true,
    encodedImage: await pixImage(payload),
    payload,
    expirationDate: `${behaviour.pixKeys > 0 ? addMonths(charge.dueDate, 12) : today} 23:59:59`,
    description: charge.description ?? 'Descricao nao informada',
  };
}
