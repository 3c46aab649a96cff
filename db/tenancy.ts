import { sql } from 'kysely';
import { failpoint } from '../failpoint.ts';
import type { Database, Scope } from './database.ts';

/**
 * Runs `work` in one transaction that can see and write only the rows of this tenant. There is no other way to a
 * tenant's data: without it row-level security shows nothing.
 */
export async function asTenant<T>(
  db: Database,
  tenantId: string,
  work: (scope: Scope) => Promise<T>,
): Promise<T> {
  const result = await db.transaction().execute(async (scope) => {
    await sql`select set_config('app.tenant_id', ${tenantId}, true)`.execute(scope);
    const done = await work(scope);
    await failpoint('db.before_commit', tenantId);
    return done;
  });
  await failpoint('db.after_commit', tenantId);
  return result;
}

/** Like `asTenant`, for who only looks: every query sees one and the same moment, and Postgres refuses every write. */
export function observeTenant<T>(
  db: Database,
  tenantId: string,
  work: (scope: Scope) => Promise<T>,
): Promise<T> {
  const transaction = db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only');
  return transaction.execute(async (scope) => {
    await sql`select set_config('app.tenant_id', ${tenantId}, true)`.execute(scope);
    return work(scope);
  });
}

/** Runs `work` as the relay. It sees only messages, of all tenants. */
export function asRelay<T>(db: Database, work: (scope: Scope) => Promise<T>): Promise<T> {
  return inRole(db, 'remessa_relay', work);
}

/** Runs `work` as the gate. It finds the tenant of a key, of a session or of a webhook address. */
export function asGate<T>(db: Database, work: (scope: Scope) => Promise<T>): Promise<T> {
  return inRole(db, 'remessa_gate', work);
}

/** Runs `work` as the vendor. It sees companies, licences and keys. */
export function asVendor<T>(db: Database, work: (scope: Scope) => Promise<T>): Promise<T> {
  return inRole(db, 'remessa_admin', work);
}

/** Runs `work` as the sealer. It sees the sealed texts of every company, and can open none without the key. */
export function asSealer<T>(db: Database, work: (scope: Scope) => Promise<T>): Promise<T> {
  return inRole(db, 'remessa_sealer', work);
}

/** The tenant that the transaction named, as the policies read it; null without one, which equals no tenant. */
export const currentTenant = sql`nullif(current_setting('app.tenant_id', true), '')::uuid`;

/**
 * Runs `work` inside a tenant's transaction as the search. It sees ids and searched texts of every tenant, so `work` must
 * ask for `currentTenant`. An error ends the role with its transaction.
 */
export async function asSearch<T>(scope: Scope, work: () => Promise<T>): Promise<T> {
  await sql`set local role remessa_search`.execute(scope);
  const found = await work();
  await sql`set local role none`.execute(scope);
  return found;
}

/**
 * Runs `work` inside a tenant's transaction as the eraser. It may take a person out of the history of the tenant, and only
 * if this transaction wrote an erasure. An error ends the role with its transaction.
 */
export async function asEraser<T>(scope: Scope, work: () => Promise<T>): Promise<T> {
  await sql`set local role remessa_eraser`.execute(scope);
  const done = await work();
  await sql`set local role none`.execute(scope);
  return done;
}

/** Runs `work` as the upkeep. It sees kept figures, and what has been kept long enough, of every company. */
export function asUpkeep<T>(db: Database, work: (scope: Scope) => Promise<T>): Promise<T> {
  return inRole(db, 'remessa_upkeep', work);
}

/** From now on Postgres refuses every write of this transaction. */
export async function forbidWrites(scope: Scope): Promise<void> {
  await sql`set transaction read only`.execute(scope);
}

function inRole<T>(db: Database, role: string, work: (scope: Scope) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (scope) => {
    await sql`set local role ${sql.id(role)}`.execute(scope);
    return work(scope);
  });
}
