import { type Insertable, type Selectable, type SqlBool, sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Scope } from '../database.ts';
import type { UnidentifiedReceiptTable } from '../tables/money.ts';

export type ReceiptRow = Selectable<UnidentifiedReceiptTable>;

/** A receipt with the one document that it probably pays. */
export type ReceiptWithSuggestion = ReceiptRow & { suggested_document_id: string | null };

/** A tenant's receipt; undefined when the tenant has no such receipt. */
export function findReceipt(scope: Scope, receiptId: string): Promise<ReceiptRow | undefined> {
  return scope.selectFrom('unidentified_receipts').selectAll().where('id', '=', receiptId).executeTakeFirst();
}

/** The same, locked until the transaction ends. */
export function lockReceipt(scope: Scope, receiptId: string): Promise<ReceiptRow | undefined> {
  return scope
    .selectFrom('unidentified_receipts')
    .selectAll()
    .where('id', '=', receiptId)
    .forUpdate()
    .executeTakeFirst();
}

/** Stores the payment of a charge that nobody here created. Undefined when it was stored before. */
export function keepReceipt(
  scope: Scope,
  receipt: Omit<Insertable<UnidentifiedReceiptTable>, 'id'>,
): Promise<ReceiptRow | undefined> {
  return scope
    .insertInto('unidentified_receipts')
    .values({ id: uuid(), ...receipt })
    .onConflict((conflict) => conflict.columns(['account_id', 'charge_id']).doNothing())
    .returningAll()
    .executeTakeFirst();
}

/** The stored payment of a charge that nobody here created. */
export function findReceiptOfCharge(
  scope: Scope,
  accountId: string,
  chargeId: string,
): Promise<ReceiptRow | undefined> {
  return scope
    .selectFrom('unidentified_receipts')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('charge_id', '=', chargeId)
    .executeTakeFirst();
}

/** Whether a person assigned this charge to the document. */
export async function isAssignedTo(scope: Scope, documentId: string, chargeId: string): Promise<boolean> {
  const row = await scope
    .selectFrom('unidentified_receipts')
    .select('id')
    .where('assigned_document_id', '=', documentId)
    .where('charge_id', '=', chargeId)
    .executeTakeFirst();
  return row !== undefined;
}

export interface ReceiptFilter {
  accountId?: string | undefined;
  assigned?: boolean | undefined;
}

/** Receipts, newest first, before `beforeId`, each with its suggestion. */
export function findReceipts(
  scope: Scope,
  filter: ReceiptFilter,
  page: { beforeId: string | null; limit: number },
): Promise<ReceiptWithSuggestion[]> {
  return withSuggestion(scope)
    .$if(filter.accountId !== undefined, (query) =>
      query.where('receipt.account_id', '=', filter.accountId as string),
    )
    .$if(filter.assigned !== undefined, (query) =>
      query.where('receipt.assigned_document_id', filter.assigned ? 'is not' : 'is', null),
    )
    .$if(page.beforeId !== null, (query) => query.where('receipt.id', '<', page.beforeId as string))
    .orderBy('receipt.id', 'desc')
    .limit(page.limit)
    .execute();
}

/** Assigns a receipt to a document, for ever. False when it is already assigned. */
export async function assignReceipt(scope: Scope, receiptId: string, documentId: string): Promise<boolean> {
  const { numUpdatedRows } = await scope
    .updateTable('unidentified_receipts')
    .set({ assigned_document_id: documentId, assigned_at: sql`now()` })
    .where('id', '=', receiptId)
    .where('assigned_document_id', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** Notes that the receipt of this charge is booked, if it is assigned to the document. */
export async function markReceiptBooked(scope: Scope, documentId: string, chargeId: string): Promise<void> {
  await scope
    .updateTable('unidentified_receipts')
    .set({ booked_at: sql`coalesce(booked_at, now())` })
    .where('assigned_document_id', '=', documentId)
    .where('charge_id', '=', chargeId)
    .execute();
}

/**
 * The open document of the same account and exactly this value whose due date is nearest to the payment. Null when
 * there is none, or when two are equally near: a guess would be wrong half of the time.
 */
function withSuggestion(scope: Scope) {
  return scope
    .selectFrom('unidentified_receipts as receipt')
    .leftJoinLateral(
      (query) =>
        query
          .selectFrom('documents as document')
          .select([
            'document.id',
            sql<number>`abs(document.due_date - receipt.paid_on)`.as('distance'),
            sql<number>`lead(abs(document.due_date - receipt.paid_on))
              over (order by abs(document.due_date - receipt.paid_on))`.as('next_distance'),
          ])
          .whereRef('document.account_id', '=', 'receipt.account_id')
          .where(
            sql<SqlBool>`document.amount_cents + document.addition_cents - document.rebate_cents = receipt.gross_cents`,
          )
          .where('document.status', 'in', ['registered', 'overdue'])
          .where('receipt.assigned_document_id', 'is', null)
          .orderBy('distance')
          .limit(1)
          .as('nearest'),
      (join) => join.onTrue(),
    )
    .selectAll('receipt')
    .select(
      sql<
        string | null
      >`case when nearest.distance is distinct from nearest.next_distance then nearest.id end`.as(
        'suggested_document_id',
      ),
    );
}
