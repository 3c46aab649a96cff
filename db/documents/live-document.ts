import type { CollectionTerms } from '../../domain/collection-terms.ts';
import { isLive } from '../../domain/document-status.ts';
import type { DocumentRow } from './documents.ts';

/**
 * A document whose charge waits for its payer at Asaas. It always has an account, a charge, and the terms that Asaas
 * has.
 */
export interface LiveDocument extends DocumentRow {
  account_id: string;
  charge_id: string;
  synced_terms: CollectionTerms;
}

/** Whether the document is live. CHECKs of the table refuse a live row without account, charge or terms. */
export function isLiveDocument(document: DocumentRow): document is LiveDocument {
  return isLive(document.status);
}
