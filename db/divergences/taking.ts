import type { CalendarDate } from '../../domain/calendar.ts';
import { type CollectionTerms, withDefaults } from '../../domain/collection-terms.ts';
import { defaultsIn, withTheirs } from '../../domain/divergence.ts';
import { isSameWish, takeOurs, takeTheirs } from '../../domain/divergence-choice.ts';
import type { Scope } from '../database.ts';
import { findCharge, setAnsweredTerms } from '../documents/charges.ts';
import { amendDocuments, enteredOf } from '../documents/document-entry.ts';
import { tellErpOfDocument } from '../documents/document-events.ts';
import { type DocumentRow, findDocument, moveDocument, updateDocument } from '../documents/documents.ts';
import { tellTimeline } from '../documents/timeline.ts';
import { leaveDocumentMessage } from '../messages/messages.ts';
import { closeDivergence, type DivergenceRow } from './divergences.ts';

interface Choice {
  actor: string;
  today: CalendarDate;
}

/**
 * Has the document's workflow write our wish to Asaas again, as a version of its own. What Asaas has is noted first,
 * so that the amendment sends what differs from that. The caller has locked the document.
 */
export async function writeOursAgain(
  scope: Scope,
  document: DocumentRow,
  divergence: DivergenceRow,
  { actor }: Choice,
): Promise<void> {
  const { field, ours, theirs } = divergence;
  const entered = takeOurs(enteredOf(document), divergence, syncedOf(document));
  await amendDocuments(scope, [{ id: document.id, ...entered }]);
  const amended = await updateDocument(scope, document.id, {
    synced_terms: JSON.stringify(withTheirs(syncedOf(document), divergence)),
  });
  const details = { version: amended.version, take: 'ours', field, ours, theirs };
  await tellTimeline(scope, amended, 'divergence.decided', actor, details);
  await leaveDocumentMessage(scope, document.id, 'documentAmended', { version: amended.version });
}

/**
 * Gives the document Asaas' value as its next version. When nothing else is to be carried to Asaas, that version is
 * synced already. The caller has locked the document.
 */
export async function takeAsaasValue(
  scope: Scope,
  document: DocumentRow,
  divergence: DivergenceRow,
  { actor, today }: Choice,
): Promise<void> {
  const { field, ours, theirs } = divergence;
  const entered = takeTheirs(enteredOf(document), divergence);
  const synced = withTheirs(syncedOf(document), divergence);
  await amendDocuments(scope, [{ id: document.id, ...entered }]);
  await measureBy(scope, document, divergence);
  const isEqual = isSameWish(withDefaults(entered, defaultsIn(synced)), synced);
  const amended = await updateDocument(scope, document.id, {
    synced_terms: JSON.stringify(synced),
    ...(isEqual && { synced_version: document.version + 1 }),
  });
  const change = { before: { [field]: ours }, after: { [field]: theirs }, source: 'asaas' };
  await tellTimeline(scope, amended, 'document.amended', actor, { version: amended.version, ...change });
  const data = { syncedVersion: amended.synced_version };
  await tellErpOfDocument(scope, amended, { type: 'document.amended', data });
  await leaveDocumentMessage(scope, document.id, 'documentAmended', { version: amended.version });
  const closed = await closeDivergence(scope, amended, divergence, 'asaas', actor);
  // Past or not, the due date is Asaas' now: an overdue document whose payer has time again is not overdue.
  if (field === 'dueDate' && String(theirs) >= today) {
    const current = await findDocument(scope, closed.id);
    await moveDocument(scope, current, { event: 'due-date.extended', actor: 'asaas' });
  }
}

/**
 * From now on Asaas' value is what the charge should have, also where the document asks for none: nobody sends a term
 * that it does not have.
 */
async function measureBy(scope: Scope, document: DocumentRow, divergence: DivergenceRow): Promise<void> {
  const { field, theirs, charge_id: chargeId } = divergence;
  const answered = (await findCharge(scope, document.id, chargeId))?.answered_terms;
  if (answered && Object.hasOwn(answered, field))
    await setAnsweredTerms(scope, document.id, chargeId, { ...answered, [field]: theirs });
}

/** A live document has them: the table's CHECKs see to it. */
function syncedOf(document: DocumentRow): CollectionTerms {
  return document.synced_terms as CollectionTerms;
}
