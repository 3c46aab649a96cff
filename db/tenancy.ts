import { sql } from 'kysely';
import type { Database, Scope } from './database.ts';

/**
 * Runs `work` in one transaction that can see and write the rows of this tenant and no other.
 * The only way to a tenant's data: outside it row-level security shows nothing at all.
 */
export function asTenant<T>(db: Database, tenantId: string, work: (scope: Scope) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (scope) => {
    await sql`select set_config('app.tenant_id', ${tenantId}, true)`.execute(scope);
    return work(scope);
  });
}

/** Runs `work` as the relay, who sees every tenant's messages and nothing else. */
export function asRelay<T>(db: Database, work: (scope: Scope) => Promise<T>): Promise<T> {
  return inRole(db, 'remessa_relay', work);
}

/** Runs `work` as the gate, who finds out whose a key or a webhook address is. */
export function asGate<T>(db: Database, work: (scope: Scope) => Promise<T>): Promise<T> {
  return inRole(db, 'remessa_gate', work);
}

/** Runs `work` as the vendor, who sees companies, licences and keys. */
export function asVendor<T>(db: Database, work: (scope: Scope) => Promise<T>): Promise<T> {
  return inRole(db, 'remessa_admin', work);
}

/** Runs `work` as the sealer, who sees what is sealed, of every company, and can open nothing without the key. */
export function asSealer<T>(db: Database, work: (scope: Scope) => Promise<T>): Promise<T> {
  return inRole(db, 'remessa_sealer', work);
}

/** Lets Postgres itself refuse whatever this transaction would still write. */
export async function forbidWrites(scope: Scope): Promise<void> {
  await sql`set transaction read only`.execute(scope);
}

function inRole<T>(db: Database, role: string, work: (scope: Scope) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (scope) => {
    await sql`set local role ${sql.id(role)}`.execute(scope);
    return work(scope);
  });
}
