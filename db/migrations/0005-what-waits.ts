import { type Kysely, sql } from 'kysely';

/**
 * Few documents wait for an outcome or for a person, and many are done. So these indexes contain only those that wait.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    'create index items_waiting on remittance_items (document_id) where outcome is null',
    `create index documents_flagged on documents (tenant_id, id) where flags <> '{}'`,
  ]) {
    await sql.raw(statement).execute(db);
  }
}
