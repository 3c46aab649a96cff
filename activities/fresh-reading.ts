import type { Scope } from '../db/database.ts';
import { type DocumentRow, lockDocumentOrThrow } from '../db/documents/documents.ts';

/** The document changed after the reading of its charge began. So the reading may be older than what is booked. */
export class OvertakenReading extends Error {
  override readonly name = 'OvertakenReading';
}

/**
 * Locks a document to book what a charge said. `changeSeq` is the document's number from before the charge was read.
 * Throws `OvertakenReading` when the document changed since then. So a slow reading never undoes newer news. A reading
 * is slow when, for example, its activity timed out and a second one has booked meanwhile.
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

/** How many times a charge is read at once. Then the activity fails, and Temporal repeats it later. */
const maxReadings = 10;

/** Does `work` again, with a new reading, while its reading was overtaken. */
export async function readAgainWhenOvertaken<T>(work: () => Promise<T>): Promise<T> {
  for (let reading = 1; ; reading++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof OvertakenReading) || reading === maxReadings) throw error;
    }
  }
}
