import { sql } from 'kysely';
import type { CollectionTerms } from '../../domain/collection-terms.ts';
import { anyText } from '../any-of.ts';
import type { Scope } from '../database.ts';
import type { Slip } from '../tables/documents.ts';
import type { DocumentRow } from './documents.ts';

/** The fields of a document that the ERP sets. */
export interface EnteredDocument extends CollectionTerms {
  number: string;
  payerId: string;
}

/**
 * Only one bulk entry of a tenant can run at a time. Otherwise two entries with the same new document would both add
 * it.
 */
export async function lockDocumentEntry(scope: Scope, tenantId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`documents|${tenantId}`}, 0))`.execute(scope);
}

/** A document with the tax id of its payer. */
export type KnownDocument = DocumentRow & { payer_tax_id: string };

/** The documents with these ids of the ERP, locked in the order of our ids. */
export async function lockDocumentsByErpIds(scope: Scope, erpIds: string[]): Promise<KnownDocument[]> {
  if (erpIds.length === 0) return [];
  return scope
    .selectFrom('documents')
    .innerJoin('payers', 'payers.id', 'documents.payer_id')
    .selectAll('documents')
    .select('payers.tax_id as payer_tax_id')
    .where('erp_id', '=', anyText(erpIds))
    .orderBy('documents.id')
    .forUpdate('documents')
    .execute();
}

/** Adds new documents with version 1. */
export async function insertDocuments(
  scope: Scope,
  tenantId: string,
  documents: (EnteredDocument & { id: string; erpId: string })[],
): Promise<void> {
  if (documents.length === 0) return;
  const rows = documents.map((each) => ({ id: each.id, erp_id: each.erpId, ...columnsOf(each) }));
  await sql`
    insert into documents (id, tenant_id, erp_id, payer_id, number, amount_cents, addition_cents, rebate_cents, discount,
      fine, interest, description, due_date, billing_type)
    select id, ${tenantId}::uuid, erp_id, payer_id, number, amount_cents, addition_cents, rebate_cents, discount,
      fine, interest, description, due_date, billing_type
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as entry (erp_id text, ${sql.raw(columnTypes)})
  `.execute(scope);
}

/**
 * Gives documents their next version. The stored slip is deleted, because digitable line and Pix code change with the
 * charge.
 */
export async function amendDocuments(
  scope: Scope,
  documents: (EnteredDocument & { id: string })[],
): Promise<void> {
  if (documents.length === 0) return;
  const rows = documents.map((document) => ({ id: document.id, ...columnsOf(document) }));
  await sql`
    update documents
    set payer_id = entry.payer_id, number = entry.number, amount_cents = entry.amount_cents,
        addition_cents = entry.addition_cents, rebate_cents = entry.rebate_cents,
        discount = entry.discount, fine = entry.fine, interest = entry.interest, description = entry.description, due_date = entry.due_date,
        billing_type = entry.billing_type, version = version + 1, slip = null, updated_at = now()
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as entry (${sql.raw(columnTypes)})
    where documents.id = entry.id
  `.execute(scope);
}

/** The fields of the document that the ERP set. */
export function enteredOf(row: DocumentRow): EnteredDocument {
  return {
    number: row.number,
    payerId: row.payer_id,
    amountCents: row.amount_cents,
    additionCents: row.addition_cents,
    rebateCents: row.rebate_cents,
    discount: row.discount,
    fine: row.fine,
    interest: row.interest,
    description: row.description,
    dueDate: row.due_date,
    billingType: row.billing_type,
  };
}

/** The columns of `columnsOf` and their types, for reading the JSON in Postgres. */
const columnTypes = `id uuid, payer_id uuid, number text, amount_cents bigint, addition_cents bigint,
  rebate_cents bigint, discount jsonb, fine jsonb, interest jsonb, description text, due_date date, billing_type text`;

/** The fields that the ERP sets, as columns. */
export function columnsOf(document: EnteredDocument) {
  return {
    payer_id: document.payerId,
    number: document.number,
    amount_cents: document.amountCents,
    addition_cents: document.additionCents,
    rebate_cents: document.rebateCents,
    discount: document.discount,
    fine: document.fine,
    interest: document.interest,
    description: document.description,
    due_date: document.dueDate,
    billing_type: document.billingType,
  };
}

/** Adds one line to the timeline of each of many documents, in the given order. */
export async function tellTimelineOfMany(
  scope: Scope,
  lines: { tenantId: string; documentId: string; what: string; actor: string; details: object }[],
): Promise<void> {
  if (lines.length === 0) return;
  await sql`
    insert into timeline (tenant_id, document_id, what, actor, details)
    select "tenantId", "documentId", what, actor, details
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb)
      as line ("tenantId" uuid, "documentId" uuid, what text, actor text, details jsonb)
  `.execute(scope);
}

/** Stores the slip of a charge, unless the document was amended or got another charge since it was read. */
export async function storeSlip(scope: Scope, read: DocumentRow, slip: Slip): Promise<void> {
  await scope
    .updateTable('documents')
    .set({ slip: JSON.stringify(slip) })
    .where('id', '=', read.id)
    .where('version', '=', read.version)
    .where('synced_version', '=', read.synced_version)
    .where('charge_id', '=', read.charge_id)
    .execute();
}
