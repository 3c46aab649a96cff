import type { ClientBase } from 'pg';

/** The only role with which API and worker log in. Row-level security restricts it. */
export const applicationRole = 'remessa_app';

/** Row-level security does not restrict the login of DATABASE_URL as it must. Nothing was read or written. */
export class WrongDatabaseRole extends Error {
  override readonly name = 'WrongDatabaseRole';
}

/**
 * Refuses a connection that could see the rows of several tenants. The login and the current role must be the
 * application's role. The role must not be a superuser, have BYPASSRLS or CREATEROLE, own a table, or inherit from
 * another role (it would get the policies of that role, too). Throws `WrongDatabaseRole`. One query.
 */
export async function demandApplicationRole(client: ClientBase): Promise<void> {
  const { rows } = await client.query<Standing>(standing);
  const faults = faultsOf(rows[0] as Standing); // A login has exactly one role.
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
