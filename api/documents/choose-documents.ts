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
import { erpId, findNamed, isOne } from './document-reference.ts';
import { findSendingFaults, type SendingRules } from './sendable-documents.ts';

/** The limit of one remittance, because one remittance is one workflow. More documents need a second one. */
export const documentsMax = 10_000;

/** Room for this many ids with quotes and commas. The ERP's own ids may be long. */
export const idsLimitBytes = 2_048 * kib;

/** How a body names documents one by one: by our ids or by the ERP's. */
export const documentNames = {
  documentIds: z.array(id).min(1).max(documentsMax).optional(),
  erpIds: z.array(erpId).min(1).max(documentsMax).optional(),
};

/** Which documents a remittance should take. */
export const remittanceChoice = z
  .strictObject({
    accountId: id,
    ...documentNames,
    filter: remittanceFilter.optional(),
  })
  .refine(({ documentIds, erpIds, filter }) => isOne([documentIds, erpIds, filter]), {
    params: { fault: 'either_or', values: { choices: 'documentIds, erpIds, filter' } },
  })
  .meta({ id: 'NewRemittance' });

export type ChoiceCall = Call<undefined, undefined, typeof remittanceChoice>;

/** A chosen document, with what keeps it from being sent. Without a row the tenant has no such document. */
export interface Chosen {
  /** Null when it was named by an id of the ERP that the tenant has no document of. */
  documentId: string | null;
  erpId: string | null;
  row: DocumentRow | undefined;
  findings: Finding[];
}

/** The account for sending. Throws 400 when the tenant has no such account, and 409 when it cannot be used. */
export async function demandUsableAccount(call: ChoiceCall, scope: Scope): Promise<AccountRow> {
  const account = await findAccount(scope, call.body.accountId);
  if (!account) throw refusal('invalid_request', [{ path: ['accountId'], code: 'not_found' }], call);
  return demandUsable(account);
}

/**
 * Judges documents that were named one by one, in the same order. The path of a finding is the place in the list of
 * ids.
 */
export async function judgeNamed(
  call: ChoiceCall,
  scope: Scope,
  account: AccountRow,
  { locked }: { locked: boolean },
): Promise<Chosen[]> {
  const named = await findNamed(scope, call.body);
  const ids = named.flatMap(({ documentId }) => documentId ?? []);
  const rows = new Map((await findDocumentsByIds(scope, ids, { locked })).map((row) => [row.id, row]));
  const rules = await rulesFor(call, scope, account, [...rows.keys()]);
  const firstAt = new Map<string, number>();
  return named.map(({ documentId, erpId, path }, at): Chosen => {
    const row = documentId === null ? undefined : rows.get(documentId);
    const key = documentId ?? `erp:${erpId}`;
    const first = firstAt.get(key);
    if (first !== undefined)
      return { documentId, erpId, row, findings: [{ path, code: 'duplicate', values: { first } }] };
    firstAt.set(key, at);
    if (!row) return { documentId, erpId, row, findings: [{ path, code: 'not_found' }] };
    const findings = findSendingFaults(row, rules).map((finding) => atDocument(finding, path));
    return { documentId, erpId, row, findings };
  });
}

/** The path points to the document's id, so the message still names the wrong field. */
function atDocument(finding: Finding, path: Finding['path']): Finding {
  const field = String(finding.path.at(-1) ?? 'documentIds');
  return { ...finding, path, values: { field, ...finding.values } };
}

/** The result of a filter: the documents that may be sent, judged, and the count of those with a past due date. */
export interface Filtered {
  judged: Chosen[];
  late: { count: number; amountCents: number };
}

/**
 * Judges the documents that match a filter. A document due before today cannot be sent. Such documents are counted and
 * not read, because they could fill all places of the page. Throws 422 when the filter finds more than one remittance
 * can take.
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

/** Judges the first documents of the filter whose due date is past, to show them with their faults. */
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

/**
 * The filter with its due dates split at today: from `dueFrom` on documents may be sent, until `dueTo` they may not.
 */
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
  return rows.map((row) => ({
    documentId: row.id,
    erpId: row.erp_id,
    row,
    findings: findSendingFaults(row, rules),
  }));
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

/** The problem with these faults, in the caller's language. */
export function refusal(
  code: 'invalid_request' | 'documents_not_sendable',
  findings: Finding[],
  { language }: Pick<ChoiceCall, 'language'>,
): Problem {
  return new Problem(code, toFaults(findings, language));
}
