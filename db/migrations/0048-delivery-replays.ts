import { type Kysely, sql } from 'kysely';

/** A delivery that was asked for again while an attempt was under way was taken for delivered by that attempt. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table webhook_deliveries add column replays integer not null default 0').execute(db);
}
