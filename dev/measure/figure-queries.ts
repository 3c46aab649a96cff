import type { Scope } from '../../db/database.ts';
import { findTroubledAccounts } from '../../db/inbox/account-problems.ts';
import { findProblems } from '../../db/inbox/document-problems.ts';
import { findOpenDivergences } from '../../db/inbox/open-divergences.ts';
import {
  countParkedEndpoints,
  countParkedMessages,
  countUnassignedReceipts,
} from '../../db/inbox/other-problems.ts';
import { findWaitingDocuments } from '../../db/inbox/waiting-documents.ts';
import { findKnownFees, findOpenFigures, findPaidFigures } from '../../db/summary/forecast.ts';
import { findDocumentFigures, findReceivedByDay, findTimeToSettle } from '../../db/summary/summary.ts';
import { addDays } from '../../domain/calendar.ts';
import { documentFlags } from '../../domain/document-status.ts';
import { type ListQuery, queriesOf, type Sample } from './list-query.ts';

/** What `GET /v1/summary` adds up. */
export function summaryQueries({ today, accountId }: Sample): ListQuery[] {
  const lastMonth = new Date(Date.now() - 30 * 86_400_000);
  const ages = {
    overdueSince: [
      { from: null, to: 30 },
      { from: 31, to: null },
    ],
    dueIn: [
      { from: null, to: 7 },
      { from: 8, to: null },
    ],
  };
  return [undefined, accountId].flatMap((account) => {
    const whose = account ? ' of an account' : '';
    return queriesOf('getSummary', [
      {
        name: `summary: documents${whose}`,
        run: (scope) => findDocumentFigures(scope, { accountId: account, today, ...ages }),
      },
      {
        name: `summary: received by day${whose}`,
        run: (scope) => findReceivedByDay(scope, account, { from: addDays(today, -6), to: today }),
      },
      {
        name: `summary: time to settle${whose}`,
        run: (scope) => findTimeToSettle(scope, account, lastMonth),
      },
    ]);
  });
}

/** What `GET /v1/forecast` adds up. */
export function forecastQueries({ today, accountId }: Sample): ListQuery[] {
  return [undefined, accountId].flatMap((account) => {
    const whose = account ? ' of an account' : '';
    const period = { accountId: account, dueFrom: today, dueTo: addDays(today, 28) };
    return queriesOf('getForecast', [
      { name: `forecast: open${whose}`, run: (scope) => findOpenFigures(scope, period) },
      { name: `forecast: paid${whose}`, run: (scope) => findPaidFigures(scope, account) },
      { name: `forecast: fees${whose}`, run: (scope) => findKnownFees(scope, [accountId]) },
    ]);
  });
}

/** What `GET /v1/problems` counts. */
export function inboxQueries({ accountId, remittanceId }: Sample): ListQuery[] {
  const limits = { flags: documentFlags, documents: 5, remittances: 50 };
  const ofRemittance = {
    name: 'inbox: refusals and flags of a remittance',
    run: (scope: Scope) => findProblems(scope, { remittanceId }, limits),
  };
  const ofAll = queriesOf('listProblems', [
    { name: 'inbox: refusals and flags', run: (scope) => findProblems(scope, {}, limits) },
    {
      name: 'inbox: refusals and flags of an account',
      run: (scope) => findProblems(scope, { accountId }, limits),
    },
    { name: 'inbox: documents that wait', run: (scope) => findWaitingDocuments(scope, {}) },
    { name: 'inbox: divergences', run: (scope) => findOpenDivergences(scope, undefined) },
    { name: 'inbox: receipts', run: (scope) => countUnassignedReceipts(scope, undefined) },
    { name: 'inbox: accounts', run: (scope) => findTroubledAccounts(scope, undefined) },
    { name: 'inbox: messages', run: (scope) => countParkedMessages(scope) },
    { name: 'inbox: endpoints', run: (scope) => countParkedEndpoints(scope) },
  ]);
  return [...ofAll, ...queriesOf('listRemittanceProblems', [ofRemittance])];
}
