import type { Scope } from '../../db/database.ts';
import { findDivergences, findDivergenceTotals } from '../../db/divergences/divergence-list.ts';
import {
  type DocumentFilter,
  type DocumentSort,
  documentSorts,
  findDocumentFacts,
  findDocumentPage,
  findDocumentTotals,
} from '../../db/documents/document-list.ts';
import { findTimeline } from '../../db/documents/timeline.ts';
import { findDeliveries } from '../../db/erp-delivery/deliveries.ts';
import { findEventsAfter } from '../../db/messages/erp-events.ts';
import { findUndeliveredMessages } from '../../db/messages/undelivered-messages.ts';
import { findReceipts } from '../../db/money/unidentified-receipts.ts';
import { findRemittanceCounts } from '../../db/remittances/remittance-counts.ts';
import { findItems, findRemittances } from '../../db/remittances/remittances.ts';
import { findStatementLines } from '../../db/statement/statement-lines.ts';
import { findStatementTotals } from '../../db/statement/statement-totals.ts';
import { addDays } from '../../domain/calendar.ts';
import { forecastQueries, inboxQueries, summaryQueries } from './figure-queries.ts';
import type { ListQuery, Sample } from './list-query.ts';

const limit = 51;

/** Every list, filter and sort that the console uses, and the totals above each list. */
export function listQueries(sample: Sample): ListQuery[] {
  return [
    ...documentFilters(sample).flatMap(({ name, filter }) => pageAndTotals(name, filter)),
    ...documentSortings(),
    ...summaryQueries(sample),
    ...forecastQueries(sample),
    ...inboxQueries(sample),
    ...otherLists(sample),
    ...statementQueries(sample),
  ];
}

function documentFilters({
  today,
  accountId,
  remittanceId,
}: Sample): { name: string; filter: DocumentFilter }[] {
  const day = (days: number) => addDays(today, days);
  return [
    { name: 'todos', filter: {} },
    { name: 'em aberto', filter: { statuses: ['registered', 'overdue'] } },
    { name: 'a enviar', filter: { statuses: ['pending'] } },
    { name: 'recebidos', filter: { statuses: ['paid', 'settled'] } },
    { name: 'vencidos', filter: { statuses: ['overdue'] } },
    { name: 'com problema', filter: { statuses: ['uncertain', 'rejected'] } },
    { name: 'of an account', filter: { accountId } },
    { name: 'overdue of an account', filter: { accountId, statuses: ['overdue'] } },
    { name: 'of a remittance', filter: { remittanceId } },
    { name: 'due this month', filter: { dueFrom: day(-15), dueTo: day(15) } },
    { name: 'open, due in a week', filter: { statuses: ['registered'], dueFrom: today, dueTo: day(7) } },
    { name: 'paid today', filter: { paidFrom: today, paidTo: today } },
    { name: 'paid in a week', filter: { paidFrom: day(-7), paidTo: today } },
    { name: 'paid in a month', filter: { paidFrom: day(-30), paidTo: today } },
    { name: 'settled in a month', filter: { statuses: ['settled'], paidFrom: day(-30), paidTo: today } },
    {
      name: 'paid, credited in a week',
      filter: { statuses: ['paid'], creditFrom: today, creditTo: day(7) },
    },
    { name: 'flag, common', filter: { flag: 'diverged' } },
    { name: 'flag, rare', filter: { flag: 'charge_unknown' } },
    { name: 'hold', filter: { hold: 'quota' } },
    { name: 'refused with a code', filter: { statuses: ['rejected'], errorCode: 'invalid_value' } },
    { name: "the ERP's id", filter: { erpId: 'CR-77' } },
    { name: 'search: number', filter: { q: 'NF-0000077' } },
    { name: 'search: part of a number', filter: { q: '00077' } },
    { name: 'search: nosso número', filter: { q: '00000000077' } },
    { name: 'search: full name', filter: { q: 'Conceição Araújo' } },
    { name: 'search: surname, without its accents', filter: { q: 'araujo' } },
    {
      name: 'search: surname, of open documents',
      filter: { q: 'Peçanha', statuses: ['registered', 'overdue'] },
    },
    { name: 'search: CPF', filter: { q: '000.000.074-00' } },
    { name: 'search: nothing found', filter: { q: 'zzzzzz' } },
  ];
}

function pageAndTotals(name: string, filter: DocumentFilter): ListQuery[] {
  return [
    {
      name: `documents, ${name}`,
      run: (scope) => readPage(scope, filter, { by: 'dueDate', descending: false }),
    },
    { name: `totals, ${name}`, run: (scope) => findDocumentTotals(scope, filter) },
  ];
}

