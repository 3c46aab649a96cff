import { z } from 'zod';
import type { DocumentRow } from '../../db/documents/documents.ts';
import { tellTimeline } from '../../db/documents/timeline.ts';
import { leaveDocumentMessage } from '../../db/messages/messages.ts';
import { findBooked } from '../../db/money/ledger.ts';
import { openCashReceipt } from '../../domain/booking.ts';
import { type CalendarDate, dateInSaoPaulo } from '../../domain/calendar.ts';
import { inBothStyles } from '../../domain/term-faults.ts';
import { acceptedAtVersion } from '../http/answer.ts';
import { defineRoute } from '../http/define-route.ts';
import { amountCents, date, text } from '../http/fields.ts';
import { demandVersion } from '../http/if-match.ts';
import type { Language } from '../http/language.ts';
import { toFault } from '../problems/faults.ts';
import { Problem } from '../problems/problem.ts';
import { askCancellation } from './ask-cancellation.ts';
import { demandDocument, demandStatus, describeDocument, documentAnswer } from './document-answer.ts';
import { byDocument } from './document-reference.ts';
import { retransmitDocument } from './retransmit-document.ts';

const onDocument = {
  method: 'post',
  tag: 'Documents',
  roles: ['erp', 'operator'],
  params: byDocument,
  takesIfMatch: true,
  answers: { 202: documentAnswer },
} as const;

const cancel = defineRoute({
  ...onDocument,
  path: '/v1/documents/{id}/cancel',
  operationId: 'cancelDocument',
  summary: 'Cancel a document: its charge is removed at Asaas',
  description: 'If the payer was faster the document goes on and `cancellation_refused` tells why.',
  body: z.strictObject({ reason: text(500) }).meta({ id: 'Cancellation' }),
  problems: ['not_allowed_now', 'cancellation_pending'],
  async handle({ params, body, ifMatch, caller, language, now }, scope) {
    const document = await demandDocument(scope, params.id);
    demandVersion(ifMatch, document.version);
    demandStatus(document, 'cancel');
    if (document.cancel_requested_at) throw new Problem('cancellation_pending');
    await askCancellation(scope, [document], { reason: body.reason, actor: caller.actor, at: now() });
    const answer = await describeDocument(scope, document.id, language);
    return acceptedAtVersion(answer, answer.version);
  },
});

const receiveInCash = defineRoute({
  ...onDocument,
  path: '/v1/documents/{id}/receive-in-cash',
  operationId: 'receiveDocumentInCash',
  summary: 'Note that the payer paid outside Asaas',
  description: '`paidOn` lies between the day the document was entered and today, in São Paulo.',
  body: z.strictObject({ amountCents, paidOn: date }).meta({ id: 'CashReceipt' }),
  needsConfirmation: true,
  problems: ['not_allowed_now'],
  async handle({ params, body, ifMatch, caller, language, now }, scope) {
    const document = await demandDocument(scope, params.id);
    demandVersion(ifMatch, document.version);
    demandStatus(document, 'receiveInCash');
    demandPaymentDay(document, body.paidOn, dateInSaoPaulo(now()), language);
    await tellTimeline(scope, document, 'cash_receipt.requested', caller.actor, body);
    await leaveDocumentMessage(scope, document.id, 'cashReceived', body);
    const answer = await describeDocument(scope, document.id, language);
    return acceptedAtVersion(answer, answer.version);
  },
});

/** A payment date before the document existed is a typing error. Asaas would accept it. */
function demandPaymentDay(
  document: DocumentRow,
  paidOn: CalendarDate,
  today: CalendarDate,
  language: Language,
): void {
  const entered = dateInSaoPaulo(document.created_at);
  if (paidOn >= entered && paidOn <= today) return;
  const values = { today: inBothStyles(today), entered: inBothStyles(entered) };
  const code = paidOn > today ? 'paid_in_future' : 'paid_before_entry';
  throw new Problem('invalid_request', { errors: [toFault({ path: ['paidOn'], code, values }, language)] });
}

const undoReceiveInCash = defineRoute({
  ...onDocument,
  path: '/v1/documents/{id}/undo-receive-in-cash',
  operationId: 'undoCashReceipt',
  summary: 'Undo a cash receipt that was a mistake',
  body: z.strictObject({ reason: text(500).optional() }).meta({ id: 'CashReceiptUndoing' }),
  needsConfirmation: true,
  problems: ['not_allowed_now', 'cash_receipt_missing'],
  async handle({ params, body, ifMatch, caller, language }, scope) {
    const document = await demandDocument(scope, params.id);
    demandVersion(ifMatch, document.version);
    demandStatus(document, 'undoCashReceipt');
    // A settled document was registered, so it has an account and a charge.
    const booked = await findBooked(scope, document.account_id as string, document.charge_id as string);
    if (!openCashReceipt(booked)) throw new Problem('cash_receipt_missing');
    const facts = { reason: body.reason ?? '' };
    await tellTimeline(scope, document, 'cash_receipt.undoing_requested', caller.actor, facts);
    await leaveDocumentMessage(scope, document.id, 'cashReceiptUndone', facts);
    const answer = await describeDocument(scope, document.id, language);
    return acceptedAtVersion(answer, answer.version);
  },
});

export const documentActionRoutes = [retransmitDocument, cancel, receiveInCash, undoReceiveInCash];
