import type { Scope } from '../../db/database.ts';
import {
  type DocumentFilter,
  type DocumentSort,
  documentSorts,
  findDocumentFacts,
  findDocumentPage,
  findDocumentTotals,
} from '../../db/documents/document-list.ts';
import { addDays } from '../../domain/calendar.ts';
import { forecastQueries, inboxQueries, summaryQueries } from './figure-queries.ts';
import { journalQueries } from './journal-queries.ts';
import { type ListQuery, queriesOf, type Sample } from './list-query.ts';
import { moneyQueries } from './money-queries.ts';
import { payerQueries } from './payer-queries.ts';
import { sendingQueries } from './sending-queries.ts';

const limit = 51;

/** Every list, filter and sort that the API has, and the totals above each list. */
export function listQueries(sample: Sample): ListQuery[] {
  return [
    ...documentFilters(sample).flatMap(({ name, filter }) => pageAndTotals(name, filter)),
    ...documentSortings(),
    ...summaryQueries(sample),
    ...forecastQueries(sample),
    ...inboxQueries(sample),
    ...sendingQueries(sample),
    ...payerQueries(sample),
    ...moneyQueries(sample),
    ...journalQueries(sample),
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
  const page = {
    name: `documents, ${name}`,
    run: (scope: Scope) => readPage(scope, filter, { by: 'dueDate', descending: false }),
  };
  const totals = { name: `totals, ${name}`, run: (scope: Scope) => findDocumentTotals(scope, filter) };
  return [...queriesOf('listDocuments', [page]), ...queriesOf('getDocumentTotals', [totals])];
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
      queriesOf(
        'listDocuments',
        [false, true].map((descending) => ({
          name: `documents by ${by}${descending ? ', descending' : ''}${whose}`,
          run: (scope: Scope) => readPage(scope, filter, { by, descending }),
        })),
      ),
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
