import { z } from 'zod';
import type { Scope } from '../../db/database.ts';
import type { DocumentRow } from '../../db/documents/documents.ts';
import { findIdsByErpIds, lockDocument } from '../../db/documents/documents.ts';
import { tellTimeline } from '../../db/documents/timeline.ts';
import { leaveDocumentMessage } from '../../db/messages/messages.ts';
import {
  assignReceipt,
  findReceipt,
  findReceipts,
  lockReceipt,
  type ReceiptRow,
  type ReceiptWithSuggestion,
} from '../../db/money/unidentified-receipts.ts';
import { demandStatus } from '../documents/document-answer.ts';
import { erpId, isOne } from '../documents/document-reference.ts';
import { accepted, ok } from '../http/answer.ts';
import { defineRoute } from '../http/define-route.ts';
import { byId, id } from '../http/fields.ts';
import type { Language } from '../http/language.ts';
import { pageOf, pageQuery, readCursor, toPage } from '../http/pages.ts';
import { type FaultCode, toFault } from '../problems/faults.ts';
import { Problem } from '../problems/problem.ts';
import { receiptAnswer, toReceiptAnswer } from './receipt-answer.ts';
import { receiptFile } from './receipt-columns.ts';

const listReceipts = defineRoute({
  method: 'get',
  path: '/v1/unidentified-receipts',
  operationId: 'listUnidentifiedReceipts',
  tag: 'Unidentified receipts',
  summary: 'List payments of charges that nobody here created, newest first',
  roles: ['erp', 'operator', 'viewer'],
  query: z.strictObject({
    accountId: id.optional(),
    assigned: z.enum(['yes', 'no']).optional(),
    ...pageQuery,
  }),
  answers: { 200: pageOf(receiptAnswer) },
  exportsAs: receiptFile,
  async handle({ query: { limit, cursor, accountId, assigned }, language }, scope) {
    const place = readCursor(cursor, z.tuple([id]), language);
    const filter = { accountId, assigned: assigned && assigned === 'yes' };
    const page = { beforeId: place?.[0] ?? null, limit: limit + 1 };
    const rows = await findReceipts(scope, filter, page);
    const toData = (row: ReceiptWithSuggestion) => toReceiptAnswer(row, language);
    return ok(toPage(rows, limit, toData, (row) => [row.id]));
  },
});

const assign = defineRoute({
  method: 'post',
  path: '/v1/unidentified-receipts/{id}/assign',
  operationId: 'assignUnidentifiedReceipt',
  tag: 'Unidentified receipts',
  summary: 'Say which document a receipt is the payment of',
  description:
    'The document is settled with it, and its own charge removed at Asaas so that nobody pays it again. A document that was paid already is flagged `paid_twice`. A receipt is assigned once.',
  roles: ['erp', 'operator'],
  params: byId,
  body: z
    .strictObject({ documentId: id.optional(), erpId: erpId.optional() })
    .refine(({ documentId, erpId }) => isOne([documentId, erpId]), {
      params: { fault: 'either_or', values: { choices: 'documentId, erpId' } },
    })
    .meta({ id: 'ReceiptAssignment' }),
  needsConfirmation: true,
  answers: { 202: receiptAnswer },
  problems: ['receipt_assigned', 'not_allowed_now'],
  async handle({ params, body, caller, language }, scope) {
    if (!(await findReceipt(scope, params.id))) throw new Problem('not_found');
    // Lock the document before the receipt, as the booking does.
    const document = await lockNamed(scope, body);
    const receipt = await demandUnassigned(scope, params.id);
    if (!document) throw refusal('not_found', language, body.erpId === undefined ? 'documentId' : 'erpId');
    await bind(scope, receipt, document, caller.actor, language);
    const assigned = await findReceipt(scope, receipt.id);
    const unsuggested = { suggested_document_id: null, suggestion_ground: null };
    return accepted(toReceiptAnswer({ ...(assigned ?? receipt), ...unsuggested }, language));
  },
});

export const unidentifiedReceiptRoutes = [listReceipts, assign];

type Named = { documentId?: string | undefined; erpId?: string | undefined };

async function lockNamed(scope: Scope, { documentId, erpId }: Named): Promise<DocumentRow | undefined> {
  const id = documentId ?? (await findIdsByErpIds(scope, [erpId ?? ''])).get(erpId ?? '');
  return id === undefined ? undefined : lockDocument(scope, id);
}

async function demandUnassigned(scope: Scope, receiptId: string): Promise<ReceiptRow> {
  const receipt = await lockReceipt(scope, receiptId);
  if (!receipt) throw new Problem('not_found');
  const { assigned_document_id: documentId } = receipt;
  if (documentId) throw new Problem('receipt_assigned', { values: { documentId }, members: { documentId } });
  return receipt;
}

async function bind(
  scope: Scope,
  receipt: ReceiptRow,
  document: DocumentRow,
  actor: string,
  language: Language,
): Promise<void> {
  demandStatus(document, 'assignReceipt');
  if (document.account_id !== receipt.account_id) throw refusal('of_other_account', language);
  await assignReceipt(scope, receipt.id, document.id);
  await tellTimeline(scope, document, 'receipt.assigned', actor, {
    receiptId: receipt.id,
    chargeId: receipt.charge_id,
    grossCents: receipt.gross_cents,
  });
  await leaveDocumentMessage(scope, document.id, 'receiptAssigned', { receiptId: receipt.id });
}

function refusal(code: FaultCode, language: Language, field = 'documentId'): Problem {
  return new Problem('invalid_request', { errors: [toFault({ path: [field], code }, language)] });
}
