import { type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { DefaultTerms } from '../../domain/collection-terms.ts';
import type { DivergenceField } from '../../domain/divergence.ts';
import type { DocumentStatus } from '../../domain/document-status.ts';
import type { Scope } from '../database.ts';
import { chargedValue } from '../documents/charged-value.ts';
import type { Tables } from '../tables.ts';
import type { DivergenceRow } from './divergences.ts';

/** What narrows a list of divergences; what is left out narrows nothing. */
export interface DivergenceFilter {
  accountId?: string | undefined;
  documentId?: string | undefined;
  /** The ERP's own id of the document. */
  erpId?: string | undefined;
  field?: DivergenceField | undefined;
  isOpen?: boolean | undefined;
}

/** A divergence with what of its document says which choices there are. */
export type ListedDivergence = DivergenceRow & {
  erp_id: string;
  number: string;
  version: number;
  status: DocumentStatus;
  settings: DefaultTerms;
};

/** Divergences, the newest first, from before `beforeId`. */
export function findDivergences(
  scope: Scope,
  filter: DivergenceFilter,
  page: { beforeId: string | null; limit: number },
): Promise<ListedDivergence[]> {
  return listed(scope)
    .where(matches(filter))
    .$if(page.beforeId !== null, (query) => query.where('divergences.id', '<', page.beforeId as string))
    .orderBy('divergences.id', 'desc')
    .limit(page.limit)
    .execute();
}

/** One divergence; undefined when it is not the tenant's. */
export function findDivergence(scope: Scope, divergenceId: string): Promise<ListedDivergence | undefined> {
  return listed(scope).where('divergences.id', '=', divergenceId).executeTakeFirst();
}

export interface DivergenceTotals {
  count: number;
  documents: number;
  amountCents: number;
  byField: { field: DivergenceField; count: number }[];
}

/**
 * How many divergences a filter finds, in all and by field, and what their documents ask for in centavos, each document
 * once.
 */
export async function findDivergenceTotals(
  scope: Scope,
  filter: DivergenceFilter,
): Promise<DivergenceTotals> {
  const found = scope.selectFrom('divergences').select(['document_id', 'field']).where(matches(filter));
  const { rows } = await sql<DivergenceTotals>`
    with found as (${found}),
      their_documents as (select distinct document_id as id from found),
      fields as (select field, count(*) as "count" from found group by field order by count(*) desc, field)
    select (select count(*) from found) as "count", count(*) as "documents",
      coalesce(sum(${chargedValue}), 0)::bigint as "amountCents",
      coalesce((select json_agg(fields) from fields), '[]') as "byField"
    from their_documents join documents using (id)
  `.execute(scope);
  return rows[0] as DivergenceTotals; // An aggregate has one row.
}

function listed(scope: Scope) {
  return scope
    .selectFrom('divergences')
    .innerJoin('documents', 'documents.id', 'divergences.document_id')
    .innerJoin('accounts', 'accounts.id', 'divergences.account_id')
    .selectAll('divergences')
    .select(['documents.erp_id', 'documents.number', 'documents.version', 'documents.status'])
    .select('accounts.settings');
}

function matches({ accountId, documentId, erpId, field, isOpen }: DivergenceFilter) {
  return (row: ExpressionBuilder<Tables, 'divergences'>) =>
    row.and([
      accountId === undefined ? everything : row('divergences.account_id', '=', accountId),
      documentId === undefined ? everything : row('divergences.document_id', '=', documentId),
      erpId === undefined ? everything : row('divergences.document_id', 'in', documentOf(row, erpId)),
      field === undefined ? everything : row('divergences.field', '=', field),
      isOpen === undefined ? everything : row('divergences.closed_at', isOpen ? 'is' : 'is not', null),
    ]);
}

function documentOf(row: ExpressionBuilder<Tables, 'divergences'>, erpId: string) {
  return row.selectFrom('documents').select('documents.id').where('documents.erp_id', '=', erpId);
}

const everything = sql<SqlBool>`true`;
