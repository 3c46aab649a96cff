import { type Kysely, sql } from 'kysely';

/** Tells who read a charge whether the document changed meanwhile. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table documents add column change_seq bigint not null default 0`.execute(db);
}
