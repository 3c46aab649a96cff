import { z } from 'zod';
import { type AccountRow, findAccount } from '../../db/accounts/accounts.ts';
import type { Scope } from '../../db/database.ts';
import { findDocumentsThatFit, findDocumentTotals } from '../../db/documents/document-list.ts';
import { type DocumentRow, findDocumentsByIds } from '../../db/documents/documents.ts';
import { findWaitingRemittances } from '../../db/remittances/remittances.ts';
import { addDays, dateInSaoPaulo } from '../../domain/calendar.ts';
import { demandUsable } from '../accounts/usable-account.ts';
import type { Call } from '../http/define-route.ts';
import { id } from '../http/fields.ts';
import { kib } from '../http/json-body.ts';
import { type Finding, toFaults } from '../problems/faults.ts';
import { Problem } from '../problems/problem.ts';
import { remittanceFilter } from './document-filter.ts';
import { findSendingFaults, type SendingRules } from './sendable-documents.ts';

/** One remittance is one workflow; more documents than this are two. */
export const documentsMax = 10_000;

/** Room for so many ids, each with its quotes and comma. */
export const idsLimitBytes = 512 * kib;

/** Which documents a remittance is to take. */
export const remittanceChoice = z
  .strictObject({
    accountId: id,
    documentIds: z.array(id).min(1).max(documentsMax).optional(),
    filter: remittanceFilter.optional(),
  })
  .refine(({ documentIds, filter }) => (documentIds === undefined) !== (filter === undefined), {
    params: { fault: 'either_or', values: { choices: 'documentIds, filter' } },
  })
  .meta({ id: 'NewRemittance' });

export type ChoiceCall = Call<undefined, undefined, typeof remittanceChoice>;

/** A document that was chosen, with what keeps it from being sent. Without a row it is not the tenant's. */
export interface Chosen {
  documentId: string;
  row: DocumentRow | undefined;
  findings: Finding[];
}

/** The account through which to send. Throws 400 when it is not the tenant's, 409 when it cannot be used. */
export async function demandUsableAccount(call: ChoiceCall, scope: Scope): Promise<AccountRow> {
  const account = await findAccount(scope, call.body.accountId);
  if (!account) throw refusal('invalid_request', [{ path: ['accountId'], code: 'not_found' }], call);
  return demandUsable(account);
}

/** Judges documents named one by one, in the order of their naming. The paths name the ids. */
export async function judgeByIds(
  call: ChoiceCall,
  scope: Scope,
  account: AccountRow,
  choice: { documentIds: readonly string[]; locked: boolean },
): Promise<Chosen[]> {
  const found = await findDocumentsByIds(scope, choice.documentIds, choice);
  const rows = new Map(found.map((row) => [row.id, row]));
  const rules = await rulesFor(call, scope, account, [...rows.keys()]);
  const firstAt = new Map<string, number>();
  return choice.documentIds.map((documentId, at): Chosen => {
    const path = ['documentIds', at];
    const row = rows.get(documentId);
    const first = firstAt.get(documentId);
    if (first !== undefined)
      return { documentId, row, findings: [{ path, code: 'duplicate', values: { first } }] };
    firstAt.set(documentId, at);
    if (!row) return { documentId, row, findings: [{ path, code: 'not_found' }] };
    const findings = findSendingFaults(row, rules).map((finding) => atDocument(finding, path));
    return { documentId, row, findings };
  });
}

/** The message still names the field at fault, though the path names the document. */
function atDocument(finding: Finding, path: Finding['path']): Finding {
  const field = String(finding.path.at(-1) ?? 'documentIds');
  return { ...finding, path, values: { field, ...finding.values } };
}

/** What a filter chose: those that may go, judged, and those whose due date keeps them out before they are looked at. */
export interface Filtered {
  judged: Chosen[];
  late: { count: number; amountCents: number };
}

/**
 * Judges the documents that fit a filter. Nothing due before today can be sent: such documents are counted and not
 * read, since they could fill the page that what can be sent needs. Throws 422 when more than one remittance can take.
 */
export async function judgeByFilter(
  call: ChoiceCall,
  scope: Scope,
  account: AccountRow,
  { locked }: { locked: boolean },
): Promise<Filtered> {
  const { filter, dueFrom, dueTo } = readFilter(call);
  const rows = await findDocumentsThatFit(scope, { ...filter, dueFrom }, { limit: documentsMax + 1, locked });
  const judged = await judgeRows(call, scope, account, rows);
  if (judged.filter(isSendable).length > documentsMax) {
    const tooMany: Finding = { path: ['filter'], code: 'too_many', values: { limit: documentsMax } };
    throw refusal('documents_not_sendable', [tooMany], call);
  }
  return { judged, late: await findDocumentTotals(scope, { ...filter, dueTo }) };
}

/** Judges the first of those that fit a filter but for their due date, to be shown with their faults. */
export async function judgeLate(
  call: ChoiceCall,
  scope: Scope,
  account: AccountRow,
  limit: number,
): Promise<Chosen[]> {
  const { filter, dueTo } = readFilter(call);
  const rows = await findDocumentsThatFit(scope, { ...filter, dueTo }, { limit, locked: false });
  return judgeRows(call, scope, account, rows);
}

/** The filter with its due dates cut at today: from `dueFrom` on may be sent, until `dueTo` may not. */
function readFilter(call: ChoiceCall) {
  const { status, ...filter } = call.body.filter ?? remittanceFilter.parse({});
  const today = dateInSaoPaulo(call.now());
  const yesterday = addDays(today, -1);
  return {
    filter: { ...filter, statuses: status },
    dueFrom: filter.dueFrom && filter.dueFrom > today ? filter.dueFrom : today,
    dueTo: filter.dueTo && filter.dueTo < yesterday ? filter.dueTo : yesterday,
  };
}

async function judgeRows(
  call: ChoiceCall,
  scope: Scope,
  account: AccountRow,
  rows: DocumentRow[],
): Promise<Chosen[]> {
  const ids = rows.map((row) => row.id);
  const rules = await rulesFor(call, scope, account, ids);
  return rows.map((row) => ({ documentId: row.id, row, findings: findSendingFaults(row, rules) }));
}

export function isSendable(chosen: Chosen): chosen is Chosen & { row: DocumentRow } {
  return chosen.row !== undefined && chosen.findings.length === 0;
}

async function rulesFor(
  { now }: ChoiceCall,
  scope: Scope,
  account: AccountRow,
  documentIds: string[],
): Promise<SendingRules> {
  const waitingIn = await findWaitingRemittances(scope, documentIds);
  return { account, today: dateInSaoPaulo(now()), waitingIn };
}

/** The problem that names these faults, in the caller's language. */
export function refusal(
  code: 'invalid_request' | 'documents_not_sendable',
  findings: Finding[],
  { language }: Pick<ChoiceCall, 'language'>,
): Problem {
  return new Problem(code, toFaults(findings, language));
}
