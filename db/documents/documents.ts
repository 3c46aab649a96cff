import { type Selectable, sql, type UpdateObject } from 'kysely';
import { type CollectionTerms, type DefaultTerms, withDefaults } from '../../domain/collection-terms.ts';
import {
  type DocumentEvent,
  type DocumentFlag,
  type DocumentStatus,
  nextStatus,
} from '../../domain/document-status.ts';
import { anyOf } from '../any-of.ts';
import type { Scope } from '../database.ts';
import { type ErpEventType, tellErp } from '../messages/erp-events.ts';
import type { DocumentTable } from '../tables/documents.ts';
import type { ItemOutcome } from '../tables/remittances.ts';
import type { Tables } from '../tables.ts';
import { type Actor, tellTimeline } from './timeline.ts';

export type DocumentRow = Selectable<DocumentTable>;

type DocumentChange = UpdateObject<Tables, 'documents'>;

/** Reads a document and keeps others from changing it until the transaction ends; undefined when it is not the tenant's. */
export function lockDocument(scope: Scope, documentId: string): Promise<DocumentRow | undefined> {
  return scope
    .selectFrom('documents')
    .selectAll()
    .where('id', '=', documentId)
    .forUpdate()
    .executeTakeFirst();
}

/** As `lockDocument`, for those who hold the id from a row of the same tenant. Throws when it is not the tenant's. */
export async function lockDocumentOrThrow(scope: Scope, documentId: string): Promise<DocumentRow> {
  const document = await lockDocument(scope, documentId);
  if (!document) throw new Error(`There is no document ${documentId}`);
  return document;
}

/** Reads a document as it is now. Throws when it is not the tenant's. */
export function findDocument(scope: Scope, documentId: string): Promise<DocumentRow> {
  return scope.selectFrom('documents').selectAll().where('id', '=', documentId).executeTakeFirstOrThrow();
}

/** The documents among these ids; for those who go on to write, locked by their id. */
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

/** Whether an account has a document at one of these statuses. */
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

/** What the document asks of its payer, with the account's defaults where it says nothing itself. */
export function termsOf(document: DocumentRow, defaults: DefaultTerms = {}): CollectionTerms {
  const own = {
    amountCents: document.amount_cents,
    additionCents: document.addition_cents,
    discount: document.discount,
    fine: document.fine,
    interest: document.interest,
    dueDate: document.due_date,
    description: document.description,
    billingType: document.billing_type,
  };
  return withDefaults(own, defaults);
}

export interface Move {
  event: DocumentEvent;
  actor: Actor;
  /** Columns that change with the status. */
  set?: DocumentChange;
  /** What the timeline and the ERP's event say beside the document's own facts. */
  details?: Record<string, unknown>;
}

/**
 * Lets an event happen to a locked document: status along the table of moves, timeline, remittance and the ERP's
 * event in the caller's transaction. The only place that writes a status. An event without a move changes nothing.
 */
export async function moveDocument(scope: Scope, document: DocumentRow, move: Move): Promise<DocumentRow> {
  const status = nextStatus(document.status, move.event);
  if (status === document.status) return document;
  const moved = await updateDocument(scope, document.id, { ...move.set, status });
  await tellTimeline(scope, moved, move.event, move.actor, {
    from: document.status,
    to: status,
    ...move.details,
  });
  await tellRemittance(scope, moved);
  const told = move.event === 'settlement.undone' ? 'document.settlement_undone' : erpEvents[status];
  // Back in time is no news of its own: the amendment that brought it there is told as such.
  if (told && move.event !== 'due-date.extended') await tellErpOfDocument(scope, moved, told, move.details);
  return moved;
}

/** Writes columns of a document other than its status. Returns the row as it is then. */
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

/** Counts a reading of a charge that was booked, so that an older one does not come after it. */
export async function countChange(scope: Scope, documentId: string): Promise<void> {
  await scope
    .updateTable('documents')
    .set({ change_seq: sql`change_seq + 1` })
    .where('id', '=', documentId)
    .execute();
}

/** Keeps the terms with which a create call is about to be sent: what Asaas has, if it takes them. */
export async function noteSentTerms(scope: Scope, documentId: string, terms: CollectionTerms): Promise<void> {
  await scope
    .updateTable('documents')
    .set({ synced_terms: JSON.stringify(terms) })
    .where('id', '=', documentId)
    .execute();
}

/** Writes down a cancellation that was asked for, or null: none is, for documents that go out once more. */
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

/** Raises or lowers a mark beside the status. */
export async function flagDocument(
  scope: Scope,
  document: DocumentRow,
  flag: DocumentFlag,
  mark: { reason: string; cure?: string; amountCents?: number } | null,
): Promise<DocumentRow> {
  const { [flag]: _, ...others } = document.flags;
  const flags = mark ? { ...others, [flag]: { ...mark, at: new Date().toISOString() } } : others;
  return updateDocument(scope, document.id, { flags: JSON.stringify(flags) });
}

/** Raises the mark of a charge that is not what it should be, and tells the ERP; or lowers it. */
export async function noteDivergence(
  scope: Scope,
  document: DocumentRow,
  reason: string | null,
): Promise<DocumentRow> {
  const marked = await flagDocument(scope, document, 'diverged', reason === null ? null : { reason });
  if (reason !== null) await tellErpOfDocument(scope, marked, 'document.diverged', { reason });
  return marked;
}

/** Adds a document's event to the ERP's feed, with the ERP's own ids in it. */
export function tellErpOfDocument(
  scope: Scope,
  document: DocumentRow,
  type: ErpEventType,
  details: Record<string, unknown> = {},
): Promise<void> {
  return tellErp(scope, document.tenant_id, type, {
    documentId: document.id,
    erpId: document.erp_id,
    number: document.number,
    status: document.status,
    version: document.version,
    accountId: document.account_id,
    remittanceId: document.remittance_id,
    chargeId: document.charge_id,
    ...details,
  });
}

const erpEvents: Record<DocumentStatus, ErpEventType | null> = {
  pending: null,
  registering: null,
  uncertain: 'document.uncertain',
  rejected: 'document.rejected',
  registered: 'document.registered',
  overdue: 'document.overdue',
  paid: 'document.paid',
  settled: 'document.settled',
  cancelled: 'document.cancelled',
  refunded: 'document.refunded',
};

/** What a remittance counts of a document that stands here: null while it still waits for its outcome. */
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
