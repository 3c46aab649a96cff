import { z } from 'zod';
import type { ListedStatementLine } from '../../db/statement/statement-lines.ts';
import { lineKinds } from '../../domain/statement.ts';
import { date, id } from '../http/fields.ts';

export const explanation = z.enum(['booked', 'known_cost', 'own_movement', 'unexplained']).meta({
  description:
    'booked: our books say the same of its charge. known_cost: what the account’s notices cost by Asaas’ fees, or a transfer’s fee. own_movement: a transfer. unexplained: nothing here says the same.',
});

export const statementLine = z
  .strictObject({
    lineId: z.string(),
    date,
    kind: z.enum(lineKinds),
    providerType: z.string().meta({ description: 'Asaas’ own word for it.' }),
    amountCents: z.int().meta({ description: 'Negative when money left the account.' }),
    balanceCents: z.int().meta({ description: 'What the account held after it.' }),
    chargeId: z.string().nullable(),
    documentId: id.nullable().meta({ description: 'The document of its charge, where we know one.' }),
    number: z.string().nullable().meta({ description: 'That document’s number.' }),
    receiptId: id
      .nullable()
      .meta({ description: 'The unidentified receipt of its charge: nobody here created it.' }),
    description: z.string(),
    explanation,
    bookedCents: z.int().nullable().meta({
      description:
        'What we know of all lines of its charge and kind together: by our books, or by the fees of the account’s notices.',
    }),
  })
  .meta({ id: 'StatementLine' });

/** A line in every answer. */
export function toLineAnswer(row: ListedStatementLine): z.output<typeof statementLine> {
  return {
    lineId: row.line_id,
    date: row.on_date,
    kind: row.kind,
    providerType: row.provider_type,
    amountCents: row.amount_cents,
    balanceCents: row.balance_cents,
    chargeId: row.charge_id,
    documentId: row.document_id,
    number: row.number,
    receiptId: row.receipt_id,
    description: row.description,
    explanation: row.explanation,
    bookedCents: row.booked_cents,
  };
}
