import type { Scope } from '../db/database.ts';
import { tellTimelineOfMany } from '../db/document-entry.ts';
import { type DocumentRow, setCancellation } from '../db/documents.ts';
import { leaveDocumentMessages, leaveRemittanceMessage } from '../db/messages.ts';
import { reopenItems } from '../db/remittances.ts';

/**
 * Sends documents of one remittance once more: a rejected one after its cause is gone, a cancelled one as a new charge.
 * Their items wait again, and a remittance that was done is followed again.
 */
export async function transmitAgain(
  scope: Scope,
  remittanceId: string,
  documents: readonly DocumentRow[],
  actor: string,
): Promise<void> {
  const documentIds = documents.map((document) => document.id);
  const wasDone = await reopenItems(scope, remittanceId, documentIds);
  await tellTimelineOfMany(
    scope,
    documents.map((document) => ({
      tenantId: document.tenant_id,
      documentId: document.id,
      what: 'remittance.sent_again',
      actor,
      details: { remittanceId },
    })),
  );
  const onceCancelled = documents.filter((document) => document.cancel_reason !== null);
  await setCancellation(
    scope,
    onceCancelled.map((document) => document.id),
    null,
  );
  await leaveDocumentMessages(scope, documentIds, 'documentSent', { remittanceId });
  if (wasDone) await leaveRemittanceMessage(scope, remittanceId, 'remittanceSent');
}
