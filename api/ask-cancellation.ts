import type { Scope } from '../db/database.ts';
import { tellTimelineOfMany } from '../db/document-entry.ts';
import { type DocumentRow, updateDocument } from '../db/documents.ts';
import { leaveDocumentMessage } from '../db/messages.ts';

/** Writes down that documents are to be cancelled; their workflows do it, or tell why it cannot be. */
export async function askCancellation(
  scope: Scope,
  documents: readonly DocumentRow[],
  asked: { reason: string; actor: string; at: Date },
): Promise<void> {
  await tellTimelineOfMany(
    scope,
    documents.map((document) => ({
      tenantId: document.tenant_id,
      documentId: document.id,
      what: 'cancellation.requested',
      actor: asked.actor,
      details: { reason: asked.reason },
    })),
  );
  for (const document of documents) {
    await updateDocument(scope, document.id, { cancel_requested_at: asked.at, cancel_reason: asked.reason });
    await leaveDocumentMessage(scope, document.id, 'cancellationRequested', { reason: asked.reason });
  }
}
