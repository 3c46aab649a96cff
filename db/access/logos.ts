import type { Scope } from '../database.ts';

/** The tenant's logo; null when it has none. */
export async function findLogo(scope: Scope): Promise<Buffer | null> {
  const row = await scope.selectFrom('logos').select('image').executeTakeFirst();
  return row?.image ?? null;
}

export async function saveLogo(scope: Scope, tenantId: string, image: Buffer): Promise<void> {
  await scope
    .insertInto('logos')
    .values({ tenant_id: tenantId, image })
    .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet({ image }))
    .execute();
}

export async function deleteLogo(scope: Scope, tenantId: string): Promise<void> {
  await scope.deleteFrom('logos').where('tenant_id', '=', tenantId).execute();
}
