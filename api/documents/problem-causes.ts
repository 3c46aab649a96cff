import { z } from 'zod';
import type { Scope } from '../../db/database.ts';
import { findProblems, type ProblemFilter, type ProblemRow } from '../../db/documents/problem-causes.ts';
import { type DocumentFlag, documentFlags } from '../../domain/document-status.ts';
import { formatReais } from '../../domain/money.ts';
import { ok } from '../http/answer.ts';
import { defineRoute } from '../http/define-route.ts';
import { byId, id } from '../http/fields.ts';
import { demandRemittance } from '../remittances/remittance-answer.ts';
import { offendingValue } from './offending-value.ts';

/** Enough examples to recognize a cause. Another list has all documents. */
const documentsShown = 5;
const remittancesShown = 20;

const cause = z
  .strictObject({
    kind: z.enum(['rejected', 'flag']),
    code: z.string().meta({ description: 'Asaas’ code of a refusal, or the name of the flag.' }),
    field: z.string().nullable(),
    message: z
      .string()
      .meta({ description: 'Of the first document: Asaas’ own words, or the flag’s reason.' }),
    cure: z.string().meta({ description: 'What to do about it, in Portuguese.' }),
    count: z.int(),
    amountCents: z.int(),
    documents: z
      .array(
        z.strictObject({
          documentId: id,
          erpId: z.string(),
          number: z.string(),
          payerName: z.string(),
          value: z
            .string()
            .nullable()
            .meta({ description: 'What stands in the field at fault now, as text.' }),
        }),
      )
      .meta({ description: `The first ${documentsShown}, the earliest due first.` }),
    remittanceIds: z.array(id).meta({ description: `Up to ${remittancesShown}.` }),
  })
  .meta({ id: 'ProblemCause' });

const causesAnswer = z.strictObject({ data: z.array(cause) });

const listProblems = defineRoute({
  method: 'get',
  path: '/v1/problems',
  tag: 'Problems',
  summary: 'List what waits for a person, grouped by cause, the biggest first',
  description:
    'Documents that Asaas rejected, by code and field, and documents with a flag, by flag. List the documents of a cause with `GET /v1/remittances/{id}/items?outcome=rejected&code=` or `GET /v1/documents?flag=`.',
  roles: ['erp', 'operator', 'viewer'],
  query: z.strictObject({ accountId: id.optional(), remittanceId: id.optional() }),
  answers: { 200: causesAnswer },
  async handle({ query }, scope) {
    return ok(await describeCauses(scope, query));
  },
});

const listRemittanceProblems = defineRoute({
  method: 'get',
  path: '/v1/remittances/{id}/problems',
  tag: 'Problems',
  summary: 'List what waits for a person in one remittance, grouped by cause',
  roles: ['erp', 'operator', 'viewer'],
  params: byId,
  answers: { 200: causesAnswer },
  async handle({ params }, scope) {
    await demandRemittance(scope, params.id);
    return ok(await describeCauses(scope, { remittanceId: params.id }));
  },
});

export const problemCauseRoutes = [listProblems, listRemittanceProblems];

async function describeCauses(scope: Scope, filter: ProblemFilter): Promise<z.output<typeof causesAnswer>> {
  const rows = await findProblems(scope, filter, {
    flags: documentFlags,
    documents: documentsShown,
    remittances: remittancesShown,
  });
  const causes = new Map<string, z.output<typeof cause>>();
  for (const row of rows) {
    const key = JSON.stringify([row.kind, row.code, row.field]);
    const known = causes.get(key) ?? toCause(row);
    known.documents.push(toDocument(row));
    causes.set(key, known);
  }
  return { data: [...causes.values()] };
}

function toCause(row: ProblemRow): z.output<typeof cause> {
  return {
    kind: row.kind,
    code: row.code,
    field: row.field,
    message: row.message,
    cure: row.cure ?? flagCures[row.code as DocumentFlag],
    count: row.count,
    amountCents: row.value_cents,
    documents: [],
    remittanceIds: row.remittance_ids,
  };
}

function toDocument(row: ProblemRow) {
  return {
    documentId: row.document_id,
    erpId: row.erp_id,
    number: row.number,
    payerName: row.payer_name,
    value: row.flag_cents === null ? offendingValue(row, row.field) : formatReais(row.flag_cents),
  };
}

/** What a person can do about a flag that has no cure of its own. */
const flagCures: Record<DocumentFlag, string> = {
  diverged: 'Compare o documento com a cobrança no Asaas e decida qual dos dois vale.',
  paid_twice: 'Confirme com o pagador e devolva um dos pagamentos pelo Asaas.',
  paid_after_cancellation: 'O dinheiro foi lançado: decida com o pagador se fica ou se é devolvido.',
  amendment_refused: 'Corrija o que o Asaas aponta e salve: a alteração segue sozinha para o Asaas.',
  cancellation_refused: 'A cobrança não foi removida: se o pagador já pagou, devolva o valor pelo Asaas.',
  amount_differs: 'Confira o valor recebido com o combinado e acerte a diferença com o pagador.',
  partially_refunded: 'Parte do valor foi devolvida: confira se era o que se queria.',
  surplus_charge:
    'Confira no Asaas que resta uma só cobrança deste documento; se a outra foi paga, devolva-a.',
  charge_unknown:
    'Confira no Asaas se a cobrança existe nesta conta; depois faça um Retorno de cobrança do período.',
};
