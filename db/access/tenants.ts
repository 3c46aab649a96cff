import type { Selectable } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Scope } from '../database.ts';
import type { TenantTable } from '../tables/tenants.ts';

export type TenantRow = Selectable<TenantTable>;

/** Adds a company and the counter of its event feed. */
export async function insertTenant(
  scope: Scope,
  tenant: { name: string; taxId: string; features: string[] },
): Promise<TenantRow> {
  const row = await scope
    .insertInto('tenants')
    .values({ id: uuid(), name: tenant.name, tax_id: tenant.taxId, features: tenant.features })
    .returningAll()
    .executeTakeFirstOrThrow();
  await scope.insertInto('event_sequences').values({ tenant_id: row.id }).execute();
  return row;
}

export function findTenant(scope: Scope, tenantId: string): Promise<TenantRow | undefined> {
  return scope.selectFrom('tenants').selectAll().where('id', '=', tenantId).executeTakeFirst();
}

/** The company, locked against other changes until the transaction ends. */
export function lockTenant(scope: Scope, tenantId: string): Promise<TenantRow | undefined> {
  return scope.selectFrom('tenants').selectAll().where('id', '=', tenantId).forUpdate().executeTakeFirst();
}

/** Companies in the order they were added, after `afterId`. */
export function findTenants(
  scope: Scope,
  page: { afterId: string | null; limit: number },
): Promise<TenantRow[]> {
  return scope
    .selectFrom('tenants')
    .selectAll()
    .$if(page.afterId !== null, (query) => query.where('id', '>', page.afterId as string))
    .orderBy('id')
    .limit(page.limit)
    .execute();
}

/** Changes a locked company's name and licence. */
export function updateTenant(
  scope: Scope,
  tenantId: string,
  changes: { name: string; features: string[] },
): Promise<TenantRow> {
  return scope
    .updateTable('tenants')
    .set(changes)
    .where('id', '=', tenantId)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** The features that the tenant's licence includes. */
export async function findFeatures(scope: Scope, tenantId: string): Promise<string[]> {
  const { features } = await scope
    .selectFrom('tenants')
    .select('features')
    .where('id', '=', tenantId)
    .executeTakeFirstOrThrow();
  return features;
}
