import type { Scope } from '../db/database.ts';
import { type DocumentRow, findDocument } from '../db/documents/documents.ts';
import { findOpenAttempt } from '../db/documents/registration-attempts.ts';
import type { DocumentSnapshot } from '../domain/next-step.ts';
import type { Dependencies } from './dependencies.ts';

/** What the workflow is told of its document after each step: enough to decide the next, nothing personal. */
export async function snapshotOf(
  deps: Dependencies,
  scope: Scope,
  documentId: string,
): Promise<DocumentSnapshot> {
  const document = await findDocument(scope, documentId);
  const attempt = document.status === 'uncertain' ? await findOpenAttempt(scope, documentId) : undefined;
  return {
    status: document.status,
    version: document.version,
    syncedVersion: document.synced_version,
    refusedVersion: document.refused_version,
    cancelRequested: document.cancel_requested_at !== null,
    dueDate: document.due_date,
    lookAt: attempt?.look_at?.getTime() ?? null,
    closesAt: closesAt(document, deps.reversalWindowMs),
  };
}

/** A document stops listening a window after its end; one that is paid still waits for its credit, however long. */
function closesAt(document: DocumentRow, reversalWindowMs: number): number | null {
  const ends = {
    settled: document.settled_at,
    cancelled: document.cancelled_at,
    refunded: document.refunded_at,
  };
  const end = ends[document.status as keyof typeof ends];
  return end ? end.getTime() + reversalWindowMs : null;
}
