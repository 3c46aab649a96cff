import { continueAsNew, setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import { isLive, isOver } from '../domain/document-status.ts';
import { hasEnded } from '../domain/hold.ts';
import { type DocumentStart, isBooking } from '../domain/messages.ts';
import { type Action, type DocumentSnapshot, nextStep, type Step } from '../domain/next-step.ts';
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
    if (document && hasEnded(document.hold, Date.now())) inbox.release();
    const message = inbox.take();
    if (message) {
      document = await handle(start, document, message);
      // No hold after a booking means that the booking was done.
      if (isBooking(message.signal) && document.hold) inbox.park(message);
      continue;
    }
    if (!document) {
      document = await ledger.readDocument(start);
      continue; // Messages that arrived meanwhile come first.
    }
    const step = nextStep(document, Date.now(), jitterMs);
    setCurrentDetails(describeDocument(document, step));
    showAttributes(document);
    if (step.do === 'end' && !inbox.hasParked()) return;
    if (step.do !== 'wait' && step.do !== 'end') document = await take(start, step.do);
    else if (workflowInfo().continueAsNewSuggested) {
      await continueAsNew<typeof receivableDocument>(start, inbox.carry());
    } else await rest(document, step, alarms, inbox);
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

/** Does what a message asks for. A wish that must wait only reads the row again; the row itself remembers the wish. */
async function handle(
  start: DocumentStart,
  document: DocumentSnapshot | null,
  message: ReceivedMessage,
): Promise<DocumentSnapshot> {
  setCurrentDetails(describeMessage(message.signal));
  switch (message.signal) {
    case 'documentSent':
      return take(start, 'register');
    case 'documentAmended': {
      const version = Math.max(message.facts.version, document?.version ?? 0);
      // The next step amends a live charge, and reads the row then.
      return document && isLive(document.status) && !document.hold
        ? { ...document, version }
        : ledger.readDocument(start);
    }
    case 'holdLifted':
      return document ? { ...document, hold: null } : ledger.readDocument(start);
    case 'cancellationRequested':
    case 'runRebuilt':
      return ledger.readDocument(start);
    case 'chargeSeen':
      // The charge is adopted before its payment is read: a payment is booked only on a charge of ours.
      return document?.status === 'uncertain' && !document.hold
        ? take(start, 'lookUp')
        : ledger.readDocument(start);
    case 'chargeOverdue':
      return ledger.noteOverdue({ ...start, dueDate: message.facts.dueDate });
    case 'paymentConfirmed':
      return ledger.notePayment({ ...start, chargeId: message.facts.chargeId });
    case 'receiptAssigned':
      return asaas.money.bookAssignedReceipt.executeWithOptions(
        { summary: 'lançar o recebimento atribuído' },
        [{ ...start, receiptId: message.facts.receiptId }],
      );
    case 'paymentReceived':
      return bookCharge({ ...start, source: 'webhook', ...message.facts });
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
