import { type Kysely, sql } from 'kysely';

/** Shows whether a document changed while its charge was being read. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table documents add column change_seq bigint not null default 0`.execute(db);
}
