import { type Kysely, sql } from 'kysely';

/** What the inbox counts is found among what waits, however much came before. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create index unidentified_receipts_unassigned on unidentified_receipts (tenant_id, account_id)
     include (gross_cents) where assigned_document_id is null`,
];
