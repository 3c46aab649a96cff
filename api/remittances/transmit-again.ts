import type { Scope } from '../../db/database.ts';
import { tellTimelineOfMany } from '../../db/documents/document-entry.ts';
import { type DocumentRow, setCancellation } from '../../db/documents/documents.ts';
import { leaveRemittanceMessage } from '../../db/messages/messages.ts';
import { reopenItems } from '../../db/remittances/remittances.ts';

/**
 * Sends documents of one remittance again: a rejected one after its correction, a cancelled one with a new charge.
 * Their items wait again, and the remittance hands them over at its usual pace.
 */
export async function transmitAgain(
  scope: Scope,
  remittanceId: string,
  documents: readonly DocumentRow[],
  actor: string,
): Promise<void> {
  const documentIds = documents.map((document) => document.id);
  await reopenItems(scope, remittanceId, documentIds);
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
  await leaveRemittanceMessage(scope, remittanceId, 'remittanceSent');
}
