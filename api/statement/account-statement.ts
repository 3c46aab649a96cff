import { z } from 'zod';
import { findReconciliation, isAwaited, reconcileNow } from '../../db/statement/reconciliations.ts';
import { findStatementLines } from '../../db/statement/statement-lines.ts';
import { findStatementTotals } from '../../db/statement/statement-totals.ts';
import { demandAccount } from '../accounts/usable-account.ts';
import { accepted, ok } from '../http/answer.ts';
import { defineRoute } from '../http/define-route.ts';
import { byId, date, instant } from '../http/fields.ts';
import { pageOf, pageQuery, readCursor, toPage } from '../http/pages.ts';
import { missingPayments, readMissing } from './missing-payments.ts';
import { explanation, statementLine, toLineAnswer } from './statement-answer.ts';
import { statementFile } from './statement-columns.ts';

export const statementTag = 'Statement';
export const statementReaders = ['erp', 'operator', 'viewer'] as const;

/** Both days are included. Without a day: everything. */
export const statementPeriod = { from: date.optional(), to: date.optional() };

const listStatement = defineRoute({
  method: 'get',
  path: '/v1/accounts/{id}/statement',
  operationId: 'listStatementLines',
  tag: statementTag,
  summary: 'List what moved the account’s balance at Asaas, each line explained by our books or not',
  roles: statementReaders,
  params: byId,
  query: z.strictObject({ ...statementPeriod, explanation: explanation.optional(), ...pageQuery }),
  answers: { 200: pageOf(statementLine) },
  exportsAs: statementFile,
  async handle({ params, query: { limit, cursor, ...filter }, language }, scope) {
    const account = await demandAccount(scope, params.id);
    const place = readCursor(cursor, z.tuple([z.int()]), language);
    const page = { afterPosition: place?.[0] ?? 0, limit: limit + 1 };
    const rows = await findStatementLines(scope, account.id, filter, page);
    return ok(toPage(rows, limit, toLineAnswer, (row) => [row.position]));
  },
});

const statementTotals = z
  .strictObject({
    count: z.int(),
    inCents: z.int(),
    outCents: z.int(),
    unexplainedCount: z.int(),
    unexplainedCents: z.int(),
    balanceCents: z.int().nullable().meta({ description: 'After the last line of the period.' }),
    gapCents: z.int().meta({
      description: 'Between the balances and the lines of the period: not 0 when Asaas does not show a line.',
    }),
    missing: missingPayments,
    readThrough: date.nullable().meta({ description: 'The statement was read up to this day.' }),
    readAt: instant.nullable().meta({ description: 'When a reconciliation last ended.' }),
    awaitsReconciliation: z.boolean().meta({
      description:
        'Whether one was asked for that has not ended. `readAt` may be of one that began before somebody asked.',
    }),
  })
  .meta({ id: 'StatementTotals' });

const readTotals = defineRoute({
  method: 'get',
  path: '/v1/accounts/{id}/statement/totals',
  operationId: 'getStatementTotals',
  tag: statementTag,
  summary: 'Read what the statement comes to, how much of it is unexplained, and which payments it lacks',
  roles: statementReaders,
  params: byId,
  query: z.strictObject(statementPeriod),
  answers: { 200: statementTotals },
  async handle({ params, query, language }, scope) {
    const account = await demandAccount(scope, params.id);
    const totals = await findStatementTotals(scope, account.id, query);
    const reconciliation = await findReconciliation(scope, account.id);
    return ok({
      ...totals,
      missing: await readMissing(scope, account.id, query, language),
      readThrough: reconciliation?.statement_through ?? null,
      readAt: reconciliation?.done_at?.toISOString() ?? null,
      awaitsReconciliation: reconciliation !== undefined && isAwaited(reconciliation),
    });
  },
});

const reconcile = defineRoute({
  method: 'post',
  path: '/v1/accounts/{id}/reconcile',
  operationId: 'reconcileAccount',
  tag: statementTag,
  summary: 'Reconcile the account now',
  description:
    'It happens every day by itself. It is done when `awaitsReconciliation` of the statement’s totals is false.',
  roles: ['erp', 'operator'],
  params: byId,
  answers: {
    202: z
      .strictObject({ readAt: instant.nullable().meta({ description: 'When it was last reconciled.' }) })
      .meta({ id: 'ReconciliationAsked' }),
  },
  async handle({ params }, scope) {
    const account = await demandAccount(scope, params.id);
    await reconcileNow(scope, account);
    const row = await findReconciliation(scope, account.id);
    return accepted({ readAt: row?.done_at?.toISOString() ?? null });
  },
});

export const accountStatementRoutes = [listStatement, readTotals, reconcile];
