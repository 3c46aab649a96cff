import { type RawBuilder, sql } from 'kysely';
import type { Scope } from '../database.ts';
import { findPayerIds } from '../payers/payer-search.ts';
import { asSearch, currentTenant } from '../tenancy.ts';
import { toPattern } from '../text-pattern.ts';

/** What a search text found, before the documents are read. */
export interface FoundText {
  /** The payers with the text in their name, or whose tax id begins with it. */
  payerIds: string[];
  /** The documents with the text in their number, and those of that erpId or nosso número. */
  documentIds: string[];
  /** The pattern of the numbers when those that match are too many to name; null when they are named. */
  numberPattern: string | null;
}

/** Beyond this the numbers are compared one by one, because so many documents are soon met in any order. */
const namedDocumentsMax = 2_000;

/**
 * Finds payers and documents by a text, by indexes. A text of one or two characters finds how names and numbers begin;
 * capitals and accents of names do not count.
 */
export async function findText(scope: Scope, q: string): Promise<FoundText> {
  const pattern = toPattern(q);
  const payerIds = await findPayerIds(scope, q);
  const numbered = await asSearch(scope, () =>
    find(
      scope,
      sql`select id from documents where tenant_id = ${currentTenant} and number ilike ${pattern}
        limit ${namedDocumentsMax + 1}`,
    ),
  );
  const exact = await findDocumentsById(scope, q);
  return numbered.length <= namedDocumentsMax
    ? { payerIds, documentIds: [...numbered, ...exact], numberPattern: null }
    : { payerIds, documentIds: exact, numberPattern: pattern };
}

/** By the ERP's id and by nosso número, exactly. */
function findDocumentsById(scope: Scope, q: string): Promise<string[]> {
  return find(
    scope,
    sql`select id from documents where erp_id = ${q} union select id from documents where our_number = ${q}`,
  );
}

async function find(scope: Scope, query: RawBuilder<unknown>): Promise<string[]> {
  const { rows } = await (query as RawBuilder<{ id: string }>).execute(scope);
  return rows.map(({ id }) => id);
}
