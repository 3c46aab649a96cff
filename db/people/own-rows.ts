import { type RawBuilder, sql } from 'kysely';
import type { Person } from './person.ts';

/**
 * Which rows of a table are about one person and nobody else. A row of another table, or another row of these, can only
 * name the person in a text.
 */
export function ownRowsOf(person: Person): Readonly<Record<string, RawBuilder<boolean>>> {
  const { payer, documents, chargeIds } = person;
  const documentIds = documents.map(({ id }) => id);
  const workflowIds = documentIds.map((id) => `document/${payer.tenant_id}/${id}`);
  const ofDocument = sql<boolean>`document_id = any(${documentIds}::uuid[])`;
  const ofCharge = sql<boolean>`charge_id = any(${chargeIds}::text[])`;
  return {
    payers: sql`id = ${payer.id}::uuid`,
    customers: sql`payer_id = ${payer.id}::uuid`,
    documents: sql`payer_id = ${payer.id}::uuid`,
    superseded_terms: ofDocument,
    registration_attempts: ofDocument,
    charges: ofDocument,
    ledger_entries: ofDocument,
    remittance_items: ofDocument,
    timeline: ofDocument,
    divergences: ofDocument,
    settlement_return_items: ofDocument,
    unidentified_receipts: ofCharge,
    statement_lines: ofCharge,
    provider_events: ofCharge,
    messages: sql`workflow_id = any(${workflowIds}::text[])`,
    erp_events: sql`data ->> 'documentId' = any(${documentIds}::text[])`,
    audit_entries: sql`resource_id = ${payer.id}::uuid`,
  };
}
