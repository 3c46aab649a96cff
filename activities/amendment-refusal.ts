import type { Scope } from '../db/database.ts';
import { forgetTaken } from '../db/divergences/decisions.ts';
import { tellErpOfDocument } from '../db/documents/document-events.ts';
import { type DocumentRow, flagDocument, updateDocument } from '../db/documents/documents.ts';
import { tellTimeline } from '../db/documents/timeline.ts';
import { isAmendmentOvertaken } from '../domain/overtaken.ts';

/** Why an amendment was not done, and what a person can do, in Portuguese. */
export interface AmendmentRefusal {
  reason: string;
  cure: string;
}

/** What a person can do when the payer paid before the amendment. */
export const overtakenCure =
  'O documento fica com o valor que foi pago: combine a diferença com o pagador ou cobre-a em outro documento.';

/**
 * Notes on a locked document that its amendment was refused, because the payer paid first or because Asaas does not
 * accept it. It is always shown on the document and told to the ERP. The next edit tries again.
 */
export async function noteAmendmentRefusal(
  scope: Scope,
  document: Pick<DocumentRow, 'id'>,
  refusedVersion: number,
  refusal: AmendmentRefusal,
): Promise<DocumentRow> {
  const refused = await updateDocument(scope, document.id, { refused_version: refusedVersion });
  await forgetTaken(scope, document.id);
  const flagged = await flagDocument(scope, refused, 'amendment_refused', { ...refusal });
  await tellTimeline(scope, flagged, 'amendment.refused', 'asaas', { version: refusedVersion, ...refusal });
  const data = { refusedVersion, ...refusal };
  await tellErpOfDocument(scope, flagged, { type: 'document.amendment_refused', data });
  return flagged;
}

/**
 * Refuses an amendment when a payment came before it was sent: a paid charge cannot be amended. Returns the row as it
 * is then.
 */
export async function refuseOvertakenAmendment(
  scope: Scope,
  before: DocumentRow,
  after: DocumentRow,
): Promise<DocumentRow> {
  const { status, version, synced_version: syncedVersion, refused_version: refusedVersion } = after;
  if (!isAmendmentOvertaken(before.status, { status, version, syncedVersion, refusedVersion })) return after;
  return noteAmendmentRefusal(scope, after, after.version, {
    reason: 'O pagador pagou antes de a alteração chegar ao Asaas.',
    cure: overtakenCure,
  });
}