function documentSortings(): ListQuery[] {
  const filters: [string, DocumentFilter][] = [
    ['', {}],
    [' of open ones', { statuses: ['registered', 'overdue'] }],
    [' of settled ones', { statuses: ['settled'] }],
    [' of flagged ones', { flag: 'diverged' }],
  ];
  const sorts = Object.keys(documentSorts) as DocumentSort['by'][];
  return filters.flatMap(([whose, filter]) =>
    sorts.flatMap((by) =>
      [false, true].map((descending) => ({
        name: `documents by ${by}${descending ? ', descending' : ''}${whose}`,
        run: (scope: Scope) => readPage(scope, filter, { by, descending }),
      })),
    ),
  );
}

async function readPage(scope: Scope, filter: DocumentFilter, sort: DocumentSort): Promise<void> {
  const rows = await findDocumentPage(scope, filter, { sort, place: null, limit });
  await findDocumentFacts(
    scope,
    rows.map(({ id }) => id),
  );
}

function otherLists({ accountId, remittanceId, documentId, endpointId }: Sample): ListQuery[] {
  const newest = { beforeId: null, limit };
  return [
    { name: 'remittances', run: (scope) => readRemittances(scope, undefined) },
    { name: 'remittances of an account', run: (scope) => readRemittances(scope, accountId) },
    {
      name: 'a remittance: its documents',
      run: (scope) => findItems(scope, remittanceId, {}, { afterPosition: 0, limit }),
    },
    {
      name: 'a remittance: its refused documents',
      run: (scope) => findItems(scope, remittanceId, { outcome: 'rejected' }, { afterPosition: 0, limit }),
    },
    { name: 'events', run: (scope) => findEventsAfter(scope, 0, limit) },
    {
      name: 'timeline of a document',
      run: (scope) => findTimeline(scope, documentId, { afterId: 0, limit }),
    },
    { name: 'unidentified receipts', run: (scope) => findReceipts(scope, {}, newest) },
    {
      name: 'unidentified receipts, unassigned',
      run: (scope) => findReceipts(scope, { assigned: false }, newest),
    },
    {
      name: 'unidentified receipts, assigned',
      run: (scope) => findReceipts(scope, { assigned: true }, newest),
    },
    { name: 'divergences', run: (scope) => findDivergences(scope, {}, newest) },
    { name: 'divergences, open', run: (scope) => findDivergences(scope, { isOpen: true }, newest) },
    {
      name: 'divergences, of a field',
      run: (scope) => findDivergences(scope, { field: 'status', isOpen: true }, newest),
    },
    { name: 'divergences: totals', run: (scope) => findDivergenceTotals(scope, {}) },
    {
      name: 'divergences: totals of open ones',
      run: (scope) => findDivergenceTotals(scope, { isOpen: true }),
    },
    {
      name: 'undelivered messages',
      run: (scope) => findUndeliveredMessages(scope, { afterId: null, limit }),
    },
    {
      name: 'deliveries of an endpoint',
      run: (scope) => findDeliveries(scope, endpointId, {}, { before: null, limit }),
    },
    {
      name: 'deliveries of an endpoint, given up',
      run: (scope) => findDeliveries(scope, endpointId, { status: 'given_up' }, { before: null, limit }),
    },
    {
      name: 'deliveries of an endpoint, of a rare type',
      run: (scope) =>
        findDeliveries(scope, endpointId, { type: 'webhook_endpoint.tested' }, { before: null, limit }),
    },
  ];
}

async function readRemittances(scope: Scope, accountId: string | undefined): Promise<void> {
  const rows = await findRemittances(scope, { accountId, beforeId: null, limit });
  await findRemittanceCounts(
    scope,
    rows.map(({ id }) => id),
  );
}

function statementQueries({ accountId, today }: Sample): ListQuery[] {
  const month = { from: addDays(today, -30), to: today };
  const first = { afterPosition: 0, limit };
  return [
    { name: 'statement', run: (scope) => findStatementLines(scope, accountId, {}, first) },
    { name: 'statement of a month', run: (scope) => findStatementLines(scope, accountId, month, first) },
    {
      name: 'statement, unexplained',
      run: (scope) => findStatementLines(scope, accountId, { explanation: 'unexplained' }, first),
    },
    { name: 'statement: totals of a month', run: (scope) => findStatementTotals(scope, accountId, month) },
    { name: 'statement: totals', run: (scope) => findStatementTotals(scope, accountId, {}) },
  ];
}
