import { z } from 'zod';
import { findStatementLines, type StatementLineRow } from '../../db/statement/statement-lines.ts';
import type { Explanation, LineKind } from '../../domain/statement.ts';
import { demandAccount } from '../accounts/usable-account.ts';
import { file } from '../http/answer.ts';
import { type Cell, dateCell, moneyCell, textCell, writeCsv } from '../http/csv.ts';
import { defineRoute } from '../http/define-route.ts';
import { byId } from '../http/fields.ts';
import { statementPeriod, statementReaders, statementTag } from './account-statement.ts';
import { writeOfx } from './ofx.ts';

const exportCsv = defineRoute({
  method: 'get',
  path: '/v1/accounts/{id}/statement.csv',
  operationId: 'exportStatement',
  tag: statementTag,
  summary: 'The statement as a file for a spreadsheet',
  description: 'Semicolons, decimal commas, dd/mm/aaaa, UTF-8 with a mark.',
  roles: statementReaders,
  mediaType: 'text/csv',
  params: byId,
  query: z.strictObject(statementPeriod),
  answers: { 200: z.string() },
  async handle({ params, query }, scope) {
    const { id, number } = await demandAccount(scope, params.id);
    const lines = await findStatementLines(scope, id, query, { afterPosition: 0, limit: null });
    const csv = writeCsv(
      columns.map(([heading]) => heading),
      lines.map((line) => columns.map(([, cellOf]) => cellOf(line))),
    );
    return file(csv, `extrato-${number}.csv`);
  },
});

const exportOfx = defineRoute({
  method: 'get',
  path: '/v1/accounts/{id}/statement.ofx',
  operationId: 'exportStatementAsOfx',
  tag: statementTag,
  summary: 'The statement as OFX, as accounting programs read it',
  roles: statementReaders,
  mediaType: 'application/x-ofx',
  params: byId,
  query: z.strictObject(statementPeriod),
  answers: { 200: z.string() },
  async handle({ params, query, now }, scope) {
    const account = await demandAccount(scope, params.id);
    const lines = await findStatementLines(scope, account.id, query, { afterPosition: 0, limit: null });
    return file(writeOfx(account, lines, now()), `extrato-${account.number}.ofx`);
  },
});

export const statementFileRoutes = [exportCsv, exportOfx];

const kindLabels: Record<LineKind, string> = {
  payment: 'Cobrança recebida',
  payment_fee: 'Tarifa de recebimento',
  refund: 'Estorno',
  chargeback: 'Contestação',
  notice_fee: 'Tarifa de notificação',
  transfer: 'Transferência',
  transfer_fee: 'Tarifa de transferência',
  other: 'Outro movimento',
};

const explanationLabels: Record<Explanation, string> = {
  booked: 'Confere com a baixa',
  known_cost: 'Custo conhecido',
  own_movement: 'Movimento próprio',
  unexplained: 'Sem explicação',
};

const columns: readonly [heading: string, cellOf: (line: StatementLineRow) => Cell][] = [
  ['Data', (line) => dateCell(line.on_date)],
  ['Movimento', (line) => textCell(kindLabels[line.kind])],
  ['Descrição', (line) => textCell(line.description)],
  ['Cobrança', (line) => textCell(line.charge_id)],
  ['Valor', (line) => moneyCell(line.amount_cents)],
  ['Saldo', (line) => moneyCell(line.balance_cents)],
  ['Conferência', (line) => textCell(explanationLabels[line.explanation])],
  [
    'Valor nos nossos livros',
    (line) => (line.booked_cents === null ? textCell('') : moneyCell(line.booked_cents)),
  ],
];
