import { z } from 'zod';
import {
  findReturnItems,
  type ReturnItemFilter,
  type ReturnItemWithDocument,
} from '../../db/money/settlement-return-list.ts';
import { findSettlementReturn } from '../../db/money/settlement-returns.ts';
import type { PaymentMethod } from '../../domain/charge.ts';
import type { ReturnItemKind, ReturnItemOutcome } from '../../domain/settlement-return.ts';
import { file, ok } from '../http/answer.ts';
import { type Cell, dateCell, moneyCell, textCell, writeCsv } from '../http/csv.ts';
import { defineRoute } from '../http/define-route.ts';
import { byId, date } from '../http/fields.ts';
import { pageOf, pageQuery, readCursor, toPage } from '../http/pages.ts';
import { Problem } from '../problems/problem.ts';
import { itemKinds, itemOutcomes, returnItemAnswer, toReturnItemAnswer } from './settlement-return-answer.ts';

const itemFilter = { kind: itemKinds.optional(), outcome: itemOutcomes.optional() };

const listItems = defineRoute({
  method: 'get',
  path: '/v1/settlement-returns/{id}/items',
  operationId: 'listSettlementReturnItems',
  tag: 'Settlement returns',
  summary: 'List the payments of a settlement return by the day they were received',
  roles: ['erp', 'operator', 'viewer'],
  params: byId,
  query: z.strictObject({ ...itemFilter, ...pageQuery }),
  answers: { 200: pageOf(returnItemAnswer) },
  async handle({ params, query: { limit, cursor, ...filter }, language }, scope) {
    if (!(await findSettlementReturn(scope, params.id))) throw new Problem('not_found');
    const read = readCursor(cursor, z.tuple([date, z.string().regex(/^\P{C}{1,200}$/u)]), language);
    const place = read && { receivedOn: read[0], chargeId: read[1] };
    const rows = await findReturnItems(scope, params.id, filter, { place, limit: limit + 1 });
    return ok(toPage(rows, limit, toReturnItemAnswer, (row) => [row.received_on, row.charge_id]));
  },
});

const exportItems = defineRoute({
  method: 'get',
  path: '/v1/settlement-returns/{id}/items.csv',
  operationId: 'exportSettlementReturnItems',
  tag: 'Settlement returns',
  summary: 'The same payments as a file for a spreadsheet',
  description:
    'All of them, with the same filters: semicolons, decimal commas, dd/mm/aaaa, UTF-8 with a mark.',
  roles: ['erp', 'operator', 'viewer'],
  mediaType: 'text/csv',
  params: byId,
  query: z.strictObject(itemFilter),
  answers: { 200: z.string() },
  async handle({ params, query }, scope) {
    const row = await findSettlementReturn(scope, params.id);
    if (!row) throw new Problem('not_found');
    const filter: ReturnItemFilter = query;
    const items = await findReturnItems(scope, params.id, filter, { place: null, limit: null });
    const csv = writeCsv(
      columns.map(([heading]) => heading),
      items.map((item) => columns.map(([, cellOf]) => cellOf(item))),
    );
    return file(csv, `retorno-${row.paid_from}-a-${row.paid_to}.csv`);
  },
});

export const settlementReturnItemRoutes = [listItems, exportItems];

const kindLabels: Record<ReturnItemKind, string> = {
  matched: 'A baixar',
  already_settled: 'Já baixado',
  unidentified: 'Não identificado',
};

const outcomeLabels: Record<ReturnItemOutcome, string> = {
  settled: 'Baixado',
  already_settled: 'Já estava baixado',
  kept: 'Guardado como não identificado',
  failed: 'Falhou',
};

const methodLabels: Record<PaymentMethod, string> = {
  boleto: 'Boleto',
  pix: 'Pix',
  cash: 'Dinheiro',
  other: 'Outro',
};

const columns: readonly [heading: string, cellOf: (item: ReturnItemWithDocument) => Cell][] = [
  ['Situação', (item) => textCell(kindLabels[item.kind])],
  ['Resultado', (item) => textCell(outcomeLabel(item))],
  ['Motivo', (item) => textCell(item.reason)],
  ['Documento', (item) => textCell(item.number)],
  ['Código no ERP', (item) => textCell(item.erp_id)],
  ['Pagador', (item) => textCell(item.payer_name)],
  ['Cobrança', (item) => textCell(item.charge_id)],
  ['Forma', (item) => textCell(methodLabels[item.method])],
  ['Pago em', (item) => dateCell(item.paid_on)],
  ['Recebido em', (item) => dateCell(item.received_on)],
  ['Creditado em', (item) => dateCell(item.credited_on)],
  ['Valor do documento', (item) => moneyCell(item.face_cents)],
  ['Acréscimo', (item) => moneyCell(item.addition_cents)],
  ['Abatimento', (item) => moneyCell(item.rebate_cents)],
  ['Desconto', (item) => moneyCell(item.discount_cents)],
  ['Multa', (item) => moneyCell(item.fine_cents)],
  ['Juros', (item) => moneyCell(item.interest_and_fine_cents - item.fine_cents)],
  ['Valor recebido', (item) => moneyCell(item.gross_cents)],
  ['Tarifa', (item) => moneyCell(item.fee_cents)],
  ['Valor líquido', (item) => moneyCell(item.net_cents)],
  ['Valor esperado', (item) => (item.expected ? moneyCell(item.expected.amountCents) : textCell(null))],
  ['Diferença', (item) => moneyCell(item.difference_cents)],
  ['Devolvido', (item) => moneyCell(item.refunded_cents)],
];

function outcomeLabel({ outcome, chosen_at }: ReturnItemWithDocument): string {
  if (outcome) return outcomeLabels[outcome];
  return chosen_at ? 'Em processamento' : '';
}
