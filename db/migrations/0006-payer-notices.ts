import { type Kysely, sql } from 'kysely';

/** Asaas' notices may be wanted for one payer and not for another; null does as the account does. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table payers add column notify boolean`.execute(db);
}
