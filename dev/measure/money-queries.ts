import type { Scope } from '../../db/database.ts';
import { findDivergences, findDivergenceTotals } from '../../db/divergences/divergence-list.ts';
import {
  findReturnItems,
  findSettlementReturns,
  groupReturnItems,
  type ReturnItemFilter,
} from '../../db/money/settlement-return-list.ts';
import { findReceipts } from '../../db/money/unidentified-receipts.ts';
import { findStatementLines } from '../../db/statement/statement-lines.ts';
import { findStatementTotals } from '../../db/statement/statement-totals.ts';
import { addDays } from '../../domain/calendar.ts';
import { type ListQuery, queriesOf, type Sample } from './list-query.ts';

const limit = 51;
const newest = { beforeId: null, limit };

/** What came in, what it is of, and where Asaas and we differ. */
export function moneyQueries(sample: Sample): ListQuery[] {
  return [
    ...receiptQueries(sample),
    ...divergenceQueries(sample),
    ...returnQueries(sample),
    ...statementQueries(sample),
  ];
}

function receiptQueries({ accountId }: Sample): ListQuery[] {
  return queriesOf('listUnidentifiedReceipts', [
    { name: 'unidentified receipts', run: (scope) => findReceipts(scope, {}, newest) },
    {
      name: 'unidentified receipts, unassigned',
      run: (scope) => findReceipts(scope, { assigned: false }, newest),
    },
    {
      name: 'unidentified receipts, assigned',
      run: (scope) => findReceipts(scope, { assigned: true }, newest),
    },
    {
      name: 'unidentified receipts of an account',
      run: (scope) => findReceipts(scope, { accountId }, newest),
    },
    {
      name: 'unidentified receipts of an account, unassigned',
      run: (scope) => findReceipts(scope, { accountId, assigned: false }, newest),
    },
  ]);
}

function divergenceQueries({ accountId, documentId }: Sample): ListQuery[] {
  const filters: [string, Parameters<typeof findDivergences>[1]][] = [
    ['', {}],
    [', open', { isOpen: true }],
    [', of a field', { field: 'status', isOpen: true }],
    [' of an account', { accountId }],
    [' of an account, open', { accountId, isOpen: true }],
    [' of a document', { documentId }],
    [" of the ERP's id", { erpId: 'CR-77' }],
  ];
  return filters.flatMap(([whose, filter]) => [
    ...queriesOf('listDivergences', [
      { name: `divergences${whose}`, run: (scope) => findDivergences(scope, filter, newest) },
    ]),
    ...queriesOf('getDivergenceTotals', [
      { name: `divergences: totals${whose}`, run: (scope) => findDivergenceTotals(scope, filter) },
    ]),
  ]);
}

function returnQueries({ accountId, returnId }: Sample): ListQuery[] {
  const filters: [string, ReturnItemFilter][] = [
    ['its payments', {}],
    ['its matched payments', { kind: 'matched' }],
    ['its failed payments', { outcome: 'failed' }],
    ['its payments that wait', { outcome: 'waiting' }],
  ];
  return [
    ...queriesOf('listSettlementReturns', [
      { name: 'settlement returns', run: (scope) => readReturns(scope, undefined) },
      { name: 'settlement returns of an account', run: (scope) => readReturns(scope, accountId) },
    ]),
    ...queriesOf(
      'listSettlementReturnItems',
      filters.map(([what, filter]) => ({
        name: `a settlement return: ${what}`,
        run: (scope) => findReturnItems(scope, returnId, filter, { place: null, limit }),
      })),
    ),
  ];
}

async function readReturns(scope: Scope, accountId: string | undefined): Promise<void> {
  const rows = await findSettlementReturns(scope, { accountId }, newest);
  await groupReturnItems(
    scope,
    rows.map(({ id }) => id),
  );
}

function statementQueries({ accountId, today }: Sample): ListQuery[] {
  const month = { from: addDays(today, -30), to: today };
  const first = { afterPosition: 0, limit };
  return [
    ...queriesOf('listStatementLines', [
      { name: 'statement', run: (scope) => findStatementLines(scope, accountId, {}, first) },
      { name: 'statement of a month', run: (scope) => findStatementLines(scope, accountId, month, first) },
      {
        name: 'statement, unexplained',
        run: (scope) => findStatementLines(scope, accountId, { explanation: 'unexplained' }, first),
      },
    ]),
    ...queriesOf('getStatementTotals', [
      { name: 'statement: totals of a month', run: (scope) => findStatementTotals(scope, accountId, month) },
      { name: 'statement: totals', run: (scope) => findStatementTotals(scope, accountId, {}) },
    ]),
  ];
}
