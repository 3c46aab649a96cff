import { continueAsNew, setCurrentDetails, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { type DocumentStatus, isOver } from '../domain/document-status.ts';
import type { DocumentStart } from '../domain/messages.ts';
import { type DocumentSnapshot, nextStep, type Step } from '../domain/next-step.ts';
import { asaas, ledger } from './activity-proxies.ts';
import { Alarm } from './alarm.ts';
import { bookCharge } from './book-charge.ts';
import { describeDocument, describeTimer } from './document-words.ts';
import { Inbox, type ReceivedMessage } from './inbox.ts';
import { searchAttributes } from './search-attributes.ts';

/** What a run hands to the next one when its history has grown long. */
interface Carried {
  unread: ReceivedMessage[];
  readSeq: number;
  shownStatus: DocumentStatus | null;
}

/** Follows one receivable document until nothing more can happen to it. */
export async function receivableDocument(start: DocumentStart, carried?: Carried): Promise<void> {
  const inbox = new Inbox(carried); // Before any await: buffered signals are handed over at once.
  inbox.listen();
  const alarm = new Alarm();
  const jitterMs = jitterOf(start.documentId);
  let shownStatus = carried?.shownStatus ?? null;
  let document: DocumentSnapshot | null = null;

  for (;;) {
    const message = inbox.take();
    if (message) {
      document = await handle(start, message);
    } else {
      document ??= await ledger.readDocument(start);
      const step = nextStep(document, Date.now(), jitterMs);
      setCurrentDetails(describeDocument(document, step));
      shownStatus = show(document.status, shownStatus);
      if (step.do === 'end') return;
      if (step.do !== 'wait') document = await take(start, step.do);
      else if (workflowInfo().continueAsNewSuggested) {
        await continueAsNew<typeof receivableDocument>(start, { ...inbox.carry(), shownStatus });
      } else {
        // The end of a run that listens for reversals may be late; it is not worth another timer.
        const patient = isOver(document.status);
        await alarm.wait(step.until, {
          summary: describeTimer(document),
          patient,
          woken: () => inbox.hasUnread(),
        });
      }
    }
  }
}

/** What a message asks for. Wishes that must wait for their moment only refresh what is known of the row. */
function handle(start: DocumentStart, message: ReceivedMessage): Promise<DocumentSnapshot> {
  switch (message.signal) {
    case 'documentSent':
      return asaas.register.registerCharge.executeWithOptions({ summary: 'registrar a cobrança' }, [start]);
    case 'documentAmended':
    case 'cancellationRequested':
      return ledger.readDocument(start);
    case 'chargeSeen':
      return asaas.amend.lookUpCharge.executeWithOptions(
        { summary: 'conferir a cobrança citada pelo Asaas' },
        [start],
      );
    case 'chargeOverdue':
      return ledger.noteOverdue({ ...start, dueDate: message.facts.dueDate });
    case 'paymentConfirmed':
      return ledger.notePayment.executeWithOptions({ summary: 'anotar o pagamento' }, [
        { ...start, chargeId: message.facts.chargeId },
      ]);
    case 'receiptAssigned':
      return asaas.settle.bookAssignedReceipt.executeWithOptions(
        { summary: 'lançar o recebimento atribuído' },
        [{ ...start, receiptId: message.facts.receiptId }],
      );
    case 'paymentReceived':
      return bookCharge({ ...start, source: 'webhook', ...message.facts });
    case 'chargeChanged':
      return bookCharge({ ...start, chargeId: message.facts.chargeId, source: 'webhook' });
    case 'cashReceived':
      return asaas.settle.receiveInCash.executeWithOptions({ summary: 'receber em dinheiro' }, [
        { ...start, amountCents: message.facts.amountCents, paidOn: message.facts.paidOn },
      ]);
    case 'cashReceiptUndone':
      return asaas.settle.undoCashReceipt.executeWithOptions(
        { summary: 'desfazer o recebimento em dinheiro' },
        [start],
      );
  }
}

/** What the document's own state asks for. */
function take(start: DocumentStart, step: Exclude<Step['do'], 'wait' | 'end'>): Promise<DocumentSnapshot> {
  switch (step) {
    case 'register':
      return asaas.register.registerCharge.executeWithOptions({ summary: 'registrar a cobrança' }, [start]);
    case 'lookUp':
      return asaas.amend.lookUpCharge.executeWithOptions({ summary: 'procurar a cobrança' }, [start]);
    case 'amend':
      return asaas.amend.amendCharge.executeWithOptions({ summary: 'levar a alteração ao Asaas' }, [start]);
    case 'cancel':
      return asaas.amend.cancelCharge.executeWithOptions({ summary: 'remover a cobrança' }, [start]);
    case 'markOverdue':
      return ledger.noteOverdue({ ...start, dueDate: null });
  }
}

/** Each change of a search attribute is an event and a write: only a new status is worth one. */
function show(status: DocumentStatus, shown: DocumentStatus | null): DocumentStatus {
  if (status !== shown) upsertSearchAttributes([{ key: searchAttributes.documentStatus, value: status }]);
  return status;
}

/** Up to an hour, the same for a document at every replay. */
function jitterOf(documentId: string): number {
  let hash = 0;
  for (const character of documentId) hash = (hash * 31 + character.charCodeAt(0)) % 3_600;
  return hash * 1_000;
}
