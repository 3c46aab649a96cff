import type { Selectable } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Scope } from '../database.ts';
import type { UserTable } from '../tables/sessions.ts';
import type { KeyRole } from '../tables/tenants.ts';

/** A user as others may see it, without the hash of the password. */
export type UserRow = Omit<Selectable<UserTable>, 'password_hash'>;

/** Adds a user. Undefined when another user has this login. */
export function insertUser(
  scope: Scope,
  user: { tenantId: string; login: string; name: string; role: KeyRole; passwordHash: string },
): Promise<UserRow | undefined> {
  return scope
    .insertInto('users')
    .values({
      id: uuid(),
      tenant_id: user.tenantId,
      login: user.login,
      name: user.name,
      role: user.role,
      password_hash: user.passwordHash,
    })
    .onConflict((conflict) => conflict.column('login').doNothing())
    .returning(visible)
    .executeTakeFirst();
}

/** A company's users in the order they were added, disabled ones included. */
export function findUsersByTenant(scope: Scope, tenantId: string): Promise<UserRow[]> {
  return scope.selectFrom('users').select(visible).where('tenant_id', '=', tenantId).orderBy('id').execute();
}

/** An enabled user with the hash of the password. Runs as the gate. */
export function findUserByLogin(scope: Scope, login: string): Promise<Selectable<UserTable> | undefined> {
  return scope
    .selectFrom('users')
    .selectAll()
    .where('login', '=', login)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
}

/** A user, disabled or not, locked against other changes until the transaction ends. */
export function lockUser(scope: Scope, userId: string): Promise<UserRow | undefined> {
  return scope.selectFrom('users').select(visible).where('id', '=', userId).forUpdate().executeTakeFirst();
}

/** Changes a locked user's name, role or password, or disables the user. */
export function updateUser(
  scope: Scope,
  userId: string,
  changes: Partial<Pick<Selectable<UserTable>, 'name' | 'role' | 'password_hash' | 'disabled_at'>>,
): Promise<UserRow> {
  return scope
    .updateTable('users')
    .set(changes)
    .where('id', '=', userId)
    .returning(visible)
    .executeTakeFirstOrThrow();
}

/** A user that may sign in. */
export function findUser(scope: Scope, userId: string): Promise<UserRow | undefined> {
  return scope
    .selectFrom('users')
    .select(visible)
    .where('id', '=', userId)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
}

const visible = ['id', 'tenant_id', 'login', 'name', 'role', 'created_at', 'disabled_at'] as const;
