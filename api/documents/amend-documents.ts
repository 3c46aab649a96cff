import { isDeepStrictEqual } from 'node:util';
import type { Scope } from '../../db/database.ts';
import {
  amendDocuments,
  type EnteredDocument,
  enteredOf,
  tellTimelineOfMany,
} from '../../db/documents/document-entry.ts';
import type { DocumentRow } from '../../db/documents/documents.ts';
import { leaveDocumentMessages } from '../../db/messages/messages.ts';
import type { DocumentChanges } from './document-fields.ts';

/** A document that gets its next version: by a PATCH, or because the ERP sent it again with other terms. */
export interface Amendment {
  before: DocumentRow;
  after: EnteredDocument;
  /** What changes in the payer's data, if the amendment changes them. */
  payer?: { before: object; after: object };
  /** Why, in the words of who amends. */
  reason?: string | undefined;
}

/**
 * Gives documents their next version in the caller's transaction: the row, the timeline with before and after, and a
 * message for each document that has a workflow. The workflow then amends the charge at Asaas.
 */
export async function amend(scope: Scope, amendments: Amendment[], actor: string): Promise<void> {
  await amendDocuments(
    scope,
    amendments.map(({ before, after }) => ({ id: before.id, ...after })),
  );
  await tellTimelineOfMany(
    scope,
    amendments.map((amendment) => ({
      tenantId: amendment.before.tenant_id,
      documentId: amendment.before.id,
      what: 'document.amended',
      actor,
      details: {
        version: amendment.before.version + 1,
        ...(amendment.reason && { reason: amendment.reason }),
        ...beforeAndAfter(amendment),
      },
    })),
  );
  const living = amendments.filter(({ before }) => before.message_seq > 0);
  await leaveDocumentMessages(
    scope,
    living.map(({ before }) => before.id),
    'documentAmended',
    ({ version }) => ({ version }),
  );
}

/** The document after a PATCH: an absent field stays as it is, null removes a term. */
export function amendedOf(before: EnteredDocument, changes: DocumentChanges): EnteredDocument {
  const chosen = <T>(change: T | undefined, stays: T): T => (change === undefined ? stays : change);
  return {
    ...before,
    amountCents: chosen(changes.amountCents, before.amountCents),
    dueDate: chosen(changes.dueDate, before.dueDate),
    additionCents: chosen(changes.additionCents, before.additionCents) ?? 0,
    rebateCents: chosen(changes.rebateCents, before.rebateCents) ?? 0,
    discount: chosen(changes.discount, before.discount),
    fine: chosen(changes.fine, before.fine),
    interest: chosen(changes.interest, before.interest),
    description: chosen(changes.description, before.description),
  };
}

/** The fields that differ between two states of a document. */
export function changedFields(before: EnteredDocument, after: EnteredDocument): (keyof EnteredDocument)[] {
  const fields = Object.keys(after) as (keyof EnteredDocument)[];
  return fields.filter((field) => !isDeepStrictEqual(before[field], after[field]));
}

function beforeAndAfter({ before: row, after, payer }: Amendment) {
  const before = enteredOf(row);
  const changed = changedFields(before, after);
  const pick = (from: EnteredDocument) => Object.fromEntries(changed.map((field) => [field, from[field]]));
  const aboutPayer = payer !== undefined && Object.keys(payer.after).length > 0;
  return {
    before: { ...pick(before), ...(aboutPayer && { payer: payer.before }) },
    after: { ...pick(after), ...(aboutPayer && { payer: payer.after }) },
  };
}
