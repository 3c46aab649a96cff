import type { Database } from '../database.ts';
import { asVendor } from '../tenancy.ts';
import { findTenants, type TenantRow } from './tenants.ts';

const pageSize = 500;

/** The ids of all companies, in their order, for commands that work through everything. */
export async function* allTenants(db: Database): AsyncGenerator<string> {
  let afterId: string | null = null;
  do {
    const page: { afterId: string | null; limit: number } = { afterId, limit: pageSize };
    const tenants: TenantRow[] = await asVendor(db, (scope) => findTenants(scope, page));
    for (const { id } of tenants) yield id;
    afterId = tenants.at(-1)?.id ?? null;
  } while (afterId !== null);
}
