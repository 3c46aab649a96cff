import { addDays, type CalendarDate, startOfDayInSaoPaulo } from './calendar.ts';
import { canHappen, type DocumentStatus, isLive, isOver } from './document-status.ts';
import { type Hold, hasEnded } from './hold.ts';

/** What a document's workflow knows of the row: enough to decide, and no personal data. */
export interface DocumentSnapshot {
  status: DocumentStatus;
  version: number;
  syncedVersion: number;
  /** The version whose amendment Asaas refused. */
  refusedVersion: number;
  cancelRequested: boolean;
  amountCents: number;
  dueDate: CalendarDate;
  /** Whether a create call is written down and its outcome is not known. */
  hasOpenAttempt: boolean;
  /** When to look up the charge of an unknown outcome (epoch milliseconds). */
  lookAt: number | null;
  /** When the document stops waiting for refunds and undone receipts (epoch milliseconds). */
  closesAt: number | null;
  /** What the document cannot do now, and why. */
  hold: Hold | null;
  /** How many times in a row a hold was met. */
  triesInVain: number;
  /** Asaas' words about the rejection; null when the document is not rejected. */
  rejection: string | null;
}

/** A step that changes the row. */
export type Action = 'register' | 'lookUp' | 'cancel' | 'amend' | 'markOverdue';

/**
 * `until`: when a step becomes due (epoch milliseconds). Null when only a message or the end of a hold can bring a
 * step.
 */
export type Step = { do: Action | 'end' } | { do: 'wait'; until: number | null };

/**
 * The next step of a document that has no unread message. An edit or a cancellation that came while the outcome of the
 * create call is unknown waits until the charge is live. A held step is skipped until its hold ends; the other steps
 * continue.
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
  /** When the step is due (epoch milliseconds). */
  at: number;
}

const atOnce = 0;

/** Every step that the row asks for, the most urgent first. */
function wantedSteps(document: DocumentSnapshot, jitterMs: number): WantedStep[] {
  const { status, hasOpenAttempt } = document;
  const steps: WantedStep[] = [];
  // A create call of unknown outcome may have created a charge. So the charge is looked up first and removed then.
  if (document.cancelRequested && canHappen(status, 'charge.removed') && !hasOpenAttempt)
    steps.push({ action: 'cancel', at: atOnce });
  // With an open attempt this step sends nothing: it marks the attempt as unknown.
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
 * When an unpaid document becomes overdue if Asaas did not say so before: early in the morning after the due date. The
 * jitter spreads the documents, so the end of a month does not wake all of them in one second.
 */
export function overdueAt(dueDate: CalendarDate, jitterMs: number): number {
  const sixHoursMs = 6 * 3_600_000;
  return startOfDayInSaoPaulo(addDays(dueDate, 1)) + sixHoursMs + jitterMs;
}
