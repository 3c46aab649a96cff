import { type SqlBool, sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { toBrazilianDate } from '../domain/calendar.ts';
import { formatReais } from '../domain/money.ts';
import {
  type DocumentMessages,
  type DocumentSignal,
  workflowIds,
  workflowTypes,
} from '../workflows/messages.ts';
import { anyOf } from './any-of.ts';
import type { Scope } from './database.ts';
import type { DocumentRow } from './documents.ts';

/**
 * Leaves a message for the document's workflow, in the caller's transaction: the relay delivers it once this commits.
 * Returns the message's id. Throws when the document is not the tenant's.
 */
export async function leaveDocumentMessage<Name extends DocumentSignal>(
  scope: Scope,
  documentId: string,
  signal: Name,
  facts: DocumentMessages[Name],
): Promise<string> {
  const [messageId] = await leaveDocumentMessages(scope, [documentId], signal, facts);
  return messageId as string; // One document, one message: whatever is missing was thrown.
}

/**
 * Leaves one message each for the workflows of many documents, in two statements however many they are; `facts` may
 * differ by document. Returns the messages' ids. Throws when a document is not the tenant's, or is named twice.
 */
export async function leaveDocumentMessages<Name extends DocumentSignal>(
  scope: Scope,
  documentIds: readonly string[],
  signal: Name,
  facts: DocumentMessages[Name] | ((document: Addressee) => DocumentMessages[Name]),
): Promise<string[]> {
  if (documentIds.length === 0) return [];
  const documents = await countMessages(scope, documentIds);
  if (documents.length !== documentIds.length) {
    throw new Error(
      `${documentIds.length - documents.length} of ${documentIds.length} documents are unknown`,
    );
  }
  const messages = documents.map((document) => ({
    ...addressOf(document),
    id: uuid(),
    facts: typeof facts === 'function' ? facts(document) : facts,
  }));
  await sql`
    insert into messages (id, tenant_id, workflow_type, workflow_id, seq, signal, facts, subject)
    select id, tenant_id, ${workflowTypes.receivableDocument}, workflow_id, seq, ${signal}, facts, subject
    from jsonb_to_recordset(${JSON.stringify(messages)}::jsonb)
      as message (id uuid, tenant_id uuid, workflow_id text, seq int, facts jsonb, subject jsonb)
  `.execute(scope);
  return messages.map((message) => message.id);
}

/** A document as its message finds it. */
export type Addressee = Pick<
  DocumentRow,
  | 'id'
  | 'tenant_id'
  | 'version'
  | 'message_seq'
  | 'number'
  | 'amount_cents'
  | 'addition_cents'
  | 'due_date'
  | 'account_id'
  | 'remittance_id'
>;

/** Gives each document the number of its next message; locked in one order, so that two crowds never cross. */
async function countMessages(scope: Scope, documentIds: readonly string[]): Promise<Addressee[]> {
  return scope
    .with('addressee', (query) =>
      query
        .selectFrom('documents')
        .select('id')
        .where('id', '=', anyOf(documentIds))
        .orderBy('id')
        .forUpdate(),
    )
    .updateTable('documents')
    .from('addressee')
    .set((row) => ({ message_seq: row('documents.message_seq', '+', 1) }))
    .whereRef('documents.id', '=', 'addressee.id')
    .returning(['documents.id', 'tenant_id', 'version', 'message_seq', 'number'])
    .returning(['amount_cents', 'addition_cents', 'due_date', 'account_id', 'remittance_id'])
    .execute();
}

function addressOf(document: Addressee) {
  const amountCents = document.amount_cents + document.addition_cents;
  const due = toBrazilianDate(document.due_date);
  return {
    tenant_id: document.tenant_id,
    workflow_id: workflowIds.receivableDocument(document.tenant_id, document.id),
    seq: document.message_seq,
    subject: {
      documentId: document.id,
      summary: `Documento ${document.number} · ${formatReais(amountCents)} · vence ${due}`,
      number: document.number,
      amountCents,
      dueDate: document.due_date,
      accountId: document.account_id,
      remittanceId: document.remittance_id,
    },
  };
}

/** Leaves the message that starts a remittance's workflow, or wakes it. */
export async function leaveRemittanceMessage(
  scope: Scope,
  remittanceId: string,
  signal: 'remittanceSent',
): Promise<string> {
  const remittance = await scope
    .updateTable('remittances')
    .set((row) => ({ message_seq: row('message_seq', '+', 1) }))
    .where('id', '=', remittanceId)
    .returning(['tenant_id', 'account_id', 'message_seq', 'total'])
    .executeTakeFirstOrThrow();
  const id = uuid();
  await scope
    .insertInto('messages')
    .values({
      id,
      tenant_id: remittance.tenant_id,
      workflow_type: workflowTypes.remittance,
      workflow_id: workflowIds.remittance(remittance.tenant_id, remittanceId),
      seq: remittance.message_seq,
      signal,
      facts: '{}',
      subject: JSON.stringify({
        remittanceId,
        accountId: remittance.account_id,
        summary: `Remessa de ${remittance.total} documentos`,
      }),
    })
    .execute();
  return id;
}

/** Asks that a payment of a charge nobody here created be read back and kept. Each charge is asked for once. */
export async function leaveReceiptMessage(
  scope: Scope,
  receipt: { tenantId: string; accountId: string; chargeId: string },
): Promise<void> {
  const workflowId = workflowIds.unidentifiedReceipt(receipt.tenantId, receipt.accountId, receipt.chargeId);
  await scope
    .insertInto('messages')
    .values({
      id: uuid(),
      tenant_id: receipt.tenantId,
      workflow_type: workflowTypes.unidentifiedReceipt,
      workflow_id: workflowId,
      seq: 1,
      signal: 'paymentReceived',
      facts: JSON.stringify({ chargeId: receipt.chargeId }),
      subject: JSON.stringify({
        accountId: receipt.accountId,
        chargeId: receipt.chargeId,
        summary: `Recebimento não identificado ${receipt.chargeId}`,
      }),
    })
    .onConflict((conflict) => conflict.columns(['workflow_id', 'seq']).doNothing())
    .execute();
}

/** A message as the relay sees it. */
export interface WaitingMessage {
  id: string;
  tenant_id: string;
  workflow_type: string;
  workflow_id: string;
  seq: number;
  signal: string;
  facts: Record<string, string | number | boolean | null>;
  subject: Record<string, string | number | null>;
}

/**
 * Claims the oldest undelivered message of up to `limit` workflows, for the length of the caller's transaction.
 * A later message of the same workflow stays out of every relay's reach until the earlier one is delivered.
 */
export function claimWaitingMessages(scope: Scope, limit: number): Promise<WaitingMessage[]> {
  return scope
    .selectFrom('messages as message')
    .select(['id', 'tenant_id', 'workflow_type', 'workflow_id', 'seq', 'signal', 'facts', 'subject'])
    .where('delivered_at', 'is', null)
    .where(
      sql<SqlBool>`not exists (select 1 from messages earlier where earlier.workflow_id = message.workflow_id
        and earlier.seq < message.seq and earlier.delivered_at is null)`,
    )
    .orderBy('created_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
}

/** Marks messages as delivered; only the relay that claimed them does so. */
export async function markDelivered(scope: Scope, messageIds: string[]): Promise<void> {
  if (messageIds.length === 0) return;
  await scope
    .updateTable('messages')
    .set({ delivered_at: sql`now()` })
    .where('id', 'in', messageIds)
    .execute();
}
