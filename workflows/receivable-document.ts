import { continueAsNew, setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import { isOver } from '../domain/document-status.ts';
import type { DocumentStart } from '../domain/messages.ts';
import type { Action, DocumentSnapshot, Step } from '../domain/next-step.ts';
import { answerTo, type MessageToCarryOut, mustBeParked, nextTurn } from '../domain/turn.ts';
import { asaas, bookCharge, ledger } from './activity-proxies.ts';
import { Alarm, waitFor } from './alarm.ts';
import { describeDocument, describeMessage, describeRetry, describeTimer } from './document-words.ts';
import { type CarriedMessages, Inbox, type ReceivedMessage } from './inbox.ts';
import { showAttributes } from './shown-attributes.ts';

/**
 * Follows one document until nothing more can happen to it. Money never waits behind other work: a step or a message
 * that cannot be done now answers with a hold, and the loop continues with the other work until the hold ends.
 */
export async function receivableDocument(start: DocumentStart, carried?: CarriedMessages): Promise<void> {
  const inbox = new Inbox(carried); // Before any await: Temporal delivers buffered signals at once.
  inbox.listen();
  const alarms = { due: new Alarm(), retry: new Alarm() };
  const jitterMs = jitterOf(start.documentId);
  setCurrentDetails(describeMessage(inbox.peek()?.signal));
  let document: DocumentSnapshot | null = null;

  for (;;) {
    const turn = nextTurn(document, inbox, Date.now(), jitterMs);
    if (turn.do === 'answer') {
      document = await answer(start, document, turn.message);
      if (mustBeParked(turn.message, document)) inbox.park(turn.message);
      continue;
    }
    if (!document || turn.do === 'read') {
      document = await ledger.readDocument(start);
      continue; // Messages that arrived meanwhile come first.
    }
    setCurrentDetails(describeDocument(document, turn.step));
    showAttributes(document);
    if (turn.do === 'end') return;
    if (turn.do === 'act') document = await take(start, turn.action);
    else if (workflowInfo().continueAsNewSuggested) {
      await continueAsNew<typeof receivableDocument>(start, inbox.carry());
    } else await rest(document, turn.step, alarms, inbox);
  }
}

/** Sleeps until a step is due, a hold ends, or a message comes. */
async function rest(
  document: DocumentSnapshot,
  step: Step,
  { due, retry }: { due: Alarm; retry: Alarm },
  inbox: Inbox,
): Promise<void> {
  const until = step.do === 'wait' ? step.until : null;
  if (until !== null) {
    // A finished document may end late. Another timer would cost more than that.
    const latest = isOver(document.status) ? until + (until - Date.now()) : until;
    due.set(until, describeTimer(document), { latest });
  }
  const retryAt = document.hold?.untilMs ?? null;
  if (retryAt === null) retry.stop();
  else retry.set(retryAt, describeRetry(retryAt), { earliest: retryAt });
  await waitFor([due, retry], () => inbox.hasUnread());
}

/** Does what a message asks for (`domain/turn.ts`). */
async function answer(
  start: DocumentStart,
  document: DocumentSnapshot | null,
  message: ReceivedMessage,
): Promise<DocumentSnapshot> {
  setCurrentDetails(describeMessage(message.signal));
  const answered = answerTo(document, message);
  switch (answered.do) {
    case 'act':
      return take(start, answered.action);
    case 'read':
      return ledger.readDocument(start);
    case 'know':
      return answered.document;
    case 'carry out':
      return carryOut(start, answered.message);
  }
}

/** Runs the activity that belongs to one kind of message. */
async function carryOut(start: DocumentStart, message: MessageToCarryOut): Promise<DocumentSnapshot> {
  switch (message.signal) {
    case 'chargeOverdue':
      return ledger.noteOverdue({ ...start, dueDate: message.facts.dueDate });
    case 'paymentConfirmed':
      return ledger.notePayment({ ...start, ...message.facts });
    case 'receiptAssigned':
      return asaas.money.bookAssignedReceipt.executeWithOptions(
        { summary: 'lançar o recebimento atribuído' },
        [{ ...start, receiptId: message.facts.receiptId }],
      );
    case 'paymentReceived':
      return bookCharge({
        ...start,
        source: 'webhook',
        ...message.facts,
        isToldReceived: message.facts.source === undefined,
      });
    case 'chargeChanged':
      return bookCharge({ ...start, chargeId: message.facts.chargeId, source: 'webhook' });
    case 'cashReceived':
      return asaas.money.receiveInCash.executeWithOptions({ summary: 'receber em dinheiro' }, [
        { ...start, amountCents: message.facts.amountCents, paidOn: message.facts.paidOn },
      ]);
    case 'cashReceiptUndone':
      return asaas.money.undoCashReceipt.executeWithOptions(
        { summary: 'desfazer o recebimento em dinheiro' },
        [{ ...start, reason: message.facts.reason }],
      );
  }
}

/** Does what the row asks for. */
function take(start: DocumentStart, action: Action): Promise<DocumentSnapshot> {
  const { registration, upkeep } = asaas;
  switch (action) {
    case 'register':
      return registration.registerCharge.executeWithOptions({ summary: 'registrar a cobrança' }, [start]);
    case 'lookUp':
      return upkeep.lookUpCharge.executeWithOptions({ summary: 'procurar a cobrança' }, [start]);
    case 'amend':
      return upkeep.amendCharge.executeWithOptions({ summary: 'levar a alteração ao Asaas' }, [start]);
    case 'cancel':
      return upkeep.cancelCharge.executeWithOptions({ summary: 'remover a cobrança' }, [start]);
    case 'markOverdue':
      return ledger.noteOverdue({ ...start, dueDate: null });
  }
}

/** Up to one hour. Computed from the id, so each replay gets the same value. */
function jitterOf(documentId: string): number {
  let hash = 0;
  for (const character of documentId) hash = (hash * 31 + character.charCodeAt(0)) % 3_600;
  return hash * 1_000;
}
