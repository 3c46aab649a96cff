import type { Scope } from '../db/database.ts';
import { type DocumentRow, findDocument } from '../db/documents/documents.ts';
import { findOpenAttempt } from '../db/documents/registration-attempts.ts';
import { isLive, isOver } from '../domain/document-status.ts';
import type { Hold } from '../domain/hold.ts';
import type { DocumentSnapshot } from '../domain/next-step.ts';
import type { Dependencies } from './dependencies.ts';

/** What the workflow knows of its document after each step: enough to decide the next step, and no personal data. */
export async function snapshotOf(
  deps: Dependencies,
  scope: Scope,
  documentId: string,
): Promise<DocumentSnapshot> {
  const document = await findDocument(scope, documentId);
  const mayHaveAttempt = !isLive(document.status) && !isOver(document.status);
  const attempt = mayHaveAttempt ? await findOpenAttempt(scope, documentId) : undefined;
  // If a webhook named the charge, the first look-up starts at once.
  const isNamed = attempt?.seen_charge_id && attempt.looks === 0;
  const lookAt = isNamed ? attempt.opened_at : attempt?.look_at;
  return {
    status: document.status,
    version: document.version,
    syncedVersion: document.synced_version,
    refusedVersion: document.refused_version,
    cancelRequested: document.cancel_requested_at !== null,
    amountCents: document.amount_cents + document.addition_cents - document.rebate_cents,
    dueDate: document.due_date,
    hasOpenAttempt: attempt !== undefined,
    lookAt: lookAt?.getTime() ?? null,
    closesAt: closesAt(document, deps.reversalWindowMs),
    hold: holdOf(document),
    triesInVain: document.hold_tries,
    rejection: document.status === 'rejected' ? withoutPersonalData(document.last_error?.message) : null,
  };
}

function holdOf({ hold: cause, hold_work: work, hold_until: until }: DocumentRow): Hold | null {
  return cause && work && { cause, work, untilMs: until?.getTime() ?? null };
}

/** Asaas' words may contain the data that it refuses, and operators read histories. */
function withoutPersonalData(words: string | undefined): string | null {
  return words?.replace(/\S+@\S+/g, '(e-mail)').replace(/\d[\d.\-/ ]{6,}\d/g, '(número)') ?? null;
}

/** A finished document waits for refunds during one window. A paid document waits for its credit without a limit. */
function closesAt(document: DocumentRow, reversalWindowMs: number): number | null {
  const ends = {
    settled: document.settled_at,
    cancelled: document.cancelled_at,
    refunded: document.refunded_at,
  };
  const end = ends[document.status as keyof typeof ends];
  return end ? end.getTime() + reversalWindowMs : null;
}
