import { type Expression, type ExpressionBuilder, type Selectable, type SqlBool, sql } from 'kysely';
import type { DocumentFlag, DocumentStatus } from '../../domain/document-status.ts';
import type { HoldCause } from '../../domain/hold.ts';
import { anyOf } from '../any-of.ts';
import type { Scope } from '../database.ts';
import { type PayerColumns, payerColumns } from '../payers/payer-columns.ts';
import type { LedgerEntryTable } from '../tables/money.ts';
import type { Tables } from '../tables.ts';
import { chargedValue } from './charged-value.ts';
import { findKeptTotals, isKept } from './document-figures.ts';
import { type FoundText, findText } from './document-search.ts';
import type { DocumentRow } from './documents.ts';

/** Limits a list of documents. A field that is absent limits nothing. */
export interface DocumentFilter {
  statuses?: readonly DocumentStatus[] | undefined;
  flag?: DocumentFlag | undefined;
  hold?: HoldCause | undefined;
  /** Asaas' code of the last refusal. */
  errorCode?: string | undefined;
  erpId?: string | undefined;
  accountId?: string | undefined;
  remittanceId?: string | undefined;
  dueFrom?: string | undefined;
  dueTo?: string | undefined;
  paidFrom?: string | undefined;
  paidTo?: string | undefined;
  /** When a paid document is expected to be credited. */
  creditFrom?: string | undefined;
  creditTo?: string | undefined;
  /** Text to find in the number, the ERP's id, the payer's name, the payer's tax id and the nosso número. */
  q?: string | undefined;
}

export const documentSorts = {
  dueDate: 'due_date',
  number: 'number',
  amountCents: 'amount_cents',
  /** Ids grow with time. */
  createdAt: 'id',
} as const;

export interface DocumentSort {
  by: keyof typeof documentSorts;
  descending: boolean;
}

/** Where a page ended: the value of the sort column, and the id for equal values. */
export interface DocumentPlace {
  value: string | number;
  id: string;
}

export type DocumentWithPayer = DocumentRow & PayerColumns & { payer_notify: boolean | null };

/**
 * One page of the documents that match, after `place`, in a stable order. Which documents is decided first, from an index
 * where one has all that is asked; only the page's rows are then read whole.
 */
export async function findDocumentPage(
  scope: Scope,
  filter: DocumentFilter,
  page: { sort: DocumentSort; place: DocumentPlace | null; limit: number },
): Promise<DocumentWithPayer[]> {
  const column = documentSorts[page.sort.by];
  const direction = page.sort.descending ? 'desc' : 'asc';
  const comparison = sql.raw(page.sort.descending ? '<' : '>');
  const { place } = page;
  const fitting = scope
    .selectFrom('documents as document')
    .select(['document.id', `document.${column} as place`])
    .where(matchesFilter(filter, await findTextOf(scope, filter)))
    .$if(place !== null, (query) =>
      query.where(
        sql<SqlBool>`(${sql.ref(`document.${column}`)}, document.id) ${comparison} (${place?.value}, ${place?.id}::uuid)`,
      ),
    )
    // Kept as it is: Postgres takes due dates and payment days for independent, and would walk through all due dates.
    .$if(Boolean(filter.paidFrom || filter.paidTo), (query) => query.offset(0));
  const chosen = scope
    .selectFrom(fitting.as('fitting'))
    .select('fitting.id')
    .orderBy('fitting.place', direction)
    .orderBy('fitting.id', direction)
    .limit(page.limit);
  return withPayer(scope)
    .where('document.id', 'in', chosen)
    .orderBy(`document.${column}`, direction)
    .orderBy('document.id', direction)
    .execute();
}

/** One document with its payer; undefined when the tenant has no such document. */
export function findDocumentWithPayer(
  scope: Scope,
  documentId: string,
): Promise<DocumentWithPayer | undefined> {
  return withPayer(scope).where('document.id', '=', documentId).executeTakeFirst();
}

/** These documents with their payers, in any order. */
export function findDocumentsWithPayer(
  scope: Scope,
  documentIds: readonly string[],
): Promise<DocumentWithPayer[]> {
  return withPayer(scope).where('document.id', '=', anyOf(documentIds)).execute();
}

/**
 * How many documents match, and the sum of what they collect (amount + addition - rebate), in centavos. Kept where status,
 * account and day say it all; counted, from indexes, where a filter finds fewer.
 */
export async function findDocumentTotals(scope: Scope, filter: DocumentFilter): Promise<DocumentTotals> {
  if (isKept(filter)) return findKeptTotals(scope, filter);
  const others = { ...filter, q: undefined };
  const found = await findTextOf(scope, filter);
  if (!found) return countDocuments(scope, others, () => true);
  // Apart, because each half has an index that has all that is added up, and an `or` of both has none.
  const ofPayers = await countDocuments(scope, others, (row) => isOfPayers(row, found));
  const numbered = await countDocuments(scope, others, (row) =>
    row.and([row.not(isOfPayers(row, found)), row.or(isNumbered(row, found))]),
  );
  return {
    count: ofPayers.count + numbered.count,
    amountCents: ofPayers.amountCents + numbered.amountCents,
  };
}

export interface DocumentTotals {
  count: number;
  amountCents: number;
}

