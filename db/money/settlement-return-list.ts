import { sql } from 'kysely';
import type { ReturnItemKind, ReturnItemOutcome } from '../../domain/settlement-return.ts';
import { anyOf } from '../any-of.ts';
import type { Scope } from '../database.ts';
import type { ReturnItemRow, SettlementReturnRow } from './settlement-returns.ts';

/** A settlement return, and whether Asaas has refused its account's key: then the return waits for a new key. */
export type SettlementReturnWithKey = SettlementReturnRow & { key_status: 'accepted' | 'refused' };

/** Settlement returns, newest first, before `beforeId`. With `returnId` only that one. */
export function findSettlementReturns(
  scope: Scope,
  filter: { accountId?: string | undefined; returnId?: string },
  page: { beforeId: string | null; limit: number },
): Promise<SettlementReturnWithKey[]> {
  const { accountId, returnId } = filter;
  return scope
    .selectFrom('settlement_returns as return')
    .innerJoin('accounts as account', 'account.id', 'return.account_id')
    .selectAll('return')
    .select('account.key_status')
    .$if(accountId !== undefined, (query) => query.where('return.account_id', '=', accountId as string))
    .$if(returnId !== undefined, (query) => query.where('return.id', '=', returnId as string))
    .$if(page.beforeId !== null, (query) => query.where('return.id', '<', page.beforeId as string))
    .orderBy('return.id', 'desc')
    .limit(page.limit)
    .execute();
}

/** Rows of one kind and outcome: their count and sums, in centavos. */
export interface ReturnItemGroup {
  return_id: string;
  kind: ReturnItemKind;
  outcome: ReturnItemOutcome | null;
  is_chosen: boolean;
  count: number;
  gross_cents: number;
  fee_cents: number;
  net_cents: number;
  face_cents: number;
  addition_cents: number;
  rebate_cents: number;
  discount_cents: number;
  fine_cents: number;
  interest_and_fine_cents: number;
  refunded_cents: number;
  difference_cents: number;
}

/** The groups of many settlement returns, with one query. */
export async function groupReturnItems(
  scope: Scope,
  returnIds: readonly string[],
): Promise<(returnId: string) => ReturnItemGroup[]> {
  const sum = <Column extends string>(column: Column) =>
    sql<number>`sum(${sql.ref(column)})::bigint`.as(column);
  const groups = await scope
    .selectFrom('settlement_return_items')
    .select(['return_id', 'kind', 'outcome'])
    .select([sql<boolean>`chosen_at is not null`.as('is_chosen'), sql<number>`count(*)`.as('count')])
    .select([sum('gross_cents'), sum('fee_cents'), sum('net_cents')])
    .select([sum('face_cents'), sum('addition_cents'), sum('rebate_cents'), sum('discount_cents')])
    .select([sum('fine_cents'), sum('interest_and_fine_cents')])
    .select([sum('refunded_cents'), sum('difference_cents')])
    .where('return_id', '=', anyOf(returnIds))
    .groupBy(['return_id', 'kind', 'outcome', 'is_chosen'])
    .execute();
  return (returnId) => groups.filter((group) => group.return_id === returnId);
}

export interface ReturnItemFilter {
  kind?: ReturnItemKind | undefined;
  /** `waiting`: chosen, and without an outcome yet. */
  outcome?: ReturnItemOutcome | 'waiting' | undefined;
}

/** Where a page of rows ended. */
export interface ReturnItemPlace {
  receivedOn: string;
  chargeId: string;
}

export type ReturnItemWithDocument = ReturnItemRow & {
  erp_id: string | null;
  number: string | null;
  payer_name: string | null;
};

/** The rows of a settlement return in the order of their received date, after `place`, with their documents. */
export function findReturnItems(
  scope: Scope,
  returnId: string,
  { kind, outcome }: ReturnItemFilter,
  page: { place: ReturnItemPlace | null; limit: number },
): Promise<ReturnItemWithDocument[]> {
  const { place, limit } = page;
  return scope
    .selectFrom('settlement_return_items as item')
    .leftJoin('documents as document', 'document.id', 'item.document_id')
    .leftJoin('payers as payer', 'payer.id', 'document.payer_id')
    .selectAll('item')
    .select(['document.erp_id', 'document.number', 'payer.name as payer_name'])
    .where('item.return_id', '=', returnId)
    .$if(kind !== undefined, (query) => query.where('item.kind', '=', kind as ReturnItemKind))
    .$if(outcome === 'waiting', (query) =>
      query.where('item.chosen_at', 'is not', null).where('item.outcome', 'is', null),
    )
    .$if(outcome !== undefined && outcome !== 'waiting', (query) =>
      query.where('item.outcome', '=', outcome as ReturnItemOutcome),
    )
    .$if(place !== null, (query) =>
      query.where(
        sql<boolean>`(item.received_on, item.charge_id) > (${place?.receivedOn}::date, ${place?.chargeId}::text)`,
      ),
    )
    .orderBy('item.received_on')
    .orderBy('item.charge_id')
    .limit(limit)
    .execute();
}
