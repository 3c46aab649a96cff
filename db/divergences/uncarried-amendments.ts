import { sql } from 'kysely';
import type { Scope } from '../database.ts';

/**
 * Live documents of an account whose newest version has neither reached Asaas nor been refused, that nothing holds, and
 * that have not changed since `before`: their message was lost. Returns their ids.
 */
export async function findUncarriedAmendments(
  scope: Scope,
  accountId: string,
  before: Date,
): Promise<string[]> {
  const rows = await scope
    .selectFrom('documents')
    .select('id')
    .where('account_id', '=', accountId)
    .where('status', 'in', ['registered', 'overdue'])
    .where(sql<boolean>`version > greatest(synced_version, refused_version)`)
    .where('hold', 'is', null)
    .where('updated_at', '<', before)
    .orderBy('id')
    .limit(1_000)
    .execute();
  return rows.map((row) => row.id);
}
