import { z } from 'zod';
import {
  type ReceiptWithSuggestion,
  type SuggestionGround,
  suggestionGrounds,
} from '../../db/money/unidentified-receipts.ts';
import { date, id, instant } from '../http/fields.ts';
import type { Bilingual, Language } from '../http/language.ts';

export const receiptAnswer = z
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

/** An unidentified receipt in every answer, in the caller's language. */
export function toReceiptAnswer(
  row: ReceiptWithSuggestion,
  language: Language,
): z.output<typeof receiptAnswer> {
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
