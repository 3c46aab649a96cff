import { type Kysely, sql } from 'kysely';

/**
 * The application logs in as its own role. Before, another login took this role at the start of a connection. For one
 * transaction the role can take a narrower role (`set local role`). It inherits nothing from the narrower roles, so
 * their policies do not count for it outside of such a transaction. The schema does not contain its password: `migrate`
 * takes it from DATABASE_URL.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Roles belong to the cluster, so another database may have done this already.
  `do $$ begin
     if (select rolinherit from pg_roles where rolname = 'remessa_app') then alter role remessa_app noinherit; end if;
   end $$`,
  // From Postgres 16 on, a grant decides about inheritance when it is made. The role no longer inherits at that moment.
  'grant remessa_relay, remessa_gate, remessa_admin, remessa_quota to remessa_app',
];
