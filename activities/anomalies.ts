import { isBankDay } from '../asaas/bank-days.ts';
import type { Scope } from '../db/database.ts';
import { tellErpOfDocument } from '../db/documents/document-events.ts';
import { type DocumentRow, flagDocument } from '../db/documents/documents.ts';
import { findSupersededTerms } from '../db/documents/superseded-terms.ts';
import { isAssignedTo } from '../db/money/unidentified-receipts.ts';
import { type Entry, isCash, isReceipt } from '../domain/booking.ts';
import type { Charge } from '../domain/charge.ts';
import { formatReais } from '../domain/money.ts';
import { type SettlementSource, settlementOf } from '../domain/settlement.ts';
import { paidVersion } from '../domain/superseded-slip.ts';
import { flagReversals } from './reversals.ts';

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
 * Flags what a person should look at: money that came twice, late, by another charge or slip, in another amount than
 * agreed, or that goes back.
 */
export async function flagAnomalies(scope: Scope, booked: Booked): Promise<void> {
  const receipt = booked.entries.find(isReceipt);
  const flagged = receipt ? await flagReceipt(scope, booked, receipt) : booked.after;
  await flagReversals(scope, flagged, booked.charge);
}

async function flagReceipt(scope: Scope, booked: Booked, receipt: Entry): Promise<DocumentRow> {
  const { before, after, paidBefore, charge, source } = booked;
  const isAssigned = await isAssignedTo(scope, after.id, charge.chargeId);
  const missingCents = before.flags.paid_in_part?.amountCents;
  if (paidBefore && isAssigned && missingCents) return flagRest(scope, after, receipt, missingCents);
  let document = isAssigned ? after : await flagSurplusPayment(scope, after, { charge, source }, receipt);
  if (paidBefore) {
    const reason = `Segundo pagamento, da cobrança ${charge.chargeId}.`;
    const mark = { reason, amountCents: receipt.grossCents, chargeId: charge.chargeId };
    document = await flagDocument(scope, document, 'paid_twice', mark);
    const data = { ...settlementOf(receipt, source), paidChargeId: charge.chargeId };
    await tellErpOfDocument(scope, document, { type: 'document.paid_twice', data });
  }
  if (before.status === 'cancelled') {
    const mark = { reason: 'Pago depois de cancelado.', amountCents: receipt.grossCents };
    document = await flagDocument(scope, document, 'paid_after_cancellation', mark);
  }
  return flagDifference(scope, document, charge, receipt, isAssigned);
}

/** What is left of a document that was paid in part: a further receipt is no second payment. */
async function flagRest(
  scope: Scope,
  document: DocumentRow,
  receipt: Entry,
  missingCents: number,
): Promise<DocumentRow> {
  const leftCents = missingCents - receipt.grossCents;
  const flagged = await flagPart(scope, document, leftCents);
  return leftCents < 0 ? flagAmount(scope, flagged, -leftCents) : flagged;
}

const surplusCure =
  'O dinheiro foi lançado neste documento: confira no Asaas de onde veio a outra cobrança e, se o pagador pagou a mais, devolva a diferença.';

/** Money by a charge that is not the document's own, and that nobody assigned to it. */
async function flagSurplusPayment(
  scope: Scope,
  document: DocumentRow,
  { charge, source }: Pick<Booked, 'charge' | 'source'>,
  receipt: Entry,
): Promise<DocumentRow> {
  if (document.charge_id === charge.chargeId) return document;
  const fate = charge.status === 'refunded' ? 'paga e devolvida' : 'paga';
  const reason = `Outra cobrança do documento no Asaas (${charge.chargeId}) foi ${fate}.`;
  const mark = { reason, amountCents: receipt.grossCents, cure: surplusCure, chargeId: charge.chargeId };
  const flagged = await flagDocument(scope, document, 'surplus_charge', mark);
  const data = { ...settlementOf(receipt, source), paidChargeId: charge.chargeId };
  await tellErpOfDocument(scope, flagged, { type: 'document.surplus_paid', data });
  return flagged;
}

/** Cash is what was agreed at the counter: the settlement shows its difference, and nobody need look at it. */
async function flagDifference(
  scope: Scope,
  document: DocumentRow,
  charge: Charge,
  receipt: Entry,
  isAssigned: boolean,
): Promise<DocumentRow> {
  const { differenceCents } = receipt;
  if (differenceCents === 0 || isCash(receipt)) return document;
  if (isAssigned && differenceCents < 0) return flagPart(scope, document, -differenceCents);
  const earlier = await findSupersededTerms(scope, document.id, charge.chargeId);
  const version = paidVersion(earlier, receipt, isBankDay);
  if (version === null) return flagAmount(scope, document, differenceCents);
  const reason = `O pagador pagou o boleto da versão ${version}, anterior à alteração: ${formatReais(differenceCents)} em relação ao combinado.`;
  const mark = { reason, amountCents: differenceCents, chargeId: charge.chargeId };
  const flagged = await flagDocument(scope, document, 'superseded_slip_paid', mark);
  const data = { paidChargeId: charge.chargeId, paidVersion: version, differenceCents };
  await tellErpOfDocument(scope, flagged, { type: 'document.superseded_slip_paid', data });
  return flagged;
}

/** Raises the mark of what is still missing, or lowers it when nothing is. */
function flagPart(scope: Scope, document: DocumentRow, missingCents: number): Promise<DocumentRow> {
  const reason = `Pago em parte, por outro canal: faltam ${formatReais(missingCents)}.`;
  const mark = missingCents > 0 ? { reason, amountCents: missingCents } : null;
  return flagDocument(scope, document, 'paid_in_part', mark);
}

function flagAmount(scope: Scope, document: DocumentRow, differenceCents: number): Promise<DocumentRow> {
  const reason = `Recebido ${formatReais(differenceCents)} de diferença em relação ao esperado.`;
  return flagDocument(scope, document, 'amount_differs', { reason, amountCents: differenceCents });
}
