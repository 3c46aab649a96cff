import { z } from 'zod';
import type { Scope } from '../../db/database.ts';
import type { ProblemFilter } from '../../db/inbox/document-problems.ts';
import { ok } from '../http/answer.ts';
import { defineRoute } from '../http/define-route.ts';
import { byId, id } from '../http/fields.ts';
import type { Language } from '../http/language.ts';
import { demandRemittance } from '../remittances/remittance-answer.ts';
import { findAccountProblems } from './account-problems.ts';
import { findDivergenceProblems } from './divergence-problems.ts';
import { findDocumentProblems } from './document-problems.ts';
import { findDeliveryProblems, findReceiptProblems } from './other-problems.ts';
import { type ProblemCause, problemCause } from './problem-answer.ts';
import { problemFile } from './problem-columns.ts';
import { findWaitingProblems } from './waiting-problems.ts';

const problemsAnswer = z.strictObject({ data: z.array(problemCause) });

const listProblems = defineRoute({
  method: 'get',
  path: '/v1/problems',
  operationId: 'listProblems',
  tag: 'Problems',
  summary: 'List all that waits for a person or a cure, one line for each cause',
  description:
    'The one inbox: what is wrong with accounts, what Asaas rejected by code and field, flags, create calls without an answer, holds, divergences, payments that are nobody’s, and what could not be delivered; in this order, of documents the biggest cause first. `link` is the list of what a line counts. With `remittanceId` only what concerns its documents is told.',
  roles: ['erp', 'operator', 'viewer'],
  query: z.strictObject({ accountId: id.optional(), remittanceId: id.optional() }),
  answers: { 200: problemsAnswer },
  exportsAs: problemFile,
  async handle({ query, language }, scope) {
    return ok({ data: await findAll(scope, query, language) });
  },
});

const listRemittanceProblems = defineRoute({
  method: 'get',
  path: '/v1/remittances/{id}/problems',
  operationId: 'listRemittanceProblems',
  tag: 'Problems',
  summary: 'List what waits for a person in one remittance, grouped by cause',
  roles: ['erp', 'operator', 'viewer'],
  params: byId,
  answers: { 200: problemsAnswer },
  exportsAs: problemFile,
  async handle({ params, language }, scope) {
    await demandRemittance(scope, params.id);
    return ok({ data: await findDocumentProblems(scope, { remittanceId: params.id }, language) });
  },
});

export const problemRoutes = [listProblems, listRemittanceProblems];

/** Each source is asked in turn: a transaction has one connection. A new source is a line here. */
async function findAll(scope: Scope, filter: ProblemFilter, language: Language): Promise<ProblemCause[]> {
  const { accountId, remittanceId } = filter;
  const ofDocuments = [
    ...(await findDocumentProblems(scope, filter, language)),
    ...(await findWaitingProblems(scope, filter, language)),
  ];
  if (remittanceId !== undefined) return ofDocuments;
  return [
    ...(await findAccountProblems(scope, accountId, language)),
    ...ofDocuments,
    ...(await findDivergenceProblems(scope, accountId, language)),
    ...(await findReceiptProblems(scope, accountId, language)),
    ...(accountId === undefined ? await findDeliveryProblems(scope, language) : []),
  ];
}
