import type { ClientBase } from 'pg';

/** The login of API and worker, and the only one that they take. Row-level security binds it. */
export const applicationRole = 'remessa_app';

/** DATABASE_URL logs in as somebody whom row-level security does not bind as it must. Nothing was read or written. */
export class WrongDatabaseRole extends Error {
  override readonly name = 'WrongDatabaseRole';
}

/**
 * Refuses a connection on which tenants could see each other's rows: it must be the application's role, from the login
 * on, and that role may be no superuser, pass over no policy, own no table and inherit from no other role (a policy
 * for the role that it inherits from would count for it). Throws `WrongDatabaseRole`. One query.
 */
export async function demandApplicationRole(client: ClientBase): Promise<void> {
  const { rows } = await client.query<Standing>(standing);
  const faults = faultsOf(rows[0] as Standing); // One role logs in: one row.
  if (faults.length === 0) return;
  throw new WrongDatabaseRole(
    `DATABASE_URL must log in as ${applicationRole}, bound by row-level security, but ${faults.join(', and ')}. ` +
      'How the roles are made: docs/operations.md.',
  );
}

interface Standing {
  session: string;
  current: string;
  rolsuper: boolean;
  rolbypassrls: boolean;
  rolcreaterole: boolean;
  owned: string | null;
  inherited: string | null;
}

const standing = `
  select session_user as session, current_user as current, rolsuper, rolbypassrls, rolcreaterole,
    (select min(relname) from pg_class
      where relkind in ('r', 'p', 'v', 'm') and relnamespace = 'public'::regnamespace
        and pg_has_role(session_user, relowner, 'USAGE')) as owned,
    (select min(other.rolname) from pg_roles other
      where other.rolname <> session_user and pg_has_role(session_user, other.oid, 'USAGE')) as inherited
  from pg_roles where rolname = session_user`;

function faultsOf({ session, current, owned, inherited, ...role }: Standing): string[] {
  return [
    ...(session === applicationRole ? [] : [`the login is ${session}`]),
    ...(current === session ? [] : [`the role in force is ${current}`]),
    ...(role.rolsuper ? ['it is a superuser'] : []),
    ...(role.rolbypassrls ? ['it has BYPASSRLS'] : []),
    ...(role.rolcreaterole ? ['it has CREATEROLE'] : []),
    ...(owned === null ? [] : [`it owns the table ${owned}`]),
    ...(inherited === null ? [] : [`it inherits from ${inherited}`]),
  ];
}
