import { type Kysely, sql } from 'kysely';

/**
 * An endpoint gets events once its address has answered a challenge. Those from before are in use, so they count as
 * proved.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table webhook_endpoints
     add column challenge uuid not null default gen_random_uuid(),
     add column proved_at timestamptz,
     add column proof_failure text not null default 'waiting'
       check (proof_failure in ('waiting', 'no_answer', 'refused', 'wrong_answer'))`,
  'update webhook_endpoints set proved_at = created_at',
];
