import { type Kysely, sql } from 'kysely';

/**
 * When the secret of a session was last confirmed. Sessions of before have none and confirm before their next delicate
 * step; what an API of before opens counts from its sign-in. A confirmation gives the session a new secret.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  'alter table sessions add column confirmed_at timestamptz',
  'alter table sessions alter column confirmed_at set default now()',
  'grant update (digest, confirmed_at) on sessions to remessa_gate',
];
