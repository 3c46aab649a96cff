import { type Selectable, sql, type UpdateObject } from 'kysely';
import { type CollectionTerms, type DefaultTerms, withDefaults } from '../../domain/collection-terms.ts';
import { type DocumentFlag, type DocumentStatus, nextStatus } from '../../domain/document-status.ts';
import { anyOf, anyText } from '../any-of.ts';
import type { Scope } from '../database.ts';
import type { DocumentTable, FlagMark } from '../tables/documents.ts';
import type { ItemOutcome } from '../tables/remittances.ts';
import type { Tables } from '../tables.ts';
import { type Move, tellErpOfDocument, tellErpOfMove } from './document-events.ts';
import { type Actor, tellTimeline } from './timeline.ts';

export type DocumentRow = Selectable<DocumentTable>;

type DocumentChange = UpdateObject<Tables, 'documents'>;

/**
 * The document, locked against other changes until the transaction ends. Undefined when the tenant has no such
 * document.
 */
export function lockDocument(scope: Scope, documentId: string): Promise<DocumentRow | undefined> {
  return scope
    .selectFrom('documents')
    .selectAll()
    .where('id', '=', documentId)
    .forUpdate()
    .executeTakeFirst();
}

/**
 * Like `lockDocument`, for an id that comes from a row of the same tenant. Throws when the tenant has no such document.
 */
export async function lockDocumentOrThrow(scope: Scope, documentId: string): Promise<DocumentRow> {
  const document = await lockDocument(scope, documentId);
  if (!document) throw new Error(`There is no document ${documentId}`);
  return document;
}

/** The document as it is now, not locked. Throws when the tenant has no such document. */
export function findDocument(scope: Scope, documentId: string): Promise<DocumentRow> {
  return scope.selectFrom('documents').selectAll().where('id', '=', documentId).executeTakeFirstOrThrow();
}

/** The documents with these ids. With `locked` they are locked in the order of their ids. */
export function findDocumentsByIds(
  scope: Scope,
  documentIds: readonly string[],
  { locked }: { locked: boolean },
): Promise<DocumentRow[]> {
  return scope
    .selectFrom('documents')
    .selectAll()
    .where('id', '=', anyOf(documentIds))
    .orderBy('id')
    .$if(locked, (query) => query.forUpdate())
    .execute();
}

/** Our ids of the documents that the ERP knows by these. */
export async function findIdsByErpIds(scope: Scope, erpIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await scope
    .selectFrom('documents')
    .select(['id', 'erp_id'])
    .where('erp_id', '=', anyText(erpIds))
    .execute();
  return new Map(rows.map((row) => [row.erp_id, row.id]));
}

