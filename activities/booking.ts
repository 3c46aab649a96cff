import { sql } from 'kysely';
import { Refused } from '../asaas/errors.ts';
import type { Scope } from '../db/database.ts';
import { findCharge, insertCharge, setChargeLive } from '../db/documents/charges.ts';
import {
  type DocumentRow,
  findDocument,
  flagDocument,
  lockDocumentOrThrow,
  moveDocument,
  tellErpOfDocument,
  termsOf,
} from '../db/documents/documents.ts';
import { findAttemptByReference } from '../db/documents/registration-attempts.ts';
import { tellTimeline } from '../db/documents/timeline.ts';
import { findBooked, insertEntry, isPaid } from '../db/money/ledger.ts';
import { isAssignedTo, markReceiptBooked } from '../db/money/unidentified-receipts.ts';
import type { SettlementSource } from '../db/tables/money.ts';
import { asTenant } from '../db/tenancy.ts';
import { bookingOf, type Entry, isReceipt, openCashReceipt } from '../domain/booking.ts';
import { dateInSaoPaulo } from '../domain/calendar.ts';
import { type Charge, isWaiting } from '../domain/charge.ts';
import type { DocumentEvent } from '../domain/document-status.ts';
import { formatReais } from '../domain/money.ts';
import type { DocumentSnapshot } from '../domain/next-step.ts';
import { callAsaas, type OpenAccount, openAccount } from './account.ts';
import { refuseOvertakenAmendment } from './amendment-refusal.ts';
import { isBankDay } from './bank-days.ts';
import { toChargeError } from './charge-error.ts';
import type { Dependencies, DocumentRef } from './dependencies.ts';
import { tellReturn } from './return-outcome.ts';
import { snapshotOf } from './snapshot.ts';
import { removeSurplus } from './surplus-charge.ts';

export interface ChargeNews extends DocumentRef {
  chargeId: string;
  source: SettlementSource;
  /** The settlement return that waits for what came of it. */
  returnId?: string;
}

export interface CashReceipt extends DocumentRef {
  amountCents: number;
  paidOn: string;
}

/** Money. A webhook's body is a hint: before anything is booked the charge is read back with the account's own key. */
export const bookingActivities = (deps: Dependencies) => ({
  /** Reads a charge and books whatever it says that our books do not say yet. May be repeated: the second time finds nothing. */
  async bookCharge(news: ChargeNews): Promise<DocumentSnapshot> {
    const accountId = await asTenant(deps.db, news.tenantId, (scope) => findAccountOfCharge(scope, news));
    const account = await openAccount(deps, news.tenantId, accountId, 'settle');
    const charge = await callAsaas(deps, account, () =>
      deps.asaas.charges.read(account.connection, news.chargeId),
    );
    const standing = await standingOf(deps, news, charge);
    if (standing === 'surplus') await removeSurplus(deps, account, news.documentId, charge);
    if (standing === 'ours') await book(deps, account, news, charge, news.source);
    if (news.returnId) await tellReturn(deps, { ...news, returnId: news.returnId }, account.row.id, charge);
    return asTenant(deps.db, news.tenantId, (scope) => snapshotOf(deps, scope, news.documentId));
  },

  /** Tells Asaas that the payer paid outside it, and settles. May be repeated. */
  async receiveInCash(receipt: CashReceipt): Promise<DocumentSnapshot> {
    await atCharge(deps, receipt, 'cash_receipt.refused', async (account, chargeId) => {
      const charge = await callAsaas(deps, account, () =>
        deps.asaas.charges.read(account.connection, chargeId),
      );
      if (charge.status !== 'awaiting' && charge.status !== 'overdue') return charge;
      await callAsaas(
        deps,
        account,
        () => deps.asaas.charges.receiveInCash(account.connection, chargeId, receipt),
        [Refused],
      );
      return {
        ...charge,
        status: 'received_in_cash',
        valueCents: receipt.amountCents,
        paidOn: receipt.paidOn,
      };
    });
    return asTenant(deps.db, receipt.tenantId, (scope) => snapshotOf(deps, scope, receipt.documentId));
  },

  /** Takes a cash receipt back, at Asaas and in our books. May be repeated. */
  async undoCashReceipt(ref: DocumentRef): Promise<DocumentSnapshot> {
    await atCharge(deps, ref, 'cash_receipt_undo.refused', async (account, chargeId) => {
      const charge = await callAsaas(deps, account, () =>
        deps.asaas.charges.read(account.connection, chargeId),
      );
      if (charge.status !== 'received_in_cash') return charge;
      return callAsaas(
        deps,
        account,
        () => deps.asaas.charges.undoReceivedInCash(account.connection, chargeId),
        [Refused],
      );
    });
    return asTenant(deps.db, ref.tenantId, (scope) => snapshotOf(deps, scope, ref.documentId));
  },
});

/** Does something to the document's charge and books what came of it; a refusal is explained on the timeline. */
async function atCharge(
  deps: Dependencies,
  ref: DocumentRef,
  refusal: string,
  act: (account: OpenAccount, chargeId: string) => Promise<Charge>,
): Promise<void> {
  const document = await asTenant(deps.db, ref.tenantId, (scope) => findDocument(scope, ref.documentId));
  if (!document.charge_id) return;
  const account = await openAccount(deps, ref.tenantId, document.account_id, 'settle');
  try {
    await book(deps, account, ref, await act(account, document.charge_id), 'person');
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { message } = toChargeError(error);
    await asTenant(deps.db, ref.tenantId, async (scope) => {
      await tellTimeline(scope, document, refusal, 'asaas', { reason: message });
      await tellErpOfDocument(scope, document, 'document.cash_receipt_refused', { reason: message });
    });
  }
}

