import type { CalendarDate } from './calendar.ts';
import { type DocumentStatus, isLive } from './document-status.ts';

/** Whether a payment came before an amendment was sent: a paid charge cannot be amended. */
export function isAmendmentOvertaken(
  before: DocumentStatus,
  after: { status: DocumentStatus; version: number; syncedVersion: number; refusedVersion: number },
): boolean {
  const isPaidNow = isLive(before) && (after.status === 'paid' || after.status === 'settled');
  return isPaidNow && after.version > Math.max(after.syncedVersion, after.refusedVersion);
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
