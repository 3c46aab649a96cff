import { addDays, type CalendarDate, startOfDayInSaoPaulo } from './calendar.ts';
import { canHappen, type DocumentStatus, isLive, isOver } from './document-status.ts';
import { type Hold, hasEnded } from './hold.ts';

/** What a document's workflow knows of its row: enough to decide, nothing personal. */
export interface DocumentSnapshot {
  status: DocumentStatus;
  version: number;
  syncedVersion: number;
  /** The version of which Asaas refused the amendment. */
  refusedVersion: number;
  cancelRequested: boolean;
  amountCents: number;
  dueDate: CalendarDate;
  /** Whether a create call is written down whose outcome is not known. */
  hasOpenAttempt: boolean;
  /** When the charge of an unknown outcome is looked up (epoch milliseconds). */
  lookAt: number | null;
  /** When the document stops listening for refunds and undone receipts (epoch milliseconds). */
  closesAt: number | null;
  /** What the document could not do just now, and why. */
  hold: Hold | null;
  /** How often in a row a hold was met. */
  triesInVain: number;
  /** Asaas' words for the rejection of a rejected document. */
  rejection: string | null;
}

/** A step that changes the row. */
export type Action = 'register' | 'lookUp' | 'cancel' | 'amend' | 'markOverdue';

/** `until` is when something is due by itself (epoch milliseconds); null when only a message or a hold's end helps. */
export type Step = { do: Action | 'end' } | { do: 'wait'; until: number | null };

/**
 * What a document with no unread message needs next. Wishes that came too early (an edit or a cancellation while
 * the outcome of its creation is unknown) wait until the charge lives. A step that is held is passed over until
 * its hold ends; other steps go on.
 */
export function nextStep(document: DocumentSnapshot, nowMs: number, jitterMs: number): Step {
  const held = hasEnded(document.hold, nowMs) ? null : document.hold?.work;
  const steps = wantedSteps(document, jitterMs).filter(({ action }) => action !== held);
  const due = steps.find(({ at }) => at <= nowMs);
  if (due) return { do: due.action };
  return { do: 'wait', until: steps.length > 0 ? Math.min(...steps.map(({ at }) => at)) : null };
}

interface WantedStep {
  action: Action | 'end';
  /** When it is due (epoch milliseconds). */
  at: number;
}

const atOnce = 0;

/** Every step that the row asks for, the most urgent first, and when it is due. */
function wantedSteps(document: DocumentSnapshot, jitterMs: number): WantedStep[] {
  const { status, hasOpenAttempt } = document;
  const steps: WantedStep[] = [];
  // A create call of unknown outcome may have left a charge: it is looked up first, then removed.
  if (document.cancelRequested && canHappen(status, 'charge.removed') && !hasOpenAttempt)
    steps.push({ action: 'cancel', at: atOnce });
  // With an open attempt nothing is sent: the attempt is found unknown.
  else if (status === 'registering') steps.push({ action: 'register', at: atOnce });
  else if (status === 'uncertain' && hasOpenAttempt)
    steps.push({ action: 'lookUp', at: document.lookAt ?? atOnce });
  else if (isLive(status) && document.version > Math.max(document.syncedVersion, document.refusedVersion))
    steps.push({ action: 'amend', at: atOnce });
  if (status === 'registered')
    steps.push({ action: 'markOverdue', at: overdueAt(document.dueDate, jitterMs) });
  if (isOver(status) && document.closesAt !== null) steps.push({ action: 'end', at: document.closesAt });
  return steps;
}

/**
 * When an unpaid document counts as overdue if Asaas has not said so first: early in the morning after the due date.
 * The jitter keeps a month's end from waking every document in one second.
 */
export function overdueAt(dueDate: CalendarDate, jitterMs: number): number {
  const sixHoursMs = 6 * 3_600_000;
  return startOfDayInSaoPaulo(addDays(dueDate, 1)) + sixHoursMs + jitterMs;
}
