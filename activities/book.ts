import { sql } from 'kysely';
import { isBankDay } from '../asaas/bank-days.ts';
import type { Scope } from '../db/database.ts';
import { setChargeLive } from '../db/documents/charges.ts';
import type { Move } from '../db/documents/document-events.ts';
import { countChange, type DocumentRow, moveDocument, termsOf } from '../db/documents/documents.ts';
import { findBooked, insertEntry, isPaid } from '../db/money/ledger.ts';
import { markReceiptBooked } from '../db/money/unidentified-receipts.ts';
import {
  type BookedEvent,
  bookingOf,
  type Entry,
  isReceipt,
  isUndoneCash,
  movesDocument,
  openCashReceipt,
} from '../domain/booking.ts';
import { dateInSaoPaulo } from '../domain/calendar.ts';
import { type Charge, isWaiting } from '../domain/charge.ts';
import { creditDayOf } from '../domain/forecast.ts';
import { type SettlementSource, settlementOf } from '../domain/settlement.ts';
import { failpoint } from '../failpoint.ts';
import type { OpenAccount } from './account.ts';
import { refuseOvertakenAmendment } from './amendment-refusal.ts';
import { flagAnomalies } from './anomalies.ts';
import { refuseOvertakenCancellation } from './cancellation-refusal.ts';
import type { Dependencies } from './dependencies.ts';
import { noteUnknownStatus } from './unknown-status.ts';

/** A charge that was just read with its account's key, and why it was read. */
export interface Reading {
  account: OpenAccount;
  charge: Charge;
  source: SettlementSource;
  /** Why somebody took a receipt back, in their words. */
  reason?: string | null | undefined;
}

/**
 * Books what a reading says and our books do not have yet. `lockUnlessOvertaken` must have locked the document. Ledger,
 * document, timeline and the ERP's event are written in the caller's transaction: all of them or none.
 */
export async function book(
  deps: Dependencies,
  scope: Scope,
  document: DocumentRow,
  reading: Reading,
): Promise<void> {
  const { account, charge, source } = reading;
  if (charge.status === 'unknown') return noteUnknownStatus(deps, scope, document, charge);
  const booked = await findBooked(scope, account.row.id, charge.chargeId);
  const terms = document.synced_terms ?? termsOf(document, account.row.settings);
  const days = { today: dateInSaoPaulo(deps.now()), isBankDay };
  const { entries, events } = bookingOf(charge, terms, booked, days);
  const paidBefore = (await isPaid(scope, document.id)) && openCashReceipt(booked) === null;
  const place = { accountId: account.row.id, chargeId: charge.chargeId };
  if (entries.length > 0) await failpoint('settle.before_ledger', document.tenant_id);
  for (const entry of entries) await insertEntry(scope, document, place, entry, source);
  if (entries.length > 0) await failpoint('settle.after_ledger', document.tenant_id);
  if (entries.some(isReceipt)) await markReceiptBooked(scope, document.id, charge.chargeId);
  let moved = document;
  for (const event of events) moved = await applyEvent(scope, moved, event, { ...reading, entries });
  const isCurrent = document.charge_id === charge.chargeId;
  if (isCurrent || !isWaiting(charge))
    await setChargeLive(scope, document.id, charge.chargeId, isWaiting(charge));
  const amended = await refuseOvertakenAmendment(scope, document, moved);
  const after = await refuseOvertakenCancellation(scope, document, amended);
  await flagAnomalies(scope, { before: document, after, entries, paidBefore, charge, source });
  // A reading without news counts, too: an older reading must not be booked after it.
  await countChange(scope, document.id);
}

async function applyEvent(
  scope: Scope,
  document: DocumentRow,
  event: BookedEvent,
  booked: Booking,
): Promise<DocumentRow> {
  const { charge } = booked;
  const isOwnCharge = document.charge_id === charge.chargeId;
  const place = { isOwnCharge, isPaid: !isOwnCharge && (await isPaid(scope, document.id)) };
  return movesDocument(event, charge, place)
    ? moveDocument(scope, document, moveOf(event, booked))
    : document;
}

/** What is booked of a charge by one reading. */
interface Booking extends Reading {
  entries: readonly Entry[];
}

function moveOf(event: BookedEvent, { charge, entries, source, reason = null }: Booking): Move {
  const actor = 'asaas';
  const receipt = entries.find(isReceipt);
  const paid_on = receipt?.paidOn ?? charge.paidOn;
  switch (event) {
    case 'payment.confirmed': {
      const credit_expected_on = paid_on && (charge.creditedOn ?? creditDayOf(paid_on, isBankDay));
      return { event, actor, set: { paid_on, credit_expected_on } };
    }
    case 'payment.received': {
      const details = settlementOf(demand(receipt, event), source);
      return { event, actor, set: { paid_on, settled_at: sql<Date>`now()` }, details };
    }
    case 'payment.refunded': {
      const details = { refundedCents: charge.refundedCents };
      return { event, actor, set: { refunded_at: sql<Date>`now()` }, details };
    }
    case 'settlement.undone': {
      const { grossCents } = demand(entries.find(isUndoneCash), event);
      return {
        event,
        actor,
        set: { settled_at: null, paid_on: null, credit_expected_on: null },
        details: { undoneCents: -grossCents, reason },
      };
    }
    case 'charge.removed':
      return { event, actor, set: { cancelled_at: sql<Date>`now()`, cancel_requested_at: null } };
    case 'charge.restored':
    case 'due-date.passed':
      return { event, actor };
  }
}

/** The entry that an event was read from. */
function demand(entry: Entry | undefined, event: BookedEvent): Entry {
  if (!entry) throw new Error(`${event} was read from no entry`);
  return entry;
}
