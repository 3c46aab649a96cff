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
  type SuggestionGround,
  suggestionGrounds,
} from '../../db/money/unidentified-receipts.ts';
import { demandStatus } from '../documents/document-answer.ts';
import { erpId, isOne } from '../documents/document-reference.ts';
import { accepted, ok } from '../http/answer.ts';
import { defineRoute } from '../http/define-route.ts';
import { byId, date, id, instant } from '../http/fields.ts';
import type { Bilingual, Language } from '../http/language.ts';
import { pageOf, pageQuery, readCursor, toPage } from '../http/pages.ts';
import { type FaultCode, toFault } from '../problems/faults.ts';
import { Problem } from '../problems/problem.ts';

const receiptAnswer = z
  .strictObject({
    id,
    accountId: id,
    chargeId: z.string(),
    grossCents: z.int(),
    netCents: z.int(),
    paidOn: date,
    description: z.string().nullable(),
    payer: z
      .strictObject({ taxId: z.string().nullable(), name: z.string().nullable() })
      .nullable()
      .meta({ description: 'Who paid, as far as Asaas knows.' }),
    suggestedDocumentId: id.nullable().meta({
      description:
        'The open document of this account that it is likely to be for; null when none is, or two are equally likely, or it is assigned.',
    }),
    suggestion: z
      .strictObject({
        documentId: id,
        because: z.enum(suggestionGrounds).meta({
          description:
            '`payer_and_amount`: this payer owes exactly this; `payer`: this payer owes more; `amount`: somebody owes exactly this. Of several the one due nearest.',
        }),
        words: z.string(),
      })
      .nullable(),
    assignment: z
      .strictObject({
        documentId: id,
        assignedAt: instant,
        bookedAt: instant
          .nullable()
          .meta({ description: 'When the ledger took it as the document’s payment.' }),
      })
      .nullable(),
    keptAt: instant,
  })
  .meta({ id: 'UnidentifiedReceipt' });

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

function toReceiptAnswer(row: ReceiptWithSuggestion, language: Language): z.output<typeof receiptAnswer> {
  return {
    id: row.id,
    accountId: row.account_id,
    chargeId: row.charge_id,
    grossCents: row.gross_cents,
    netCents: row.net_cents,
    paidOn: row.paid_on,
    description: row.description,
    payer: row.payer_tax_id || row.payer_name ? { taxId: row.payer_tax_id, name: row.payer_name } : null,
    suggestedDocumentId: row.suggested_document_id,
    suggestion: toSuggestion(row, language),
    assignment:
      row.assigned_document_id && row.assigned_at
        ? {
            documentId: row.assigned_document_id,
            assignedAt: row.assigned_at.toISOString(),
            bookedAt: row.booked_at?.toISOString() ?? null,
          }
        : null,
    keptAt: row.created_at.toISOString(),
  };
}

function toSuggestion(
  { suggested_document_id: documentId, suggestion_ground: ground }: ReceiptWithSuggestion,
  language: Language,
): z.output<typeof receiptAnswer>['suggestion'] {
  const because = suggestionGrounds[ground ?? -1];
  return documentId && because ? { documentId, because, words: groundWords[because][language] } : null;
}

const groundWords: Record<SuggestionGround, Bilingual> = {
  payer_and_amount: {
    en: 'The same payer, and exactly what the document asks.',
    'pt-BR': 'O mesmo pagador, e exatamente o valor do documento.',
  },
  payer: {
    en: 'The same payer, who owes more than this: perhaps a part.',
    'pt-BR': 'O mesmo pagador, que deve mais que isso: talvez uma parte.',
  },
  amount: {
    en: 'Exactly what the document asks, and due nearest; the payer is another.',
    'pt-BR': 'Exatamente o valor do documento, de vencimento mais próximo; o pagador é outro.',
  },
};
