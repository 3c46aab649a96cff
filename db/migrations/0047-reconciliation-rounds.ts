import { type Kysely, sql } from 'kysely';

/**
 * What was asked for while a reconciliation was under way was taken for done at its end, because its end came later. Now
 * a round answers what was asked for before it began.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  'alter table reconciliations add column begun_at timestamptz, add column answered_at timestamptz',
  'alter table reconciliations no force row level security',
  'update reconciliations set answered_at = done_at',
  'alter table reconciliations force row level security',
];
