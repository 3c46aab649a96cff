import { type Insertable, type Selectable, sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Scope } from '../database.ts';
import type { UnidentifiedReceiptTable } from '../tables/money.ts';

export type ReceiptRow = Selectable<UnidentifiedReceiptTable>;

/** A receipt with the one document that it is likely to be for. */
export type ReceiptWithSuggestion = ReceiptRow & {
  suggested_document_id: string | null;
  /** A place in `suggestionGrounds`. */
  suggestion_ground: number | null;
};

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

/** Why a document is suggested: its payer paid its value, its payer paid a part of it, or somebody paid its value. */
export const suggestionGrounds = ['payer_and_amount', 'payer', 'amount'] as const;
export type SuggestionGround = (typeof suggestionGrounds)[number];

/**
 * The open document of the same account that the receipt is likely to be for: by the best ground, and of those the one
 * due nearest to the payment. Null when there is none, or when two are equally likely, since a guess between them would
 * be right half the time.
 */
function withSuggestion(scope: Scope) {
  const likeliest = sql<{ id: string | null; ground: number | null; is_alone: boolean | null }>`(
    with payer as (
      select id from payers where tenant_id = receipt.tenant_id and tax_id = receipt.payer_tax_id
    ), likely as (
      -- Two ways, each by its index. As one condition all open documents of the account would be read.
      select id from documents
      where tenant_id = receipt.tenant_id and account_id = receipt.account_id and status in ('registered', 'overdue')
        and charged_cents = receipt.gross_cents
      union
      select id from documents
      where tenant_id = receipt.tenant_id and account_id = receipt.account_id and status in ('registered', 'overdue')
        and payer_id = (select id from payer)
    ), open_document as (
      select document.id, abs(document.due_date - receipt.paid_on) as distance,
        document.charged_cents as value_cents,
        document.payer_id is not distinct from (select id from payer) as is_payer
      from documents document join likely using (id)
      where receipt.assigned_document_id is null
    ), candidate as (
      select id, distance,
        case when is_payer and value_cents = receipt.gross_cents then 0 when is_payer then 1 else 2 end as ground
      from open_document where value_cents >= receipt.gross_cents
    )
    select id, ground, (lead(ground) over likely, lead(distance) over likely)
        is distinct from (ground, distance) as is_alone
    from candidate window likely as (order by ground, distance) order by ground, distance limit 1
  )`;
  return scope
    .selectFrom('unidentified_receipts as receipt')
    .leftJoinLateral(likeliest.as('likeliest'), (join) => join.onTrue())
    .selectAll('receipt')
    .select([
      sql<string | null>`case when likeliest.is_alone then likeliest.id end`.as('suggested_document_id'),
      sql<number | null>`case when likeliest.is_alone then likeliest.ground end`.as('suggestion_ground'),
    ]);
}
