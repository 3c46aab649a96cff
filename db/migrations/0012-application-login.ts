import { type Kysely, sql } from 'kysely';

/**
 * The application logs in as its own role instead of being lent it at the start of a connection. That role takes the
 * narrower ones for a transaction (`set local role`) and inherits nothing of theirs, so that no policy of theirs
 * counts for it in between. Its password is no matter of the schema: `migrate` takes it from DATABASE_URL.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Roles belong to the cluster: another database of it may have done this before.
  `do $$ begin
     if (select rolinherit from pg_roles where rolname = 'remessa_app') then alter role remessa_app noinherit; end if;
   end $$`,
  // From Postgres 16 on, what a grant inherits is decided when it is given: by then the role inherits nothing.
  'grant remessa_relay, remessa_gate, remessa_admin, remessa_quota to remessa_app',
];