async function countDocuments(
  scope: Scope,
  filter: DocumentFilter,
  isWanted: (row: DocumentExpression) => Expression<SqlBool> | true,
): Promise<DocumentTotals> {
  const row = await scope
    .selectFrom('documents as document')
    .select([
      sql<number>`count(*)`.as('count'),
      sql<number>`coalesce(sum(${chargedValue}), 0)::bigint`.as('amount_cents'),
    ])
    .where(matchesFilter(filter, undefined))
    .where((each) => {
      const condition = isWanted(each);
      return condition === true ? each.and([]) : condition;
    })
    .executeTakeFirstOrThrow();
  return { count: row.count, amountCents: row.amount_cents };
}

/**
 * At most `limit` of the documents that match, the earliest due date first. With `locked` they are locked in the order
 * of their ids. A document that no longer matches after the lock is left out.
 */
export async function findDocumentsThatFit(
  scope: Scope,
  filter: DocumentFilter,
  { limit, locked }: { limit: number; locked: boolean },
): Promise<DocumentRow[]> {
  const fitting = scope
    .selectFrom('documents as document')
    .where(matchesFilter(filter, await findTextOf(scope, filter)));
  const earliest = fitting.orderBy('document.due_date').orderBy('document.id').limit(limit);
  if (!locked) return earliest.selectAll('document').execute();
  // Two statements: as one, its plan is bad for tables that have no statistics yet (seconds for some hundred rows).
  const chosen = await earliest.select('document.id').execute();
  const ids = chosen.map(({ id }) => id);
  const rows = await fitting
    .selectAll('document')
    .where('document.id', '=', anyOf(ids))
    .orderBy('document.id')
    .forUpdate('document')
    .execute();
  return rows.sort((one, other) => compareText(one.due_date, other.due_date));
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** What the API shows of a document and the row does not have. */
export interface DocumentFacts {
  attempts: number;
  ledger: Selectable<LedgerEntryTable>[];
}

/** The facts of many documents, with two queries. */
export async function findDocumentFacts(
  scope: Scope,
  documentIds: readonly string[],
): Promise<(documentId: string) => DocumentFacts> {
  const attempts = await scope
    .selectFrom('registration_attempts')
    .select(['document_id', sql<number>`count(*)`.as('count')])
    .where('document_id', '=', anyOf(documentIds))
    .groupBy('document_id')
    .execute();
  const entries = await scope
    .selectFrom('ledger_entries')
    .selectAll()
    .where('document_id', '=', anyOf(documentIds))
    .orderBy('id')
    .execute();
  const counts = new Map(attempts.map((row) => [row.document_id, row.count]));
  const ledger = new Map<string, Selectable<LedgerEntryTable>[]>();
  for (const entry of entries) {
    const key = String(entry.document_id);
    ledger.set(key, [...(ledger.get(key) ?? []), entry]);
  }
  return (id) => ({ attempts: counts.get(id) ?? 0, ledger: ledger.get(id) ?? [] });
}

function withPayer(scope: Scope) {
  return scope
    .selectFrom('documents as document')
    .innerJoin('payers as payer', 'payer.id', 'document.payer_id')
    .selectAll('document')
    .select([...payerColumns, 'payer.notify as payer_notify']);
}

type DocumentExpression = ExpressionBuilder<Tables & { document: Tables['documents'] }, 'document'>;

/** What the filter's text finds; undefined without a text. */
async function findTextOf(scope: Scope, { q }: DocumentFilter): Promise<FoundText | undefined> {
  return q ? findText(scope, q) : undefined;
}

/** The condition of a filter, for every query of `document`. */
function matchesFilter(filter: DocumentFilter, found: FoundText | undefined) {
  return (row: DocumentExpression) => {
    const conditions = [
      filter.statuses && row('document.status', 'in', filter.statuses),
      // The second half says which index has all flags.
      filter.flag &&
        sql<SqlBool>`(${filter.flag} = any(document.flag_names) and document.flag_names is not null)`,
      filter.hold && row('document.hold', '=', filter.hold),
      filter.errorCode && row('document.error_code', '=', filter.errorCode),
      filter.erpId && row('document.erp_id', '=', filter.erpId),
      filter.accountId && row('document.account_id', '=', filter.accountId),
      filter.remittanceId && row('document.remittance_id', '=', filter.remittanceId),
      filter.dueFrom && row('document.due_date', '>=', filter.dueFrom),
      filter.dueTo && row('document.due_date', '<=', filter.dueTo),
      filter.paidFrom && row('document.paid_on', '>=', filter.paidFrom),
      filter.paidTo && row('document.paid_on', '<=', filter.paidTo),
      filter.creditFrom && row('document.credit_expected_on', '>=', filter.creditFrom),
      filter.creditTo && row('document.credit_expected_on', '<=', filter.creditTo),
      found && row.or([isOfPayers(row, found), ...isNumbered(row, found)]),
    ];
    return row.and(conditions.filter((condition) => condition !== undefined && condition !== ''));
  };
}

function isOfPayers(row: DocumentExpression, { payerIds }: FoundText) {
  return row('document.payer_id', '=', anyOf(payerIds));
}

function isNumbered(row: DocumentExpression, { documentIds, numberPattern }: FoundText) {
  return [
    row('document.id', '=', anyOf(documentIds)),
    ...(numberPattern === null ? [] : [row('document.number', 'ilike', numberPattern)]),
  ];
}
