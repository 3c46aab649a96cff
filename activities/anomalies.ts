import type { Scope } from '../db/database.ts';
import { tellErpOfDocument } from '../db/documents/document-events.ts';
import { type DocumentRow, flagDocument } from '../db/documents/documents.ts';
import { isAssignedTo } from '../db/money/unidentified-receipts.ts';
import { type Entry, isReceipt } from '../domain/booking.ts';
import type { Charge } from '../domain/charge.ts';
import { formatReais } from '../domain/money.ts';
import { type SettlementSource, settlementOf } from '../domain/settlement.ts';

/** A booking of a charge, with the document before and after it. */
export interface Booked {
  before: DocumentRow;
  after: DocumentRow;
  entries: readonly Entry[];
  paidBefore: boolean;
  charge: Charge;
  source: SettlementSource;
}

/**
 * Flags what a person must check: money that came twice, late, by another charge, or in an unexpected amount, and a
 * partial refund.
 */
export async function flagAnomalies(scope: Scope, booked: Booked): Promise<void> {
  const receipt = booked.entries.find(isReceipt);
  const refund = booked.entries.find((entry) => entry.cause.startsWith('refund/'));
  const flagged = receipt ? await flagReceipt(scope, booked, receipt) : booked.after;
  if (refund && flagged.status !== 'refunded') {
    const mark = { reason: 'Parte do valor foi devolvida.', amountCents: -refund.grossCents };
    await flagDocument(scope, flagged, 'partially_refunded', mark);
  }
}

async function flagReceipt(
  scope: Scope,
  { before, after, paidBefore, charge, source }: Booked,
  receipt: Entry,
): Promise<DocumentRow> {
  let document = await flagSurplusPayment(scope, after, { charge, source }, receipt);
  if (paidBefore) {
    const reason = `Segundo pagamento, da cobrança ${charge.chargeId}.`;
    const mark = { reason, amountCents: receipt.grossCents };
    document = await flagDocument(scope, document, 'paid_twice', mark);
    const data = { ...settlementOf(receipt, source), paidChargeId: charge.chargeId };
    await tellErpOfDocument(scope, document, { type: 'document.paid_twice', data });
  }
  if (before.status === 'cancelled') {
    const mark = { reason: 'Pago depois de cancelado.', amountCents: receipt.grossCents };
    document = await flagDocument(scope, document, 'paid_after_cancellation', mark);
  }
  if (receipt.differenceCents === 0) return document;
  const reason = `Recebido ${formatReais(receipt.differenceCents)} de diferença em relação ao esperado.`;
  const mark = { reason, amountCents: receipt.differenceCents };
  return flagDocument(scope, document, 'amount_differs', mark);
}

const surplusCure =
  'O dinheiro foi lançado neste documento: confira no Asaas de onde veio a outra cobrança e, se o pagador pagou a mais, devolva a diferença.';

/** Flags money that came by another charge than the document's own, unless a person assigned it to the document. */
async function flagSurplusPayment(
  scope: Scope,
  document: DocumentRow,
  { charge, source }: Pick<Booked, 'charge' | 'source'>,
  receipt: Entry,
): Promise<DocumentRow> {
  if (document.charge_id === charge.chargeId) return document;
  if (await isAssignedTo(scope, document.id, charge.chargeId)) return document;
  const fate = charge.status === 'refunded' ? 'paga e devolvida' : 'paga';
  const reason = `Outra cobrança do documento no Asaas (${charge.chargeId}) foi ${fate}.`;
  const mark = { reason, amountCents: receipt.grossCents, cure: surplusCure };
  const flagged = await flagDocument(scope, document, 'surplus_charge', mark);
  const data = { ...settlementOf(receipt, source), paidChargeId: charge.chargeId };
  await tellErpOfDocument(scope, flagged, { type: 'document.surplus_paid', data });
  return flagged;
}
