import { z } from 'zod';
import type { Scope } from '../../db/database.ts';
import { findMissingPayments } from '../../db/statement/missing-payments.ts';
import type { StatementFilter } from '../../db/statement/statement-lines.ts';
import { date, id } from '../http/fields.ts';
import type { Bilingual, Language } from '../http/language.ts';

/** A person looks at some, and the books are then asked for the rest. */
const shownMax = 100;

/** What a statement lacks. Null when it has everything that it should. */
export const missingPayments = z
  .strictObject({
    count: z.int(),
    amountCents: z.int(),
    words: z.string(),
    cure: z.string(),
    oldest: z
      .array(
        z
          .strictObject({
            documentId: id.nullable(),
            number: z.string().nullable(),
            erpId: z.string().nullable(),
            chargeId: z.string(),
            amountCents: z.int(),
            creditedOn: date.meta({ description: 'The day on which Asaas should have credited it.' }),
          })
          .meta({ id: 'MissingPayment' }),
      )
      .meta({ description: `The first ${shownMax}, the oldest first.` }),
  })
  .meta({ id: 'MissingPayments' })
  .nullable()
  .meta({
    description:
      'Payments that we booked, whose money Asaas should have credited more than three days ago, and that are no line of the statement. By the day of their credit within the period; found by the daily reconciliation, and gone when their line comes. Cash is none of them: it never passes through Asaas. Null: none is missing.',
  });

/** Judged by the last reconciliation, in the caller's language. */
export async function readMissing(
  scope: Scope,
  accountId: string,
  period: Pick<StatementFilter, 'from' | 'to'>,
  language: Language,
): Promise<z.output<typeof missingPayments>> {
  const { count, amountCents, oldest } = await findMissingPayments(scope, accountId, period, shownMax);
  if (count === 0) return null;
  return {
    count,
    amountCents,
    words: words[language],
    cure: cure[language],
    oldest: oldest.map((row) => ({
      documentId: row.document_id,
      number: row.number,
      erpId: row.erp_id,
      chargeId: row.charge_id,
      amountCents: row.amount_cents,
      creditedOn: row.credited_on,
    })),
  };
}

const words: Bilingual = {
  en: 'We booked these payments, and the statement at Asaas does not have them.',
  'pt-BR': 'Demos baixa nestes pagamentos, e eles não estão no extrato do Asaas.',
};

const cure: Bilingual = {
  en: 'Look for each charge in the statement at Asaas’ own site. If the money is not there, ask Asaas’ support with the id of the charge; do not count on it until then.',
  'pt-BR':
    'Procure cada cobrança no extrato do site do Asaas. Se o dinheiro não estiver lá, fale com o suporte do Asaas e informe o id da cobrança; até lá, não conte com ele.',
};
