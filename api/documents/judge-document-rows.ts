import { z } from 'zod';
import type { EnteredDocument, KnownDocument } from '../../db/documents/document-entry.ts';
import type { CalendarDate } from '../../domain/calendar.ts';
import { isAllowed, statusesAllowing } from '../../domain/document-status.ts';
import { findUnstorableText } from '../http/json-body.ts';
import { type Finding, statusName, statusNames, toFindings } from '../problems/faults.ts';
import { changedFields, enteredOf } from './amend-documents.ts';
import { type DocumentEntry, documentEntry } from './document-fields.ts';
import { findAmountFaults, findDueDateFaults, findTermFaults } from './document-rules.ts';

/** A row as it was read, or what keeps it from being read. */
export type ReadRow =
  | { entry: DocumentEntry; findings: null }
  | { entry: null; row: unknown; erpId: string | null; findings: Finding[] };

/** Reads each row by itself. Of two rows about one document the later is at fault. */
export function readRows(rows: readonly unknown[]): ReadRow[] {
  const firstAt = new Map<string, number>();
  return rows.map((row, at) => {
    const result = documentEntry.safeParse(row, { reportInput: true });
    const findings = [...findUnstorableText(row), ...(result.success ? [] : toFindings(result.error))];
    const erpId = erpIdOf(row);
    const first = erpId === null ? undefined : firstAt.get(erpId);
    if (erpId !== null && first === undefined) firstAt.set(erpId, at);
    if (first !== undefined) findings.push({ path: ['erpId'], code: 'duplicate', values: { first } });
    if (result.success && findings.length === 0) return { entry: result.data, findings: null };
    return { entry: null, row, erpId, findings };
  });
}

/** Null also when the id itself is what cannot be read: it is neither looked up nor answered. */
function erpIdOf(row: unknown): string | null {
  const erpId = documentEntry.shape.erpId.safeParse((row as { erpId?: unknown } | null)?.erpId).data;
  return erpId === undefined || findUnstorableText(erpId).length > 0 ? null : erpId;
}

/** What keeps a readable row from being entered, given the document as it is known, if it is. */
export function findRowFaults(
  entry: DocumentEntry,
  before: KnownDocument | undefined,
  today: CalendarDate,
): Finding[] {
  const after = toEntered(entry, before?.payer_id ?? '');
  const locked = before ? [...findLockedPayer(before, entry), ...findLockedFields(before, after)] : [];
  if (locked.length > 0) return locked;
  return findTermFaults(after, { today, dueDateIsNew: before?.due_date !== entry.dueDate });
}

/** What else is wrong with a row that cannot be read as a whole, so that all its faults are told at once. */
export function findFurtherFaults(
  row: unknown,
  before: KnownDocument | undefined,
  today: CalendarDate,
): Finding[] {
  const dueDate = readableDueDate.safeParse(row).data?.dueDate;
  const amounts = readableAmounts.safeParse(row).data;
  return [
    ...(dueDate !== undefined && before?.due_date !== dueDate ? findDueDateFaults(dueDate, today) : []),
    ...(amounts ? findAmountFaults({ ...withoutBearing, ...toPayable(amounts) }) : []),
  ];
}

const { amountCents, additionCents, discount, dueDate } = documentEntry.shape;
const readableDueDate = z.object({ dueDate });
const readableAmounts = z.object({ amountCents, additionCents, discount });

/** The terms that say nothing about the least amount. */
const withoutBearing = {
  fine: null,
  interest: null,
  dueDate: '',
  description: null,
  billingType: 'BOLETO',
} as const;

function toPayable(amounts: z.output<typeof readableAmounts>) {
  return {
    amountCents: amounts.amountCents,
    additionCents: amounts.additionCents ?? 0,
    discount: amounts.discount ?? null,
  };
}

/** What the row asks of its payer, once the payer is known. */
export function toEntered(entry: DocumentEntry, payerId: string): EnteredDocument {
  return {
    number: entry.number,
    payerId,
    ...toPayable(entry),
    fine: entry.fine ?? null,
    interest: entry.interest ?? null,
    description: entry.description ?? null,
    dueDate: entry.dueDate,
    billingType: entry.billingType,
  };
}

/** A charge never moves to another payer (Asaas reference 3.6): only a document that has none may. */
function findLockedPayer(before: KnownDocument, entry: DocumentEntry): Finding[] {
  if (before.payer_tax_id === entry.payer.taxId) return [];
  if (before.status === 'pending' || before.status === 'rejected') return [];
  const values = { status: statusName(before.status) };
  return [{ path: ['payer', 'taxId'], code: 'payer_not_changeable', values }];
}

/** Terms of a document that is paid, settled, cancelled or refunded are history. */
function findLockedFields(before: KnownDocument, after: EnteredDocument): Finding[] {
  if (isAllowed(before.status, 'amend')) return [];
  const values = { status: statusName(before.status), allowed: statusNames(statusesAllowing('amend')) };
  return changedFields(enteredOf(before), after).map((field) => ({
    path: [field],
    code: 'document_not_amendable',
    values,
  }));
}
