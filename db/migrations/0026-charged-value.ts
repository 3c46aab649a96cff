import { type Kysely, sql } from 'kysely';

/** What a list adds up is read from the index alone, the rebate included. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  'drop index documents_by_status',
  `create index documents_by_status on documents (tenant_id, status, due_date, id)
     include (amount_cents, addition_cents, rebate_cents, account_id)`,
];
