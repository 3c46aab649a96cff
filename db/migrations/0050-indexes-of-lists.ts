import { type Kysely, sql } from 'kysely';

/** Indexes of lists that read whole tables: the audit of one actor or one kind, and what belongs to a payer. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of indexes) await sql.raw(statement).execute(db);
}

const indexes = [
  'create index audit_of_actor on audit_entries (tenant_id, actor, at desc, id desc)',
  'create index audit_of_kind on audit_entries (tenant_id, resource_kind, at desc, id desc)',
  'create index charges_of_document on charges (tenant_id, document_id)',
  'create index customers_of_payer on customers (tenant_id, payer_id)',
];
