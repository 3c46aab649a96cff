import { type RawBuilder, sql } from 'kysely';
import { normalizeTaxId } from '../../domain/tax-id.ts';
import type { Scope } from '../database.ts';
import { asSearch, currentTenant } from '../tenancy.ts';
import { toPattern } from '../text-pattern.ts';

/**
 * The payers with the text in their name, or whose tax id begins with it, by indexes. A text of one or two characters finds
 * how names begin; capitals and accents do not count.
 */
export async function findPayerIds(scope: Scope, q: string): Promise<string[]> {
  const pattern = toPattern(q);
  const named = await asSearch(scope, () =>
    find(
      scope,
      sql`select id from payers where tenant_id = ${currentTenant} and search_name like searchable(${pattern})`,
    ),
  );
  return [...named, ...(await findByTaxId(scope, normalizeTaxId(q)))];
}

/**
 * Bounds and not `like`, because row-level security lets only such comparisons use an index. A tax id has digits and capitals
 * alone, and `~` comes after them.
 */
async function findByTaxId(scope: Scope, start: string): Promise<string[]> {
  if (start === '') return [];
  return find(
    scope,
    sql`select id from payers where tax_id collate "C" >= ${start} and tax_id collate "C" < ${`${start}~`}`,
  );
}

async function find(scope: Scope, query: RawBuilder<unknown>): Promise<string[]> {
  const { rows } = await (query as RawBuilder<{ id: string }>).execute(scope);
  return rows.map(({ id }) => id);
}
