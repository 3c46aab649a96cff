import type { Scope } from '../db/database.ts';
import { type DocumentRow, lockDocumentOrThrow } from '../db/documents/documents.ts';

/** The document changed after this reading of a charge began: the reading may be older than what is booked. */
export class OvertakenReading extends Error {
  override readonly name = 'OvertakenReading';
}

/**
 * Locks a document to book what a charge said. `changeSeq` is the document's number from before the charge was read.
 * Throws `OvertakenReading` when the document changed since. A slow reader (its activity timed out, and another one has
 * read and booked meanwhile) so never undoes newer news.
 */
export async function lockUnlessOvertaken(
  scope: Scope,
  documentId: string,
  changeSeq: number,
): Promise<DocumentRow> {
  const document = await lockDocumentOrThrow(scope, documentId);
  if (document.change_seq !== changeSeq) {
    throw new OvertakenReading(`Document ${documentId} changed while its charge was read`);
  }
  return document;
}

/** How often a charge is read again at once. After that Temporal repeats the activity, each time later. */
const maxReadings = 10;

/** Does `work` from the start again, its reading included, for as long as that was overtaken. */
export async function readAgainWhenOvertaken<T>(work: () => Promise<T>): Promise<T> {
  for (let reading = 1; ; reading++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof OvertakenReading) || reading === maxReadings) throw error;
    }
  }
}
