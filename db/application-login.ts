import { type Kysely, sql } from 'kysely';
import { Client } from 'pg';
import { applicationRole } from './application-role.ts';

/**
 * Lets the application log in with the password of its address, unless it already can (the operator of the cluster may
 * have given it a password). Throws when the address names another role, and passes on the errors of Postgres.
 */
export async function letApplicationIn(db: Kysely<unknown>, applicationUrl: string): Promise<void> {
  const { user, password } = new Client({ connectionString: applicationUrl });
  if (user !== applicationRole)
    throw new Error(`DATABASE_URL must log in as ${applicationRole}, not as ${user}`);
  if ((await mayLogIn(db)) && (await canLogIn(applicationUrl))) return;
  if (!password) throw new Error('DATABASE_URL names no password for the application');
  // This statement allows no parameters, so Postgres itself quotes the password.
  const { rows } = await sql<{ statement: string }>`
    select format('alter role %I login password %L', ${applicationRole}::text, ${password}::text) as statement
  `.execute(db);
  for (const { statement } of rows) await sql.raw(statement).execute(db);
}

/** Checked first, because a login that fails is an error in the log of Postgres. */
async function mayLogIn(db: Kysely<unknown>): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`
    select rolcanlogin as may from pg_roles where rolname = ${applicationRole}
  `.execute(db);
  return rows[0]?.may === true;
}

async function canLogIn(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch (error) {
    const refused = ['28000', '28P01'].includes(String((error as { code?: unknown }).code));
    if (refused) return false;
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}
