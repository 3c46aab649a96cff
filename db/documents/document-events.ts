import type { Selectable, UpdateObject } from 'kysely';
import type { DocumentEvent } from '../../domain/document-status.ts';
import type { DocumentErpEvent, DocumentNews, ErpEvent } from '../../domain/erp-events.ts';
import type { Settlement } from '../../domain/settlement.ts';
import type { Scope } from '../database.ts';
import { tellErp } from '../messages/erp-events.ts';
import type { DocumentTable } from '../tables/documents.ts';
import type { Tables } from '../tables.ts';
import type { Actor } from './timeline.ts';

type DocumentRow = Selectable<DocumentTable>;

/** The details of each move. The timeline keeps them all; the ERP is told those of its event. */
interface MoveDetails {
  'document.sent': object;
  'charge.registered': { chargeId: string; attempt: number };
  'charge.refused': DocumentNews['document.rejected'];
  'charge.unknown': DocumentNews['document.uncertain'];
  'charge.absent': { attempt: number };
  'charge.removed': { reason?: string | null };
  'charge.restored': object;
  'due-date.passed': object;
  'due-date.extended': object;
  'payment.confirmed': object;
  'payment.received': Settlement;
  'payment.refunded': DocumentNews['document.refunded'];
  'settlement.undone': DocumentNews['document.settlement_undone'];
}

/** An event that happens to a document, who brought it about, and the columns that change with the status. */
export type Move = {
  [Event in DocumentEvent]: {
    event: Event;
    actor: Actor;
    set?: UpdateObject<Tables, 'documents'>;
  } & (object extends MoveDetails[Event]
    ? { details?: MoveDetails[Event] }
    : { details: MoveDetails[Event] });
}[DocumentEvent];

/** Tells the ERP that a document moved. Some moves have no event for the ERP. */
export async function tellErpOfMove(scope: Scope, moved: DocumentRow, move: Move): Promise<void> {
  const event = erpEventOf(moved, move);
  if (event) await tellErpOfDocument(scope, moved, event);
}

/** Adds a document's event to the ERP's feed, with the ERP's own ids in it. */
export function tellErpOfDocument(
  scope: Scope,
  document: DocumentRow,
  { type, data }: DocumentErpEvent,
): Promise<void> {
  const told = {
    documentId: document.id,
    erpId: document.erp_id,
    number: document.number,
    status: document.status,
    version: document.version,
    accountId: document.account_id,
    remittanceId: document.remittance_id,
    chargeId: document.charge_id,
  };
  // TypeScript does not see that this data belongs to this type. The parameter's type has checked it already.
  return tellErp(scope, document.tenant_id, { type, data: { ...told, ...data } } as ErpEvent);
}

function erpEventOf(moved: DocumentRow, move: Move): DocumentErpEvent | null {
  switch (move.event) {
    case 'charge.registered':
      return { type: 'document.registered', data: { attempt: move.details.attempt } };
    case 'charge.restored':
      return { type: 'document.registered', data: { attempt: null } };
    case 'charge.refused':
      return { type: 'document.rejected', data: move.details };
    case 'charge.unknown':
      return { type: 'document.uncertain', data: move.details };
    case 'charge.removed':
      return { type: 'document.cancelled', data: { reason: move.details?.reason ?? null } };
    case 'due-date.passed':
      return { type: 'document.overdue', data: { dueDate: moved.due_date } };
    case 'payment.confirmed':
      return { type: 'document.paid', data: { paidOn: moved.paid_on } };
    case 'payment.received':
      return { type: 'document.settled', data: move.details };
    case 'payment.refunded':
      return { type: 'document.refunded', data: move.details };
    case 'settlement.undone':
      return { type: 'document.settlement_undone', data: move.details };
    case 'document.sent':
    case 'charge.absent':
    // The ERP is not told that an extended due date makes the document `registered` again: it was told of the amendment.
    case 'due-date.extended':
      return null;
  }
}
