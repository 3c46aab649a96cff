import type { Scope } from '../../db/database.ts';
import { lockDocumentById } from '../../db/documents/document-entry.ts';
import { findDocumentFacts, findDocumentWithPayer } from '../../db/documents/document-list.ts';
import type { DocumentRow } from '../../db/documents/documents.ts';
import { type DocumentAction, isAllowed, statusesAllowing } from '../../domain/document-status.ts';
import { statusName, statusNames } from '../problems/faults.ts';
import { Problem } from '../problems/problem.ts';
import { toDocumentAnswer } from './document-answer.ts';

/** The tenant's document, locked until the transaction ends. Throws 404. */
export async function demandDocument(scope: Scope, documentId: string): Promise<DocumentRow> {
  const row = await lockDocumentById(scope, documentId);
  if (!row) throw new Problem('not_found');
  return row;
}

/** Throws 409 with the status, and those in which it would be possible. */
export function demandStatus(document: DocumentRow, action: DocumentAction): void {
  if (isAllowed(document.status, action)) return;
  const allowed = statusesAllowing(action);
  throw new Problem('not_allowed_now', {
    values: { status: statusName(document.status), allowed: statusNames(allowed) },
    members: { documentStatus: document.status, allowedStatuses: allowed },
  });
}

/** The document as it is answered now. Throws 404. */
export async function describeDocument(scope: Scope, documentId: string) {
  const row = await findDocumentWithPayer(scope, documentId);
  if (!row) throw new Problem('not_found');
  const factsOf = await findDocumentFacts(scope, [documentId]);
  return toDocumentAnswer(row, factsOf(documentId));
}
