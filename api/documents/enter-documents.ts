import { v7 as uuid } from 'uuid';
import type { Scope } from '../../db/database.ts';
import {
  type EnteredDocument,
  enteredOf,
  insertDocuments,
  type KnownDocument,
  lockDocumentEntry,
  lockDocumentsByErpIds,
  tellTimelineOfMany,
} from '../../db/documents/document-entry.ts';
import { type SavedPayer, savePayers } from '../../db/payers/payers.ts';
import { sendByRules } from '../../db/sending-rules/send-by-rules.ts';
import type { CalendarDate } from '../../domain/calendar.ts';
import { isAllowed } from '../../domain/document-status.ts';
import type { Finding } from '../problems/faults.ts';
import { type Amendment, amend, changedFields } from './amend-documents.ts';
import type { DocumentEntry } from './document-fields.ts';
import {
  findFurtherFaults,
  findRowFaults,
  type ReadRow,
  readRows,
  toEntered,
} from './judge-document-rows.ts';

/** The result of one row. The results have the order of the rows. */
export type EntryResult =
  | { erpId: string; id: string; result: 'created' | 'updated' | 'unchanged'; remittanceId?: string }
  | { erpId: string | null; id: string | null; result: 'invalid'; findings: Finding[] };

interface EntryContext {
  tenantId: string;
  actor: string;
  today: CalendarDate;
}

/**
 * Enters up to a thousand documents of the ERP. New documents are added, known ones are amended, and faulty rows get
 * their faults. A faulty row does not affect the others.
 */
export async function enterDocuments(
  scope: Scope,
  rows: readonly unknown[],
  context: EntryContext,
): Promise<EntryResult[]> {
  await lockDocumentEntry(scope, context.tenantId);
  const read = readRows(rows);
  const erpIds = read.flatMap((row) => erpIdOf(row) ?? []);
  const known = new Map((await lockDocumentsByErpIds(scope, erpIds)).map((row) => [row.erp_id, row]));
  const judged = read.map((row) => judge(row, known, context.today));
  const payers = await savePayers(scope, context, payersOf(judged));
  const plans = judged.map((row) => plan(row, payers));
  await create(scope, plans, context);
  const amendments = plans.flatMap((each) => (each.amendment ? [each.amendment] : []));
  await amend(scope, amendments, context.actor);
  return sendWhatRulesFit(
    scope,
    plans.map((each) => each.result),
    context,
  );
}

type JudgedRow =
  | { entry: DocumentEntry; before: KnownDocument | undefined }
  | { entry: null; refusal: EntryResult };

function judge(row: ReadRow, known: Map<string, KnownDocument>, today: CalendarDate): JudgedRow {
  const erpId = erpIdOf(row);
  const before = erpId === null ? undefined : known.get(erpId);
  const findings = row.entry
    ? findRowFaults(row.entry, before, today)
    : [...row.findings, ...findFurtherFaults(row.row, before, today)];
  if (row.entry && findings.length === 0) return { entry: row.entry, before };
  return { entry: null, refusal: { erpId, id: before?.id ?? null, result: 'invalid', findings } };
}

function erpIdOf(row: ReadRow): string | null {
  return row.entry ? row.entry.erpId : row.erpId;
}

/** When several rows have the same payer, the last one counts. */
function payersOf(judged: JudgedRow[]): DocumentEntry['payer'][] {
  const wishes = new Map<string, DocumentEntry['payer']>();
  for (const { entry } of judged) if (entry) wishes.set(entry.payer.taxId, entry.payer);
  return [...wishes.values()];
}

interface Plan {
  creation?: EnteredDocument & { id: string; erpId: string };
  amendment?: Amendment;
  result: EntryResult;
}

function plan(row: JudgedRow, payers: Map<string, SavedPayer>): Plan {
  if (!row.entry) return { result: row.refusal };
  const { entry, before } = row;
  // The step before saved the payer of every valid row.
  const payer = payers.get(entry.payer.taxId) as SavedPayer;
  const after = toEntered(entry, payer.id);
  const { erpId } = entry;
  if (!before) {
    const id = uuid();
    return { creation: { ...after, id, erpId }, result: { erpId, id, result: 'created' } };
  }
  const { id } = before;
  // A payer's new data reach Asaas with the document's next version, if it can still have one.
  const newVersion =
    changedFields(enteredOf(before), after).length > 0 ||
    (payer.changed && isAllowed(before.status, 'amend'));
  if (newVersion)
    return { amendment: { before, after, reason: entry.reason }, result: { erpId, id, result: 'updated' } };
  return { result: { erpId, id, result: payer.changed ? 'updated' : 'unchanged' } };
}

async function create(scope: Scope, plans: Plan[], { tenantId, actor }: EntryContext): Promise<void> {
  const creations = plans.flatMap((each) => (each.creation ? [each.creation] : []));
  await insertDocuments(scope, tenantId, creations);
  await tellTimelineOfMany(
    scope,
    creations.map(({ id }) => ({ tenantId, documentId: id, what: 'document.entered', actor, details: {} })),
  );
}

/** Sends what a rule of the company fits. The results then name the remittances. */
async function sendWhatRulesFit(
  scope: Scope,
  results: EntryResult[],
  { tenantId, today }: EntryContext,
): Promise<EntryResult[]> {
  const documentIds = results.flatMap((each) =>
    each.result === 'created' || each.result === 'updated' ? [each.id] : [],
  );
  if (documentIds.length === 0) return results;
  const { remittanceOf } = await sendByRules(scope, { tenantId, today, documentIds });
  return results.map((each) => {
    const remittanceId = each.id === null ? undefined : remittanceOf.get(each.id);
    return remittanceId === undefined || each.result === 'invalid' ? each : { ...each, remittanceId };
  });
}