/** A document sent again may collect through another account by now; its old charge is still in the old one. */
async function findAccountOfCharge(scope: Scope, news: ChargeNews): Promise<string | null> {
  const charge = await findCharge(scope, news.documentId, news.chargeId);
  return charge?.account_id ?? (await findDocument(scope, news.documentId)).account_id;
}

/**
 * How a charge stands to the document. One that an attempt given up long ago brought forth after all is surplus while
 * nobody has paid it; paid, it is taken onto our books. While its own attempt is open, looking it up will adopt it.
 */
function standingOf(
  deps: Dependencies,
  news: ChargeNews,
  charge: Charge,
): Promise<'ours' | 'surplus' | 'not ours'> {
  return asTenant(deps.db, news.tenantId, async (scope) => {
    if (await findCharge(scope, news.documentId, charge.chargeId)) return 'ours';
    if (await isAssignedTo(scope, news.documentId, charge.chargeId)) return 'ours';
    const attempt = await findAttemptByReference(scope, news.documentId, charge.reference ?? '');
    if (!attempt?.closed_at) return 'not ours';
    if (isWaiting(charge)) return 'surplus';
    await insertCharge(scope, attempt, charge.chargeId, false);
    return 'ours';
  });
}

/** Ledger, document, timeline and the ERP's event in one transaction, so that none can be had without the others. */
export async function book(
  deps: Dependencies,
  account: OpenAccount,
  ref: DocumentRef,
  charge: Charge,
  source: SettlementSource,
): Promise<void> {
  await asTenant(deps.db, ref.tenantId, async (scope) => {
    const document = await lockDocumentOrThrow(scope, ref.documentId);
    const booked = await findBooked(scope, account.row.id, charge.chargeId);
    const terms = document.synced_terms ?? termsOf(document, account.row.settings);
    const { entries, events } = bookingOf(charge, terms, booked, {
      today: dateInSaoPaulo(deps.now()),
      isBankDay,
    });
    const paidBefore = (await isPaid(scope, document.id)) && openCashReceipt(booked) === null;
    for (const entry of entries)
      await insertEntry(
        scope,
        document,
        { accountId: account.row.id, chargeId: charge.chargeId },
        entry,
        source,
      );
    if (entries.some(isReceipt)) await markReceiptBooked(scope, document.id, charge.chargeId);
    let moved = document;
    for (const event of events) moved = await applyEvent(scope, moved, event, charge, entries);
    const isCurrent = document.charge_id === charge.chargeId;
    if (isCurrent || !isWaiting(charge))
      await setChargeLive(scope, document.id, charge.chargeId, isWaiting(charge));
    const after = await refuseOvertakenAmendment(scope, document, moved);
    await flagAnomalies(scope, { before: document, after, entries, paidBefore, charge });
  });
}

/** News of an old charge does not move a document that has a new one; its money is booked all the same. */
function applyEvent(
  scope: Scope,
  document: DocumentRow,
  event: DocumentEvent,
  charge: Charge,
  entries: readonly Entry[],
): Promise<DocumentRow> {
  const isCurrent = document.charge_id === charge.chargeId;
  if (!isCurrent && event !== 'payment.received') return Promise.resolve(document);
  const receipt = entries.find(isReceipt);
  return moveDocument(scope, document, {
    event,
    actor: 'asaas',
    set: columnsOf(event, charge, receipt),
    details: receipt ? settlementDetails(receipt) : {},
  });
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

/** What `document.settled` says of the money, every centavo of it. */
function settlementDetails(entry: Entry) {
  return {
    grossCents: entry.grossCents,
    feeCents: entry.feeCents,
    netCents: entry.netCents,
    discountCents: entry.discountCents,
    interestAndFineCents: entry.interestAndFineCents,
    differenceCents: entry.differenceCents,
    paidOn: entry.paidOn,
    creditedOn: entry.creditedOn,
    method: entry.cause.startsWith('cash/') ? 'cash' : 'asaas',
  };
}

interface Booked {
  before: DocumentRow;
  after: DocumentRow;
  entries: readonly Entry[];
  paidBefore: boolean;
  charge: Charge;
}

/** What a person should look at: money that came twice, late, or in another amount than agreed. */
async function flagAnomalies(
  scope: Scope,
  { before, after, entries, paidBefore, charge }: Booked,
): Promise<void> {
  const receipt = entries.find((entry) => entry.grossCents > 0);
  const refund = entries.find((entry) => entry.cause.startsWith('refund/'));
  let document = after;
  if (receipt && paidBefore) {
    const mark = {
      reason: `Segundo pagamento, da cobrança ${charge.chargeId}.`,
      amountCents: receipt.grossCents,
    };
    document = await flagDocument(scope, document, 'paid_twice', mark);
    await tellErpOfDocument(scope, document, 'document.paid_twice', settlementDetails(receipt));
  }
  if (receipt && before.status === 'cancelled') {
    const mark = { reason: 'Pago depois de cancelado.', amountCents: receipt.grossCents };
    document = await flagDocument(scope, document, 'paid_after_cancellation', mark);
  }
  if (receipt && receipt.differenceCents !== 0) {
    const reason = `Recebido ${formatReais(receipt.differenceCents)} de diferença em relação ao esperado.`;
    document = await flagDocument(scope, document, 'amount_differs', {
      reason,
      amountCents: receipt.differenceCents,
    });
  }
  if (refund && document.status !== 'refunded') {
    const mark = { reason: 'Parte do valor foi devolvida.', amountCents: -refund.grossCents };
    await flagDocument(scope, document, 'partially_refunded', mark);
  }
}
