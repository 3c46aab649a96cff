import { type Insertable, type Selectable, sql, type Updateable } from 'kysely';
import type { Scope } from '../database.ts';
import type { AccountTable, Environment } from '../tables/accounts.ts';

export type AccountRow = Selectable<AccountTable>;

/** Only one account of a tenant can be added at a time, so the same account is not added twice. */
export async function lockAccounts(scope: Scope, tenantId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`accounts|${tenantId}`}, 0))`.execute(scope);
}

export function insertAccount(scope: Scope, account: Insertable<AccountTable>): Promise<AccountRow> {
  return scope.insertInto('accounts').values(account).returningAll().executeTakeFirstOrThrow();
}

/** A tenant's account; undefined when the tenant has no such account. */
export function findAccount(scope: Scope, accountId: string): Promise<AccountRow | undefined> {
  return scope.selectFrom('accounts').selectAll().where('id', '=', accountId).executeTakeFirst();
}

/**
 * Like `findAccount`, for an id that comes from a row of the same tenant. Throws when the tenant has no such account.
 */
export function findAccountOrThrow(scope: Scope, accountId: string): Promise<AccountRow> {
  return scope.selectFrom('accounts').selectAll().where('id', '=', accountId).executeTakeFirstOrThrow();
}

/** The account, locked against every other change until the transaction ends. */
export function lockAccount(scope: Scope, accountId: string): Promise<AccountRow | undefined> {
  return scope.selectFrom('accounts').selectAll().where('id', '=', accountId).forUpdate().executeTakeFirst();
}

/** Like `lockAccount`, for callers whose id comes from a row of the same tenant. Throws when the account is not there. */
export async function lockAccountOrThrow(scope: Scope, accountId: string): Promise<AccountRow> {
  const account = await lockAccount(scope, accountId);
  if (!account) throw new Error(`There is no account ${accountId}`);
  return account;
}

/** Like `findAccountOrThrow`. Nobody can change the account until the transaction ends. */
export function findAccountForShare(scope: Scope, accountId: string): Promise<AccountRow> {
  return scope
    .selectFrom('accounts')
    .selectAll()
    .where('id', '=', accountId)
    .forShare()
    .executeTakeFirstOrThrow();
}

/** The tenant's account for this account at Asaas, if it was added before. */
export function findSameAccount(
  scope: Scope,
  asaas: { environment: Environment; agency: string; number: string; digit: string },
): Promise<AccountRow | undefined> {
  return scope
    .selectFrom('accounts')
    .selectAll()
    .where('environment', '=', asaas.environment)
    .where(sql<string>`ltrim(agency, '0')`, '=', asaas.agency.replace(/^0+/, ''))
    .where(sql<string>`ltrim(number, '0')`, '=', asaas.number.replace(/^0+/, ''))
    .where('digit', '=', asaas.digit)
    .executeTakeFirst();
}

/** Accounts in the order they were added, disabled ones included, after `afterId`. */
export function findAccounts(
  scope: Scope,
  page: { afterId: string | null; limit: number },
): Promise<AccountRow[]> {
  return scope
    .selectFrom('accounts')
    .selectAll()
    .$if(page.afterId !== null, (query) => query.where('id', '>', page.afterId as string))
    .orderBy('id')
    .limit(page.limit)
    .execute();
}

/** Throws when the tenant has no such account. */
export function updateAccount(
  scope: Scope,
  accountId: string,
  changes: Updateable<AccountTable>,
): Promise<AccountRow> {
  return scope
    .updateTable('accounts')
    .set(changes)
    .where('id', '=', accountId)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Disables an account. For a disabled account the old date stays. */
export function disableAccount(scope: Scope, accountId: string): Promise<AccountRow> {
  return scope
    .updateTable('accounts')
    .set({ disabled_at: sql`coalesce(disabled_at, now())` })
    .where('id', '=', accountId)
    .returningAll()
    .executeTakeFirstOrThrow();
}

export type AccountDoor = Pick<
  AccountRow,
  'id' | 'tenant_id' | 'webhook_token_digest' | 'webhook_token_previous_digest'
>;

/** What the gate may know of an account: the tenant of a webhook address, and the digests of its tokens. */
export function findAccountByEndpoint(scope: Scope, endpoint: string): Promise<AccountDoor | undefined> {
  return scope
    .selectFrom('accounts')
    .select(['id', 'tenant_id', 'webhook_token_digest', 'webhook_token_previous_digest'])
    .where('webhook_endpoint', '=', endpoint)
    .executeTakeFirst();
}
