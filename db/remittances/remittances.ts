import { type Selectable, sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { ChargeError } from '../../domain/charge-error.ts';
import type { DocumentStatus } from '../../domain/document-status.ts';
import { anyOf } from '../any-of.ts';
import type { Scope } from '../database.ts';
import type { DocumentRow } from '../documents/documents.ts';
import { type PayerColumns, payerColumns } from '../payers/payer-columns.ts';
import type { ItemOutcome, RemittanceTable } from '../tables/remittances.ts';

export type RemittanceRow = Selectable<RemittanceTable>;

/** The documents among these that wait for their outcome, each with its remittance. */
export async function findWaitingRemittances(
  scope: Scope,
  documentIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await scope
    .selectFrom('remittance_items')
    .select(['document_id', 'remittance_id'])
    .where('document_id', '=', anyOf(documentIds))
    .where('outcome', 'is', null)
    .execute();
  return new Map(rows.map((row) => [row.document_id, row.remittance_id]));
}

/** Adds a remittance of these documents, in this order, and sets their remittance and account. */
export async function insertRemittance(
  scope: Scope,
  remittance: {
    tenantId: string;
    accountId: string;
    documentIds: readonly string[];
    sendingRuleId: string | null;
  },
): Promise<RemittanceRow> {
  const { tenantId, accountId, documentIds, sendingRuleId } = remittance;
  const row = await scope
    .insertInto('remittances')
    .values({
      id: uuid(),
      tenant_id: tenantId,
      account_id: accountId,
      sending_rule_id: sendingRuleId,
      total: documentIds.length,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await sql`
    insert into remittance_items (remittance_id, tenant_id, position, document_id)
    select ${row.id}::uuid, ${tenantId}::uuid, position, document_id
    from unnest(${documentIds}::uuid[]) with ordinality as item (document_id, position)
  `.execute(scope);
  await scope
    .updateTable('documents')
    .set({
      account_id: accountId,
      remittance_id: row.id,
      cancel_requested_at: null,
      cancel_reason: null,
      updated_at: sql`now()`,
    })
    .where('id', '=', anyOf(documentIds))
    .execute();
  return row;
}

export function findRemittance(scope: Scope, remittanceId: string): Promise<RemittanceRow | undefined> {
  return scope.selectFrom('remittances').selectAll().where('id', '=', remittanceId).executeTakeFirst();
}

/**
 * Like `findRemittance`, for an id that comes from a row of the same tenant. Throws when the tenant has no such
 * remittance.
 */
export function findRemittanceOrThrow(scope: Scope, remittanceId: string): Promise<RemittanceRow> {
  return scope.selectFrom('remittances').selectAll().where('id', '=', remittanceId).executeTakeFirstOrThrow();
}

/** Remittances, newest first, before `beforeId`. */
export function findRemittances(
  scope: Scope,
  page: {
    accountId?: string | undefined;
    sendingRuleId?: string | undefined;
    beforeId: string | null;
    limit: number;
  },
): Promise<RemittanceRow[]> {
  return scope
    .selectFrom('remittances')
    .selectAll()
    .$if(page.accountId !== undefined, (query) => query.where('account_id', '=', page.accountId as string))
    .$if(page.sendingRuleId !== undefined, (query) =>
      query.where('sending_rule_id', '=', page.sendingRuleId as string),
    )
    .$if(page.beforeId !== null, (query) => query.where('id', '<', page.beforeId as string))
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute();
}

export interface ItemFilter {
  outcome?: ItemOutcome | 'waiting' | undefined;
  /** The code of Asaas' refusal. */
  code?: string | undefined;
}

export interface RemittanceItem extends PayerColumns {
  position: number;
  outcome: ItemOutcome | null;
  error: ChargeError | null;
  document_id: string;
  erp_id: string;
  number: string;
  status: DocumentStatus;
  amount_cents: number;
  addition_cents: number;
  rebate_cents: number;
  due_date: string;
}

/** The documents of a remittance in their order, after `afterPosition`. */
export function findItems(
  scope: Scope,
  remittanceId: string,
  filter: ItemFilter,
  page: { afterPosition: number; limit: number },
): Promise<RemittanceItem[]> {
  const { outcome, code } = filter;
  return scope
    .selectFrom('remittance_items as item')
    .innerJoin('documents as document', 'document.id', 'item.document_id')
    .innerJoin('payers as payer', 'payer.id', 'document.payer_id')
    .select(['item.position', 'item.outcome', 'item.error', 'item.document_id'])
    .select([
      'erp_id',
      'document.number',
      'status',
      'amount_cents',
      'addition_cents',
      'rebate_cents',
      'due_date',
    ])
    .select(payerColumns)
    .where('item.remittance_id', '=', remittanceId)
    .where('item.position', '>', page.afterPosition)
    .$if(outcome === 'waiting', (query) => query.where('item.outcome', 'is', null))
    .$if(outcome !== undefined && outcome !== 'waiting', (query) =>
      query.where('item.outcome', '=', outcome as ItemOutcome),
    )
    .$if(code !== undefined, (query) => query.where(sql<string>`item.error ->> 'code'`, '=', code as string))
    .orderBy('item.position')
    .limit(page.limit)
    .execute();
}

/** Which documents of a remittance. Without any field: all. */
export interface RemittancePart {
  outcome?: ItemOutcome | undefined;
  /** The code of Asaas' refusal. */
  code?: string | undefined;
  documentIds?: readonly string[] | undefined;
}

/** The documents that still belong to a remittance and not to a later one, locked in the order of their ids. */
export function lockRemittanceDocuments(
  scope: Scope,
  remittanceId: string,
  filter: RemittancePart,
): Promise<DocumentRow[]> {
  const judgesItem = filter.outcome !== undefined || filter.code !== undefined;
  return (
    scope
      .selectFrom('documents')
      .innerJoin('remittance_items as item', (join) =>
        join
          .onRef('item.document_id', '=', 'documents.id')
          .onRef('item.remittance_id', '=', 'documents.remittance_id'),
      )
      .selectAll('documents')
      .where('item.remittance_id', '=', remittanceId)
      .$if(filter.outcome !== undefined, (query) =>
        query.where('item.outcome', '=', filter.outcome as ItemOutcome),
      )
      .$if(filter.code !== undefined, (query) =>
        query.where(sql<string>`item.error ->> 'code'`, '=', filter.code as string),
      )
      .$if(filter.documentIds !== undefined, (query) =>
        query.where('documents.id', '=', anyOf(filter.documentIds ?? [])),
      )
      .orderBy('documents.id')
      // After the wait for a lock, Postgres checks the row again: an item that was sent again meanwhile no longer
      // matches.
      .forUpdate(judgesItem ? ['documents', 'item'] : 'documents')
      .execute()
  );
}

/** The documents among these that still belong to the remittance. */
export async function findAnsweredFor(
  scope: Scope,
  remittanceId: string,
  documentIds: readonly string[],
): Promise<Set<string>> {
  const rows = await scope
    .selectFrom('documents')
    .select('id')
    .where('id', '=', anyOf(documentIds))
    .where('remittance_id', '=', remittanceId)
    .execute();
  return new Set(rows.map((row) => row.id));
}

/** Resets items, so they are handed over again. A completed remittance becomes open again. */
export async function reopenItems(
  scope: Scope,
  remittanceId: string,
  documentIds: readonly string[],
): Promise<void> {
  await scope
    .updateTable('remittance_items')
    .set({ outcome: null, outcome_at: null, handed_at: null, error: null })
    .where('remittance_id', '=', remittanceId)
    .where('document_id', '=', anyOf(documentIds))
    .execute();
  await scope
    .updateTable('remittances')
    .set({ status: 'sending', completed_at: null })
    .where('id', '=', remittanceId)
    .execute();
}
