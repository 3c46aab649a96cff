import { type Kysely, sql } from 'kysely';

/** Whether Asaas sends notices to this payer. Null: as the account says. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table payers add column notify boolean`.execute(db);
}
