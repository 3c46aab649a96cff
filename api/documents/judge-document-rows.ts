import { z } from 'zod';
import { type EnteredDocument, enteredOf, type KnownDocument } from '../../db/documents/document-entry.ts';
import type { CalendarDate } from '../../domain/calendar.ts';
import { isAllowed, statusesAllowing } from '../../domain/document-status.ts';
import { findAmountFaults, findDueDateFaults, findTermFaults } from '../../domain/term-faults.ts';
import { findUnstorableText } from '../http/json-body.ts';
import { type Finding, statusName, statusNames, toFindings } from '../problems/faults.ts';
import { changedFields } from './amend-documents.ts';
import { type DocumentEntry, documentEntry } from './document-fields.ts';

/** A row that was read, or why it cannot be read. */
export type ReadRow =
  | { entry: DocumentEntry; findings: null }
  | { entry: null; row: unknown; erpId: string | null; findings: Finding[] };

/** Reads each row by itself. When two rows have the same document, the later one is faulty. */
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

/** Null also when the id itself cannot be read. Then the document is not looked up, and the answer has no id. */
function erpIdOf(row: unknown): string | null {
  const erpId = documentEntry.shape.erpId.safeParse((row as { erpId?: unknown } | null)?.erpId).data;
  return erpId === undefined || findUnstorableText(erpId).length > 0 ? null : erpId;
}

/** What keeps a readable row from being entered, compared with the known document. */
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

/** The other faults of a row that cannot be read, so that all its faults are told at once. */
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

const { amountCents, additionCents, rebateCents, discount, dueDate } = documentEntry.shape;
const readableDueDate = z.object({ dueDate });
const readableAmounts = z.object({ amountCents, additionCents, rebateCents, discount });

/** The terms that do not change the smallest amount. */
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
    rebateCents: amounts.rebateCents ?? 0,
    discount: amounts.discount ?? null,
  };
}

/** The terms of the row, with the id of the saved payer. */
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

/**
 * A charge never moves to another payer (Asaas reference 3.6). So only a document without a charge may change its
 * payer.
 */
function findLockedPayer(before: KnownDocument, entry: DocumentEntry): Finding[] {
  if (before.erased_at) return [{ path: ['payer', 'taxId'], code: 'payer_erased' }];
  if (before.payer_tax_id === entry.payer.taxId) return [];
  if (before.status === 'pending' || before.status === 'rejected') return [];
  const values = { status: statusName(before.status) };
  return [{ path: ['payer', 'taxId'], code: 'payer_not_changeable', values }];
}

/** The terms of a document that is paid, settled, cancelled or refunded can no longer change. */
function findLockedFields(before: KnownDocument, after: EnteredDocument): Finding[] {
  if (isAllowed(before.status, 'amend')) return [];
  const values = { status: statusName(before.status), allowed: statusNames(statusesAllowing('amend')) };
  return changedFields(enteredOf(before), after).map((field) => ({
    path: [field],
    code: 'document_not_amendable',
    values,
  }));
}
