import { type Insertable, type Selectable, sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { ReturnItemOutcome } from '../../domain/settlement-return.ts';
import { anyText } from '../any-of.ts';
import type { Scope } from '../database.ts';
import type { SettlementReturnItemTable, SettlementReturnTable } from '../tables/settlement-returns.ts';

export type SettlementReturnRow = Selectable<SettlementReturnTable>;
export type ReturnItemRow = Selectable<SettlementReturnItemTable>;

/** Stores that a person wants the payments of a period. The workflow reads them. */
export function insertSettlementReturn(
  scope: Scope,
  wish: { tenantId: string; accountId: string; paidFrom: string; paidTo: string },
): Promise<SettlementReturnRow> {
  return scope
    .insertInto('settlement_returns')
    .values({
      id: uuid(),
      tenant_id: wish.tenantId,
      account_id: wish.accountId,
      paid_from: wish.paidFrom,
      paid_to: wish.paidTo,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** A tenant's settlement return; undefined when the tenant has no such return. */
export function findSettlementReturn(
  scope: Scope,
  returnId: string,
): Promise<SettlementReturnRow | undefined> {
  return scope.selectFrom('settlement_returns').selectAll().where('id', '=', returnId).executeTakeFirst();
}

/** The same, locked until the transaction ends. So nobody chooses rows while the run finds that none is open. */
export function lockSettlementReturn(
  scope: Scope,
  returnId: string,
): Promise<SettlementReturnRow | undefined> {
  return scope
    .selectFrom('settlement_returns')
    .selectAll()
    .where('id', '=', returnId)
    .forUpdate()
    .executeTakeFirst();
}

/** Adds rows. A row that exists stays as it is. */
export async function insertReturnItems(
  scope: Scope,
  items: Insertable<SettlementReturnItemTable>[],
): Promise<void> {
  if (items.length === 0) return;
  await scope
    .insertInto('settlement_return_items')
    .values(items)
    .onConflict((conflict) => conflict.columns(['return_id', 'charge_id']).doNothing())
    .execute();
}

/** Ends the reading: from now on rows can be chosen. A repetition changes nothing. */
export async function markLoaded(scope: Scope, returnId: string): Promise<void> {
  await scope
    .updateTable('settlement_returns')
    .set({ status: 'ready', loaded_at: sql`now()` })
    .where('id', '=', returnId)
    .where('status', '=', 'loading')
    .execute();
}

export async function markProcessing(scope: Scope, returnId: string): Promise<void> {
  await scope
    .updateTable('settlement_returns')
    .set({ status: 'processing', done_at: null })
    .where('id', '=', returnId)
    .execute();
}

export async function markDone(scope: Scope, returnId: string): Promise<void> {
  await scope
    .updateTable('settlement_returns')
    .set({ status: 'done', done_at: sql`now()` })
    .where('id', '=', returnId)
    .where('status', '=', 'processing')
    .execute();
}

/**
 * Chooses rows for processing: these rows, or all that are not settled yet. A row that is under way or was successful
 * stays as it is. A failed row is tried again. Returns how many rows are newly chosen.
 */
export async function chooseItems(
  scope: Scope,
  returnId: string,
  chargeIds: readonly string[] | null,
): Promise<number> {
  const { numUpdatedRows } = await scope
    .updateTable('settlement_return_items')
    .set({ chosen_at: sql`now()`, handed_at: null, outcome: null, reason: null })
    .where('return_id', '=', returnId)
    .where((row) => row.or([row('chosen_at', 'is', null), row('outcome', '=', 'failed')]))
    .$if(chargeIds === null, (query) => query.where('kind', '<>', 'already_settled'))
    .$if(chargeIds !== null, (query) => query.where('charge_id', '=', anyText(chargeIds ?? [])))
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

/** Which of these charges are rows of the return. */
export async function findKnownChargeIds(
  scope: Scope,
  returnId: string,
  chargeIds: readonly string[],
): Promise<Set<string>> {
  const rows = await scope
    .selectFrom('settlement_return_items')
    .select('charge_id')
    .where('return_id', '=', returnId)
    .where('charge_id', '=', anyText(chargeIds))
    .execute();
  return new Set(rows.map((row) => row.charge_id));
}

/** The next chosen rows that are not handed over. Lock the return before handing them over. */
export function findUnhandedItems(scope: Scope, returnId: string, limit: number): Promise<ReturnItemRow[]> {
  return scope
    .selectFrom('settlement_return_items')
    .selectAll()
    .where('return_id', '=', returnId)
    .where('chosen_at', 'is not', null)
    .where('handed_at', 'is', null)
    .orderBy('charge_id')
    .limit(limit)
    .execute();
}

/** Notes that a row was handed over, and the document of its charge if that is known only now. */
export async function markHanded(
  scope: Scope,
  item: Pick<ReturnItemRow, 'return_id' | 'charge_id'>,
  found: { documentId?: string; outcome?: Exclude<ReturnItemOutcome, 'failed'> } = {},
): Promise<void> {
  await scope
    .updateTable('settlement_return_items')
    .set({
      handed_at: sql`now()`,
      outcome: found.outcome ?? null,
      ...(found.documentId ? { document_id: found.documentId, kind: 'matched' } : {}),
    })
    .where('return_id', '=', item.return_id)
    .where('charge_id', '=', item.charge_id)
    .execute();
}

/** Stores the outcome of a row that was handed over. An existing outcome stays. */
export async function noteItemOutcome(
  scope: Scope,
  item: { returnId: string; chargeId: string },
  result: ItemResult,
): Promise<void> {
  await scope
    .updateTable('settlement_return_items')
    .set({ outcome: result.outcome, reason: result.reason })
    .where('return_id', '=', item.returnId)
    .where('charge_id', '=', item.chargeId)
    .where('handed_at', 'is not', null)
    .where('outcome', 'is', null)
    .execute();
}

/** The same for a charge that nobody here created, in every settlement return that waits for it. */
export async function noteReceiptOutcome(
  scope: Scope,
  receipt: { accountId: string; chargeId: string },
  result: ItemResult,
): Promise<void> {
  await scope
    .updateTable('settlement_return_items')
    .set({ outcome: result.outcome, reason: result.reason })
    .where('account_id', '=', receipt.accountId)
    .where('charge_id', '=', receipt.chargeId)
    .where('kind', '=', 'unidentified')
    .where('handed_at', 'is not', null)
    .where('outcome', 'is', null)
    .execute();
}

/** Only a failed row has a `reason`. */
export type ItemResult =
  | { outcome: Exclude<ReturnItemOutcome, 'failed'>; reason: null }
  | { outcome: 'failed'; reason: string };

/** How many rows are chosen, how many of these have no outcome, and how many are not handed over. */
export async function countChosen(
  scope: Scope,
  returnId: string,
): Promise<{ chosen: number; open: number; unhanded: number }> {
  return scope
    .selectFrom('settlement_return_items')
    .select([
      sql<number>`count(*)`.as('chosen'),
      sql<number>`count(*) filter (where outcome is null)`.as('open'),
      sql<number>`count(*) filter (where handed_at is null)`.as('unhanded'),
    ])
    .where('return_id', '=', returnId)
    .where('chosen_at', 'is not', null)
    .executeTakeFirstOrThrow();
}

/** How many rows a return has now. */
export async function countReturnItems(scope: Scope, returnId: string): Promise<number> {
  const { count } = await scope
    .selectFrom('settlement_return_items')
    .select(sql<number>`count(*)`.as('count'))
    .where('return_id', '=', returnId)
    .executeTakeFirstOrThrow();
  return count;
}
