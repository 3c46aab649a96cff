import { type RawBuilder, sql } from 'kysely';
import { normalizeTaxId } from '../../domain/tax-id.ts';
import type { Scope } from '../database.ts';
import { asSearch, currentTenant } from '../tenancy.ts';

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

/** A text of one or two characters has no trigram that an index could find in the middle of a word. */
const anywhereFrom = 3;

/**
 * Finds payers and documents by a text, by indexes. A text of one or two characters finds how names and numbers begin;
 * capitals and accents of names do not count.
 */
export async function findText(scope: Scope, q: string): Promise<FoundText> {
  const isShort = [...q].length < anywhereFrom;
  const pattern = `${isShort ? '' : '%'}${escapeLike(q)}%`;
  const [named, numbered] = await asSearch(scope, async () => [
    await find(
      scope,
      sql`select id from payers where tenant_id = ${currentTenant} and search_name like searchable(${pattern})`,
    ),
    await find(
      scope,
      sql`select id from documents where tenant_id = ${currentTenant} and number ilike ${pattern}
        limit ${namedDocumentsMax + 1}`,
    ),
  ]);
  const payerIds = [...named, ...(await findPayersByTaxId(scope, normalizeTaxId(q)))];
  const exact = await findDocumentsById(scope, q);
  return numbered.length <= namedDocumentsMax
    ? { payerIds, documentIds: [...numbered, ...exact], numberPattern: null }
    : { payerIds, documentIds: exact, numberPattern: pattern };
}

/**
 * Bounds and not `like`, because row-level security lets only such comparisons use an index. A tax id has digits and capitals
 * alone, and `~` comes after them.
 */
async function findPayersByTaxId(scope: Scope, start: string): Promise<string[]> {
  if (start === '') return [];
  return find(
    scope,
    sql`select id from payers where tax_id collate "C" >= ${start} and tax_id collate "C" < ${`${start}~`}`,
  );
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

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
