import type { CalendarDate } from './calendar.ts';
import { canHappen, type DocumentStatus, isLive } from './document-status.ts';

/** Whether a payment came before an amendment was sent: a paid charge cannot be amended. */
export function isAmendmentOvertaken(
  before: DocumentStatus,
  after: { status: DocumentStatus; version: number; syncedVersion: number; refusedVersion: number },
): boolean {
  const isPaidNow = isLive(before) && (after.status === 'paid' || after.status === 'settled');
  return isPaidNow && after.version > Math.max(after.syncedVersion, after.refusedVersion);
}

/** Whether a payment came before a cancellation was carried out: a paid charge is not removed any more. */
export function isCancellationOvertaken(before: DocumentStatus, after: DocumentStatus): boolean {
  return canHappen(before, 'charge.removed') && after !== 'cancelled' && !canHappen(after, 'charge.removed');
}

/** What a cancellation removes: the charge that a payer could pay, if there is one. */
export interface CancellationTarget {
  status: DocumentStatus;
  chargeId: string | null;
}

/**
 * Whether the document still has the charge that was removed. If it was sent again since then, its new charge still
 * lives, and the cancellation begins anew.
 */
export function isSameTarget(removed: CancellationTarget, now: CancellationTarget): boolean {
  return removed.chargeId === now.chargeId && isLive(removed.status) === isLive(now.status);
}

/**
 * Who says that the due date passed: Asaas, of the date that it was told last, or our calendar. Null when it did not
 * pass. News about a due date that was extended since then says nothing.
 */
export function whoSaysOverdue(
  dates: { due: CalendarDate; told: CalendarDate | null; synced: CalendarDate | undefined },
  today: CalendarDate,
): 'asaas' | 'remessa' | null {
  if (dates.told !== null && dates.told === dates.synced) return 'asaas';
  return dates.due < today ? 'remessa' : null;
}
