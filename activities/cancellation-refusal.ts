import type { Scope } from '../db/database.ts';
import { tellErpOfDocument } from '../db/documents/document-events.ts';
import { type DocumentRow, flagDocument, updateDocument } from '../db/documents/documents.ts';
import { tellTimeline } from '../db/documents/timeline.ts';
import { isCancellationOvertaken } from '../domain/overtaken.ts';

/**
 * Notes on a locked document that its cancellation was not possible. `words` say why, in Portuguese. It is always shown
 * on the document and told to the ERP.
 */
export async function noteCancellationRefusal(
  scope: Scope,
  document: DocumentRow,
  words: string,
): Promise<DocumentRow> {
  const open = await updateDocument(scope, document.id, { cancel_requested_at: null });
  const reason = `O cancelamento não foi possível: ${words}`;
  const flagged = await flagDocument(scope, open, 'cancellation_refused', { reason });
  await tellTimeline(scope, flagged, 'cancellation.refused', 'asaas', { reason });
  await tellErpOfDocument(scope, flagged, { type: 'document.cancellation_refused', data: { reason } });
  return flagged;
}

/** Why a cancellation was refused when the payer was faster. */
export const paidFirst = 'O pagador já pagou.';

/**
 * Refuses a cancellation when a payment was noted before it was carried to Asaas. Returns the row as it is then. Without
 * this the wish would stay open for ever, and nobody would be told.
 */
export async function refuseOvertakenCancellation(
  scope: Scope,
  before: DocumentRow,
  after: DocumentRow,
): Promise<DocumentRow> {
  const isAsked = after.cancel_requested_at !== null;
  if (!isAsked || !isCancellationOvertaken(before.status, after.status)) return after;
  return noteCancellationRefusal(scope, after, paidFirst);
}
