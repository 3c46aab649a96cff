import { v7 as uuid } from 'uuid';
import type { CollectionTerms } from '../../domain/collection-terms.ts';
import type { Scope } from '../database.ts';

/** Terms with which a charge once stood at Asaas, and the document's version they were. */
export interface SupersededTerms {
  version: number;
  terms: CollectionTerms;
}

/** Keeps the terms that an amendment took the place of: a payer may still hold their slip. May be repeated. */
export async function keepSupersededTerms(
  scope: Scope,
  document: { id: string; tenant_id: string; charge_id: string },
  { version, terms }: SupersededTerms,
): Promise<void> {
  await scope
    .insertInto('superseded_terms')
    .values({
      id: uuid(),
      tenant_id: document.tenant_id,
      document_id: document.id,
      charge_id: document.charge_id,
      version,
      terms: JSON.stringify(terms),
    })
    .onConflict((conflict) => conflict.columns(['document_id', 'charge_id', 'version']).doNothing())
    .execute();
}

/** The earlier terms of a document's charge, the newest first. */
export function findSupersededTerms(
  scope: Scope,
  documentId: string,
  chargeId: string,
): Promise<SupersededTerms[]> {
  return scope
    .selectFrom('superseded_terms')
    .select(['version', 'terms'])
    .where('document_id', '=', documentId)
    .where('charge_id', '=', chargeId)
    .orderBy('version', 'desc')
    .execute();
}
