import { v5 as uuid, version as versionOf } from 'uuid';

/**
 * The id of a document's attempt, which is the `externalReference` of its charge. It follows from what the ERP calls
 * the document, and from nothing that a restored database forgets: the same document, sent again by the ERP after a
 * restore, finds the charge that it had.
 */
export function referenceOf(document: { tenant_id: string; erp_id: string }, number: number): string {
  return uuid(`${number}|${document.erp_id}`, document.tenant_id);
}

/** Whether a reference at Asaas may be one of ours. Nobody else has a reason to write this kind of id. */
export function isOurKind(reference: string): boolean {
  try {
    return versionOf(reference) === 5;
  } catch {
    return false;
  }
}
