import { NotFound, Refused } from '../asaas/errors.ts';
import type { Scope } from '../db/database.ts';
import { tellErpOfDocument } from '../db/documents/document-events.ts';
import { type DocumentRow, findDocument } from '../db/documents/documents.ts';
import { tellTimeline } from '../db/documents/timeline.ts';
import { asTenant } from '../db/tenancy.ts';
import { dateInSaoPaulo, isCalendarDate, toBrazilianDate } from '../domain/calendar.ts';
import { type Charge, isWaiting } from '../domain/charge.ts';
import type { DocumentSnapshot } from '../domain/next-step.ts';
import { callAsaas, type OpenAccount, openAccountWithin } from './account.ts';
import { book } from './book.ts';
import { toChargeError } from './charge-error.ts';
import type { Dependencies, DocumentRef } from './dependencies.ts';
import { lockUnlessOvertaken, readAgainWhenOvertaken } from './fresh-reading.ts';
import { snapshotOf } from './snapshot.ts';
import { unknownStatusReason } from './unknown-status.ts';

export interface CashReceipt extends DocumentRef {
  amountCents: number;
  paidOn: string;
}

export interface CashReceiptUndoing extends DocumentRef {
  /** Why, in the words of who undoes it; a run from before it was carried says nothing. */
  reason?: string;
}

/**
 * What a person says about money outside Asaas. What cannot be done becomes a refusal on the timeline, and the document
 * continues: a wish never blocks the messages behind it.
 */
export const cashReceiptActivities = (deps: Dependencies) => ({
  /** Tells Asaas that the payer paid outside of Asaas, and settles. May be repeated. */
  async receiveInCash(receipt: CashReceipt): Promise<DocumentSnapshot> {
    return carryOut(deps, receipt, {
      asked: 'receive',
      refusedAs: 'cash_receipt.refused',
      judge: (document) => faultOfDate(deps, document, receipt.paidOn),
      act: (account, charge) => receive(deps, account, charge, receipt),
    });
  },

  /** Undoes a cash receipt, at Asaas and in our books. May be repeated. */
  async undoCashReceipt({ reason, ...ref }: CashReceiptUndoing): Promise<DocumentSnapshot> {
    return carryOut(deps, ref, {
      asked: 'undo',
      reason: reason || null,
      refusedAs: 'cash_receipt_undo.refused',
      judge: () => null,
      act: (account, charge) => undo(deps, account, charge),
    });
  },
});

interface Wish {
  asked: 'receive' | 'undo';
  /** Why, in the words of the person who wishes it. */
  reason?: string | null;
  refusedAs: 'cash_receipt.refused' | 'cash_receipt_undo.refused';
  /** Why the wish is impossible, whatever Asaas says, in Portuguese. Null when it is possible. */
  judge(document: DocumentRow): string | null;
  act(account: OpenAccount, charge: Charge): Promise<Deed>;
}

/** The charge after the wish. `refusal` says in Portuguese why the wish was not done; null when it was done. */
interface Deed {
  charge: Charge;
  refusal: string | null;
}

async function carryOut(deps: Dependencies, ref: DocumentRef, wish: Wish): Promise<DocumentSnapshot> {
  try {
    return await readAgainWhenOvertaken(() => actAndBook(deps, ref, wish));
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === null) throw error;
    return asTenant(deps.db, ref.tenantId, (scope) => refuse(deps, scope, ref, wish, reason));
  }
}

async function actAndBook(deps: Dependencies, ref: DocumentRef, wish: Wish): Promise<DocumentSnapshot> {
  const { account, chargeId, changeSeq } = await asTenant(deps.db, ref.tenantId, async (scope) => {
    const document = await findDocument(scope, ref.documentId);
    if (!document.charge_id) throw new CannotBeDone('O documento não tem cobrança no Asaas.');
    const fault = wish.judge(document);
    if (fault) throw new CannotBeDone(fault);
    const account = await openAccountWithin(deps, scope, document.account_id, 'settle');
    return { account, chargeId: document.charge_id, changeSeq: document.change_seq };
  });
  const read = () => deps.asaas.charges.read(account.connection, chargeId);
  const { charge, refusal } = await wish.act(account, await callAsaas(deps, account, read, [NotFound]));
  return asTenant(deps.db, ref.tenantId, async (scope) => {
    const document = await lockUnlessOvertaken(scope, ref.documentId, changeSeq);
    await book(deps, scope, document, { account, charge, source: 'person', reason: wish.reason });
    return refusal === null
      ? snapshotOf(deps, scope, ref.documentId)
      : refuse(deps, scope, ref, wish, refusal);
  });
}

async function receive(
  deps: Dependencies,
  account: OpenAccount,
  charge: Charge,
  receipt: CashReceipt,
): Promise<Deed> {
  if (charge.status === 'received_in_cash') return { charge, refusal: null };
  if (!isWaiting(charge)) return { charge, refusal: whyNotWaiting(charge) };
  const { charges } = deps.asaas;
  const call = () => charges.receiveInCash(account.connection, charge.chargeId, receipt);
  await callAsaas(deps, account, call, [Refused, NotFound]);
  const { amountCents: valueCents, paidOn } = receipt;
  return { charge: { ...charge, status: 'received_in_cash', valueCents, paidOn }, refusal: null };
}

async function undo(deps: Dependencies, account: OpenAccount, charge: Charge): Promise<Deed> {
  // The charge waits again: the receipt was undone before, by an earlier try or at Asaas.
  if (isWaiting(charge)) return { charge, refusal: null };
  if (charge.status !== 'received_in_cash') return { charge, refusal: whyNotWaiting(charge) };
  const { charges } = deps.asaas;
  const call = () => charges.undoReceivedInCash(account.connection, charge.chargeId);
  return { charge: await callAsaas(deps, account, call, [Refused, NotFound]), refusal: null };
}

function whyNotWaiting(charge: Charge): string {
  if (charge.status === 'unknown') return unknownStatusReason(charge);
  return charge.removed ? 'A cobrança foi removida no Asaas.' : 'O pagador já pagou pelo Asaas.';
}

/** The API refuses such a date. A message from before that check may still have one. */
function faultOfDate(deps: Dependencies, document: DocumentRow, paidOn: string): string | null {
  const entered = dateInSaoPaulo(document.created_at);
  const today = dateInSaoPaulo(deps.now());
  if (isCalendarDate(paidOn) && paidOn >= entered && paidOn <= today) return null;
  return `A data do recebimento deve ficar entre ${toBrazilianDate(entered)} e ${toBrazilianDate(today)}.`;
}

/** Thrown before any call to Asaas. The message is the reason, in Portuguese. */
class CannotBeDone extends Error {
  override readonly name = 'CannotBeDone';
}

/** Why no other try can help, in Portuguese. Null when another try may help. */
function reasonOf(error: unknown): string | null {
  if (error instanceof CannotBeDone) return error.message;
  if (error instanceof Refused) return toChargeError(error).message;
  return error instanceof NotFound ? 'A cobrança não existe mais no Asaas.' : null;
}

async function refuse(
  deps: Dependencies,
  scope: Scope,
  ref: DocumentRef,
  { asked, refusedAs }: Wish,
  reason: string,
): Promise<DocumentSnapshot> {
  const document = await findDocument(scope, ref.documentId);
  await tellTimeline(scope, document, refusedAs, 'asaas', { reason });
  await tellErpOfDocument(scope, document, {
    type: 'document.cash_receipt_refused',
    data: { asked, reason },
  });
  return snapshotOf(deps, scope, ref.documentId);
}
