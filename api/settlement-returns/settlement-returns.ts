import { z } from 'zod';
import { findAccount } from '../../db/accounts/accounts.ts';
import type { Scope } from '../../db/database.ts';
import { leaveReturnMessage } from '../../db/messages/messages.ts';
import {
  findSettlementReturns,
  groupReturnItems,
  type SettlementReturnWithKey,
} from '../../db/money/settlement-return-list.ts';
import {
  chooseItems,
  findKnownChargeIds,
  insertSettlementReturn,
  markProcessing,
} from '../../db/money/settlement-returns.ts';
import { type CalendarDate, dateInSaoPaulo, daysBetween } from '../../domain/calendar.ts';
import { inBothStyles } from '../../domain/term-faults.ts';
import { accepted, ok } from '../http/answer.ts';
import { defineRoute } from '../http/define-route.ts';
import { byId, date, id } from '../http/fields.ts';
import type { Language } from '../http/language.ts';
import { pageOf, pageQuery, readCursor, toPage } from '../http/pages.ts';
import { type Finding, toFaults } from '../problems/faults.ts';
import { Problem } from '../problems/problem.ts';
import { returnFile } from './return-columns.ts';
import {
  demandSettlementReturn,
  describeSettlementReturn,
  settlementReturnAnswer,
  toSettlementReturnAnswer,
} from './settlement-return-answer.ts';

/** The longest quarter. A longer period needs several settlement returns. */
const periodDaysMax = 93;

/** As many ids as the limit of the body allows, with some reserve. */
const chargeIdsMax = 1_000;

const readers = ['erp', 'operator', 'viewer'] as const;

const newReturn = z
  .strictObject({ accountId: id, paidFrom: date, paidTo: date })
  .meta({ id: 'NewSettlementReturn' });

const requestReturn = defineRoute({
  method: 'post',
  path: '/v1/settlement-returns',
  operationId: 'loadSettlementReturn',
  tag: 'Settlement returns',
  summary: 'Read at Asaas what an account received in a period',
  description: `By Asaas’ payment date, both days included, up to ${periodDaysMax} days. The answer comes at once; the payments are read and matched by themselves, follow \`status\`. Nothing is settled until it is processed.`,
  roles: ['erp', 'operator'],
  collects: true,
  body: newReturn,
  answers: { 202: settlementReturnAnswer },
  async handle({ body, caller, language, now }, scope) {
    const { accountId, paidFrom, paidTo } = body;
    const findings = findPeriodFaults(body, dateInSaoPaulo(now()));
    // Also for a disabled account or a refused key: the money is real.
    if (!(await findAccount(scope, accountId))) findings.push({ path: ['accountId'], code: 'not_found' });
    refuse(findings, language);
    const { tenantId } = caller;
    const { id: returnId } = await insertSettlementReturn(scope, { tenantId, accountId, paidFrom, paidTo });
    await leaveReturnMessage(scope, returnId, 'returnRequested');
    return accepted(await describeSettlementReturn(scope, returnId));
  },
});

const listReturns = defineRoute({
  method: 'get',
  path: '/v1/settlement-returns',
  operationId: 'listSettlementReturns',
  tag: 'Settlement returns',
  summary: 'List settlement returns, newest first',
  roles: readers,
  query: z.strictObject({ accountId: id.optional(), ...pageQuery }),
  answers: { 200: pageOf(settlementReturnAnswer) },
  exportsAs: returnFile,
  async handle({ query: { limit, cursor, accountId }, language }, scope) {
    const place = readCursor(cursor, z.tuple([id]), language);
    const page = { beforeId: place?.[0] ?? null, limit: limit + 1 };
    const rows = await findSettlementReturns(scope, { accountId }, page);
    const groupsOf = await groupReturnItems(
      scope,
      rows.map((row) => row.id),
    );
    const toData = (row: SettlementReturnWithKey) => toSettlementReturnAnswer(row, groupsOf(row.id));
    return ok(toPage(rows, limit, toData, (row) => [row.id]));
  },
});

const readReturn = defineRoute({
  method: 'get',
  path: '/v1/settlement-returns/{id}',
  operationId: 'getSettlementReturn',
  tag: 'Settlement returns',
  summary: 'Read a settlement return: its counts and totals, and what became of the processed rows',
  roles: readers,
  params: byId,
  answers: { 200: settlementReturnAnswer },
  async handle({ params }, scope) {
    return ok(await describeSettlementReturn(scope, params.id));
  },
});

const processing = z
  .strictObject({ chargeIds: z.array(z.string().max(200)).min(1).max(chargeIdsMax).optional() })
  .meta({ id: 'SettlementReturnProcessing', description: 'All that are not settled yet when left out.' });

const processReturn = defineRoute({
  method: 'post',
  path: '/v1/settlement-returns/{id}/process',
  operationId: 'processSettlementReturn',
  tag: 'Settlement returns',
  summary: 'Settle the chosen payments, or all that are not settled yet',
  description:
    'Each is settled as a webhook would settle it, at most once whoever is faster. What nobody here created is kept as an unidentified receipt. Asking again is harmless: rows that have their outcome keep it, failed ones are tried anew.',
  roles: ['erp', 'operator'],
  collects: true,
  params: byId,
  body: processing,
  answers: { 202: settlementReturnAnswer },
  problems: ['return_loading'],
  async handle({ params, body, language }, scope) {
    const row = await demandSettlementReturn(scope, params.id);
    if (row.status === 'loading') throw new Problem('return_loading');
    const { chargeIds } = body;
    if (chargeIds) refuse(await findUnknownCharges(scope, row.id, chargeIds), language);
    const chosen = await chooseItems(scope, row.id, chargeIds ?? null);
    if (chosen > 0 || row.status === 'ready') {
      await markProcessing(scope, row.id);
      await leaveReturnMessage(scope, row.id, 'processingRequested');
    }
    return accepted(await describeSettlementReturn(scope, row.id));
  },
});

export const settlementReturnRoutes = [requestReturn, listReturns, readReturn, processReturn];

function findPeriodFaults(
  { paidFrom, paidTo }: { paidFrom: CalendarDate; paidTo: CalendarDate },
  today: CalendarDate,
): Finding[] {
  if (paidTo < paidFrom) {
    return [{ path: ['paidTo'], code: 'period_reversed', values: { start: inBothStyles(paidFrom) } }];
  }
  const findings: Finding[] = [];
  if (paidTo > today) {
    findings.push({ path: ['paidTo'], code: 'paid_in_future', values: { today: inBothStyles(today) } });
  }
  if (daysBetween(paidFrom, paidTo) >= periodDaysMax) {
    findings.push({ path: ['paidTo'], code: 'period_too_long', values: { limit: periodDaysMax } });
  }
  return findings;
}

async function findUnknownCharges(
  scope: Scope,
  returnId: string,
  chargeIds: readonly string[],
): Promise<Finding[]> {
  const known = await findKnownChargeIds(scope, returnId, chargeIds);
  return chargeIds.flatMap((chargeId, at): Finding[] =>
    known.has(chargeId) ? [] : [{ path: ['chargeIds', at], code: 'not_found' }],
  );
}

function refuse(findings: readonly Finding[], language: Language): void {
  if (findings.length === 0) return;
  throw new Problem('invalid_request', toFaults(findings, language));
}
