import { z } from 'zod';
import type { AccountRow } from '../db/accounts.ts';
import { findAccount } from '../db/accounts.ts';
import type { Scope } from '../db/database.ts';
import { tellTimelineOfMany } from '../db/document-entry.ts';
import { lockDocumentsThatFit } from '../db/document-list.ts';
import type { DocumentRow } from '../db/documents.ts';
import { leaveRemittanceMessage } from '../db/messages.ts';
import {
  countItems,
  findWaitingRemittances,
  insertRemittance,
  lockDocumentsByIds,
} from '../db/remittances.ts';
import { dateInSaoPaulo } from '../domain/calendar.ts';
import { accepted } from './answer.ts';
import { type Call, defineRoute } from './define-route.ts';
import { demandUsable } from './demand-account.ts';
import { remittanceFilter } from './document-filter.ts';
import { type Finding, toFault } from './faults.ts';
import { id } from './fields.ts';
import { Problem } from './problem.ts';
import { remittanceAnswer, toRemittanceAnswer } from './remittance-answer.ts';
import { findSendingFaults, type SendingRules } from './sendable-documents.ts';

/** The most ids that fit the body's limit with room to spare. */
const idsMax = 1_000;

/** One remittance is one workflow; more than this is two. */
const documentsMax = 10_000;

const newRemittance = z
  .strictObject({
    accountId: id,
    documentIds: z.array(id).min(1).max(idsMax).optional(),
    filter: remittanceFilter.optional(),
  })
  .refine(({ documentIds, filter }) => (documentIds === undefined) !== (filter === undefined), {
    params: { fault: 'either_or', values: { choices: 'documentIds, filter' } },
  })
  .meta({ id: 'NewRemittance' });

export const sendRemittance = defineRoute({
  method: 'post',
  path: '/v1/remittances',
  tag: 'Remittances',
  summary: 'Send documents to collection',
  description: `Either \`documentIds\` (up to ${idsMax}; if one cannot be sent nothing is, and every fault is named) or a \`filter\` (up to ${documentsMax} documents; those that cannot be sent are left out). The answer comes at once; each document is registered by itself, follow \`counts\` or the events.`,
  roles: ['erp', 'operator'],
  collects: true,
  body: newRemittance,
  answers: { 202: remittanceAnswer },
  problems: ['account_unusable', 'documents_not_sendable', 'nothing_to_send'],
  async handle(call, scope) {
    const account = await demandUsableAccount(call, scope);
    const documents = call.body.documentIds
      ? await chooseByIds(call, scope, account, call.body.documentIds)
      : await chooseByFilter(call, scope, account);
    const { tenantId, actor } = call.caller;
    const documentIds = documents.map((document) => document.id);
    const row = await insertRemittance(scope, { tenantId, accountId: account.id, documentIds });
    const details = { remittanceId: row.id, accountId: account.id };
    const lines = documentIds.map((documentId) => ({
      tenantId,
      documentId,
      what: 'remittance.sent',
      actor,
      details,
    }));
    await tellTimelineOfMany(scope, lines);
    await leaveRemittanceMessage(scope, row.id, 'remittanceSent');
    const countsOf = await countItems(scope, [row.id]);
    return accepted(toRemittanceAnswer(row, countsOf(row.id)));
  },
});

type SendCall = Call<undefined, undefined, typeof newRemittance>;

async function demandUsableAccount(call: SendCall, scope: Scope): Promise<AccountRow> {
  const account = await findAccount(scope, call.body.accountId);
  if (!account) throw refusal('invalid_request', [{ path: ['accountId'], code: 'not_found' }], call);
  return demandUsable(account);
}

/** All of them or none: whoever names documents one by one wants to hear of each that cannot go. */
async function chooseByIds(
  call: SendCall,
  scope: Scope,
  account: AccountRow,
  ids: readonly string[],
): Promise<DocumentRow[]> {
  const rows = new Map((await lockDocumentsByIds(scope, ids)).map((row) => [row.id, row]));
  const rules = await rulesFor(call, scope, account, [...rows.keys()]);
  const firstAt = new Map<string, number>();
  const findings = ids.flatMap((documentId, at): Finding[] => {
    const path = ['documentIds', at];
    const first = firstAt.get(documentId);
    if (first !== undefined) return [{ path, code: 'duplicate', values: { first } }];
    firstAt.set(documentId, at);
    const row = rows.get(documentId);
    if (!row) return [{ path, code: 'not_found' }];
    return findSendingFaults(row, rules).map((finding) => atDocument(finding, path));
  });
  if (findings.length > 0) throw refusal('documents_not_sendable', findings, call);
  return ids.flatMap((documentId) => rows.get(documentId) ?? []);
}

/** The message still names the field at fault, though the path names the document. */
function atDocument(finding: Finding, path: Finding['path']): Finding {
  const field = String(finding.path.at(-1) ?? 'documentIds');
  return { ...finding, path, values: { field, ...finding.values } };
}

async function chooseByFilter(call: SendCall, scope: Scope, account: AccountRow): Promise<DocumentRow[]> {
  const { status, ...wished } = call.body.filter ?? remittanceFilter.parse({});
  const today = dateInSaoPaulo(call.now());
  // Nothing due before today can be sent; left in, it could fill the page that what can be sent needs.
  const dueFrom = wished.dueFrom && wished.dueFrom > today ? wished.dueFrom : today;
  const rows = await lockDocumentsThatFit(scope, { ...wished, dueFrom, statuses: status }, documentsMax + 1);
  const ids = rows.map((row) => row.id);
  const rules = await rulesFor(call, scope, account, ids);
  const sendable = rows.filter((row) => findSendingFaults(row, rules).length === 0);
  if (sendable.length === 0) throw new Problem('nothing_to_send');
  if (sendable.length > documentsMax) {
    const tooMany: Finding = { path: ['filter'], code: 'too_many', values: { limit: documentsMax } };
    throw refusal('documents_not_sendable', [tooMany], call);
  }
  return sendable;
}

async function rulesFor(
  { now }: SendCall,
  scope: Scope,
  account: AccountRow,
  documentIds: string[],
): Promise<SendingRules> {
  const waitingIn = await findWaitingRemittances(scope, documentIds);
  return { account, today: dateInSaoPaulo(now()), waitingIn };
}

function refusal(
  code: 'invalid_request' | 'documents_not_sendable',
  findings: Finding[],
  { language }: SendCall,
): Problem {
  return new Problem(code, { errors: findings.map((finding) => toFault(finding, language)) });
}