/** Whether an account has a document in one of these statuses. */
export async function hasDocumentsAt(
  scope: Scope,
  accountId: string,
  statuses: readonly DocumentStatus[],
): Promise<boolean> {
  const row = await scope
    .selectFrom('documents')
    .select('id')
    .where('account_id', '=', accountId)
    .where('status', 'in', statuses)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** What the document asks of its payer. Where it says nothing, the account's defaults. */
export function termsOf(document: DocumentRow, defaults: DefaultTerms = {}): CollectionTerms {
  const own = {
    amountCents: document.amount_cents,
    additionCents: document.addition_cents,
    rebateCents: document.rebate_cents,
    discount: document.discount,
    fine: document.fine,
    interest: document.interest,
    dueDate: document.due_date,
    description: document.description,
    billingType: document.billing_type,
  };
  return withDefaults(own, defaults);
}

/**
 * Applies an event to a locked document. In the caller's transaction it writes the status from the table of moves, the
 * timeline, the remittance item and the ERP's event. Only this function writes a status. An event without a move
 * changes nothing.
 */
export async function moveDocument(scope: Scope, document: DocumentRow, move: Move): Promise<DocumentRow> {
  const status = nextStatus(document.status, move.event);
  if (status === document.status) return document;
  const changes = { ...noHold, hold_tries: 0, ...withoutUnknownCharge(document, move.actor), ...move.set };
  const moved = await updateDocument(scope, document.id, { ...changes, status });
  await tellTimeline(scope, moved, move.event, move.actor, {
    from: document.status,
    to: status,
    ...move.details,
  });
  await tellRemittance(scope, moved);
  await tellErpOfMove(scope, moved, move);
  return moved;
}

/** If Asaas' news of a charge moves the document, Asaas knows the charge again. */
function withoutUnknownCharge({ flags }: DocumentRow, actor: Actor): Pick<DocumentChange, 'flags'> {
  const { charge_unknown: mark, ...others } = flags;
  return mark && actor === 'asaas' ? { flags: JSON.stringify(others) } : {};
}

/** The columns of a document without a hold. A document that moved tries its held work again. */
export const noHold = {
  hold: null,
  hold_work: null,
  hold_since: null,
  hold_until: null,
  hold_account_id: null,
} as const;

/** Writes columns of a document, except its status. Returns the new row. */
export function updateDocument(
  scope: Scope,
  documentId: string,
  changes: DocumentChange,
): Promise<DocumentRow> {
  return scope
    .updateTable('documents')
    .set({ ...changes, change_seq: sql`change_seq + 1`, updated_at: sql`now()` })
    .where('id', '=', documentId)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Counts a booked reading of a charge, so that an older reading is not booked after it. */
export async function countChange(scope: Scope, documentId: string): Promise<void> {
  await scope
    .updateTable('documents')
    .set({ change_seq: sql`change_seq + 1` })
    .where('id', '=', documentId)
    .execute();
}

/** Stores the terms of a create call before it is sent. Asaas has them if the call takes effect. */
export async function noteSentTerms(scope: Scope, documentId: string, terms: CollectionTerms): Promise<void> {
  await scope
    .updateTable('documents')
    .set({ synced_terms: JSON.stringify(terms) })
    .where('id', '=', documentId)
    .execute();
}

/** Stores a requested cancellation. Null removes it, for documents that are sent again. */
export async function setCancellation(
  scope: Scope,
  documentIds: readonly string[],
  asked: { requestedAt: Date; reason: string } | null,
): Promise<void> {
  await scope
    .updateTable('documents')
    .set({
      cancel_requested_at: asked?.requestedAt ?? null,
      cancel_reason: asked?.reason ?? null,
      updated_at: sql`now()`,
    })
    .where('id', '=', anyOf(documentIds))
    .execute();
}

/** Sets or removes a flag. */
export async function flagDocument(
  scope: Scope,
  document: DocumentRow,
  flag: DocumentFlag,
  mark: Omit<FlagMark, 'at'> | null,
): Promise<DocumentRow> {
  const { [flag]: _, ...others } = document.flags;
  const flags = mark ? { ...others, [flag]: { ...mark, at: new Date().toISOString() } } : others;
  return updateDocument(scope, document.id, { flags: JSON.stringify(flags) });
}

/** Flags a charge that differs from what it should be and tells the ERP. With null it removes the flag. */
export async function noteDivergence(
  scope: Scope,
  document: DocumentRow,
  reason: string | null,
): Promise<DocumentRow> {
  const marked = await flagDocument(scope, document, 'diverged', reason === null ? null : { reason });
  if (reason !== null)
    await tellErpOfDocument(scope, marked, { type: 'document.diverged', data: { reason } });
  return marked;
}

/** The outcome of a remittance item for each status of its document. Null: the item still waits. */
const outcomes: Record<DocumentStatus, ItemOutcome | null> = {
  pending: null,
  registering: null,
  uncertain: 'uncertain',
  rejected: 'rejected',
  registered: 'registered',
  overdue: 'registered',
  paid: 'registered',
  settled: 'registered',
  cancelled: 'cancelled',
  refunded: 'registered',
};

async function tellRemittance(scope: Scope, document: DocumentRow): Promise<void> {
  if (!document.remittance_id) return;
  const outcome = outcomes[document.status];
  const error = document.status === 'rejected' ? JSON.stringify(document.last_error) : null;
  await scope
    .updateTable('remittance_items')
    .set({ outcome, error, outcome_at: outcome === null ? null : sql`now()` })
    .where('remittance_id', '=', document.remittance_id)
    .where('document_id', '=', document.id)
    .where('outcome', 'is distinct from', outcome)
    .execute();
}
