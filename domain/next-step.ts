import { addDays, type CalendarDate, startOfDayInSaoPaulo } from './calendar.ts';
import { type DocumentStatus, isAllowed, isLive, isOver } from './document-status.ts';

/** What a document's workflow knows of its row: enough to decide, nothing personal. */
export interface DocumentSnapshot {
  status: DocumentStatus;
  version: number;
  syncedVersion: number;
  /** The version of which Asaas refused the amendment. */
  refusedVersion: number;
  cancelRequested: boolean;
  dueDate: CalendarDate;
  /** When the charge of an unknown outcome is looked up (epoch milliseconds). */
  lookAt: number | null;
  /** When the document stops listening for refunds and undone receipts (epoch milliseconds). */
  closesAt: number | null;
}

export type Step =
  | { do: 'register' | 'lookUp' | 'cancel' | 'amend' | 'markOverdue' | 'end' }
  | { do: 'wait'; until: number | null };

/**
 * What a document with no unread message needs next. Wishes that came too early (an edit or a cancellation while
 * the outcome of its creation is unknown) wait here until the charge lives.
 */
export function nextStep(document: DocumentSnapshot, nowMs: number, jitterMs: number): Step {
  const { status } = document;
  if (document.cancelRequested && isAllowed(status, 'cancel') && status !== 'uncertain')
    return { do: 'cancel' };
  if (status === 'registering') return { do: 'register' };
  if (status === 'uncertain') return dueAt(document.lookAt ?? nowMs, nowMs, 'lookUp');
  if (document.cancelRequested && (isLive(status) || status === 'pending' || status === 'rejected'))
    return { do: 'cancel' };
  if (isLive(status) && document.version > Math.max(document.syncedVersion, document.refusedVersion))
    return { do: 'amend' };
  if (status === 'registered') return dueAt(overdueAt(document.dueDate, jitterMs), nowMs, 'markOverdue');
  if (isOver(status) && document.closesAt !== null) return dueAt(document.closesAt, nowMs, 'end');
  return { do: 'wait', until: null };
}

/**
 * When an unpaid document counts as overdue if Asaas has not said so first: early in the morning after the due date.
 * The jitter keeps a month's end from waking every document in one second.
 */
export function overdueAt(dueDate: CalendarDate, jitterMs: number): number {
  const sixHoursMs = 6 * 3_600_000;
  return startOfDayInSaoPaulo(addDays(dueDate, 1)) + sixHoursMs + jitterMs;
}

function dueAt(at: number, nowMs: number, step: 'lookUp' | 'markOverdue' | 'end'): Step {
  return nowMs >= at ? { do: step } : { do: 'wait', until: at };
}
