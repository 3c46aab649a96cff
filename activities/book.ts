import { sql } from 'kysely';
import type { Scope } from '../db/database.ts';
import { setChargeLive } from '../db/documents/charges.ts';
import { countChange, type DocumentRow, moveDocument, termsOf } from '../db/documents/documents.ts';
import { findBooked, insertEntry, isPaid } from '../db/money/ledger.ts';
import { markReceiptBooked } from '../db/money/unidentified-receipts.ts';
import type { SettlementSource } from '../db/tables/money.ts';
import { bookingOf, type Entry, isReceipt, openCashReceipt } from '../domain/booking.ts';
import { dateInSaoPaulo } from '../domain/calendar.ts';
import { type Charge, isWaiting } from '../domain/charge.ts';
import type { DocumentEvent } from '../domain/document-status.ts';
import type { OpenAccount } from './account.ts';
import { refuseOvertakenAmendment } from './amendment-refusal.ts';
import { flagAnomalies, settlementDetails } from './anomalies.ts';
import { isBankDay } from './bank-days.ts';
import type { Dependencies } from './dependencies.ts';
import { noteUnknownStatus } from './unknown-status.ts';

/** A charge that was just read with its account's key, and why it was read. */
export interface Reading {
  account: OpenAccount;
  charge: Charge;
  source: SettlementSource;
}

/**
 * Books what a reading says and our books do not have yet. `lockUnlessOvertaken` must have locked the document. Ledger,
 * document, timeline and the ERP's event are written in the caller's transaction: all of them or none.
 */
export async function book(
  deps: Dependencies,
  scope: Scope,
  document: DocumentRow,
  { account, charge, source }: Reading,
): Promise<void> {
  if (charge.status === 'unknown') return noteUnknownStatus(deps, scope, document, charge);
  const booked = await findBooked(scope, account.row.id, charge.chargeId);
  const terms = document.synced_terms ?? termsOf(document, account.row.settings);
  const days = { today: dateInSaoPaulo(deps.now()), isBankDay };
  const { entries, events } = bookingOf(charge, terms, booked, days);
  const paidBefore = (await isPaid(scope, document.id)) && openCashReceipt(booked) === null;
  const place = { accountId: account.row.id, chargeId: charge.chargeId };
  for (const entry of entries) await insertEntry(scope, document, place, entry, source);
  if (entries.some(isReceipt)) await markReceiptBooked(scope, document.id, charge.chargeId);
  let moved = document;
  for (const event of events) moved = await applyEvent(scope, moved, event, charge, entries);
  const isCurrent = document.charge_id === charge.chargeId;
  if (isCurrent || !isWaiting(charge))
    await setChargeLive(scope, document.id, charge.chargeId, isWaiting(charge));
  const after = await refuseOvertakenAmendment(scope, document, moved);
  await flagAnomalies(scope, { before: document, after, entries, paidBefore, charge });
  // A reading without news counts, too: an older reading must not be booked after it.
  await countChange(scope, document.id);
}

async function applyEvent(
  scope: Scope,
  document: DocumentRow,
  event: DocumentEvent,
  charge: Charge,
  entries: readonly Entry[],
): Promise<DocumentRow> {
  const isCurrent = document.charge_id === charge.chargeId;
  if (!isCurrent && !(await concernsDocument(scope, document, event, charge))) return document;
  const receipt = entries.find(isReceipt);
  return moveDocument(scope, document, {
    event,
    actor: 'asaas',
    set: columnsOf(event, charge, receipt),
    details: receipt ? settlementDetails(receipt) : {},
  });
}

/**
 * Whether news of a charge that is not the document's own moves the document. Money settles the document if it was not
 * refunded. A refund moves the document when no other money of it is left. All other news concerns only the charge.
 */
async function concernsDocument(
  scope: Scope,
  document: DocumentRow,
  event: DocumentEvent,
  charge: Charge,
): Promise<boolean> {
  if (event === 'payment.received') return charge.status !== 'refunded';
  return event === 'payment.refunded' && !(await isPaid(scope, document.id));
}

function columnsOf(event: DocumentEvent, charge: Charge, receipt: Entry | undefined) {
  const paid_on = receipt?.paidOn ?? charge.paidOn;
  if (event === 'payment.confirmed') return { paid_on };
  if (event === 'payment.received') return { paid_on, settled_at: sql<Date>`now()` };
  if (event === 'payment.refunded') return { refunded_at: sql<Date>`now()` };
  if (event === 'charge.removed') return { cancelled_at: sql<Date>`now()`, cancel_requested_at: null };
  if (event === 'settlement.undone') return { settled_at: null, paid_on: null };
  return {};
}
