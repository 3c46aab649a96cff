import type { Scope } from '../../db/database.ts';
import { tellTimelineOfMany } from '../../db/documents/document-entry.ts';
import { type DocumentRow, setCancellation } from '../../db/documents/documents.ts';
import { leaveDocumentMessages } from '../../db/messages/messages.ts';

/** Stores that documents must be cancelled. Their workflows do it, or say why it is impossible. */
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
  const documentIds = documents.map((document) => document.id);
  await setCancellation(scope, documentIds, { requestedAt: asked.at, reason: asked.reason });
  await leaveDocumentMessages(scope, documentIds, 'cancellationRequested', { reason: asked.reason });
}
