import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { toBrazilianDate } from '../../domain/calendar.ts';
import type { DocumentStatus } from '../../domain/document-status.ts';
import {
  type AccountSignal,
  type DocumentFacts,
  type DocumentSignal,
  type ReceiptStart,
  type RemittanceSignal,
  type ReturnSignal,
  type WorkflowType,
  workflowIds,
} from '../../domain/messages.ts';
import { formatReais } from '../../domain/money.ts';
import { anyOf } from '../any-of.ts';
import type { Scope } from '../database.ts';
import type { DocumentRow } from '../documents/documents.ts';
import { insertMessage } from './insert-message.ts';

/**
 * Leaves a message for the document's workflow, in the caller's transaction. The relay delivers it after the commit.
 * Returns the message's id. Throws when the tenant has no such document.
 */
export async function leaveDocumentMessage<Name extends DocumentSignal>(
  scope: Scope,
  documentId: string,
  signal: Name,
  facts: DocumentFacts[Name],
): Promise<string> {
  const [messageId] = await leaveDocumentMessages(scope, [documentId], signal, facts);
  return messageId as string; // One document makes one message, or the call throws.
}

/**
 * Leaves one message for the workflow of each of many documents, with two statements for any number of documents.
 * `facts` can be a function of the document. Returns the messages' ids. Throws when the tenant has no such document, or
 * when an id is there twice.
 */
export async function leaveDocumentMessages<Name extends DocumentSignal>(
  scope: Scope,
  documentIds: readonly string[],
  signal: Name,
  facts: DocumentFacts[Name] | ((document: Addressee) => DocumentFacts[Name]),
): Promise<string[]> {
  if (documentIds.length === 0) return [];
  const documents = await countMessages(scope, documentIds);
  if (documents.length !== documentIds.length) {
    throw new Error(
      `${documentIds.length - documents.length} of ${documentIds.length} documents are unknown`,
    );
  }
  const messages = documents.map((document) => ({
    ...addressOf(document, signal),
    id: uuid(),
    facts: typeof facts === 'function' ? facts(document) : facts,
  }));
  await sql`
    insert into messages (id, tenant_id, workflow_type, workflow_id, seq, signal, urgency, facts, subject)
    select id, tenant_id, ${'receivableDocument' satisfies WorkflowType}, workflow_id, seq, ${signal}, ${urgencies[signal]}::smallint,
      facts, subject
    from jsonb_to_recordset(${JSON.stringify(messages)}::jsonb)
      as message (id uuid, tenant_id uuid, workflow_id text, seq int, facts jsonb, subject jsonb)
  `.execute(scope);
  return messages.map((message) => message.id);
}

/** What a message needs of its document. */
export type Addressee = Pick<
  DocumentRow,
  | 'id'
  | 'tenant_id'
  | 'status'
  | 'version'
  | 'message_seq'
  | 'number'
  | 'amount_cents'
  | 'addition_cents'
  | 'rebate_cents'
  | 'due_date'
  | 'account_id'
  | 'remittance_id'
>;

/** Gives each document the number of its next message. Locks the documents in the order of their ids. */
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
    .returning(['documents.id', 'tenant_id', 'status', 'version', 'message_seq', 'number'])
    .returning(['amount_cents', 'addition_cents', 'rebate_cents', 'due_date', 'account_id', 'remittance_id'])
    .execute();
}

function addressOf(document: Addressee, signal: DocumentSignal) {
  const amountCents = document.amount_cents + document.addition_cents - document.rebate_cents;
  const due = toBrazilianDate(document.due_date);
  return {
    tenant_id: document.tenant_id,
    workflow_id: workflowIds.receivableDocument({ tenantId: document.tenant_id, documentId: document.id }),
    seq: document.message_seq,
    subject: {
      documentId: document.id,
      summary: `Documento ${document.number} · ${formatReais(amountCents)} · vence ${due}`,
      number: document.number,
      // A run that this message starts registers the document first.
      status: signal === 'documentSent' ? ('registering' satisfies DocumentStatus) : document.status,
      amountCents,
      dueDate: document.due_date,
      accountId: document.account_id,
      remittanceId: document.remittance_id,
    },
  };
}

/** 1 is sent first: payments and cash. Then other news of Asaas and the wishes of people. Then new documents. */
const urgencies: Record<DocumentSignal, number> = {
  paymentConfirmed: 1,
  paymentReceived: 1,
  cashReceived: 1,
  cashReceiptUndone: 1,
  chargeSeen: 2,
  chargeOverdue: 2,
  chargeChanged: 2,
  receiptAssigned: 2,
  documentAmended: 2,
  cancellationRequested: 2,
  documentSent: 3,
  holdLifted: 3,
  // After all that is news.
  runRebuilt: 4,
};

/** Leaves the message that starts or wakes a remittance's workflow. */
export async function leaveRemittanceMessage(
  scope: Scope,
  remittanceId: string,
  signal: RemittanceSignal,
): Promise<string> {
  const remittance = await scope
    .updateTable('remittances')
    .set((row) => ({ message_seq: row('message_seq', '+', 1) }))
    .where('id', '=', remittanceId)
    .returning(['tenant_id', 'account_id', 'message_seq', 'total'])
    .executeTakeFirstOrThrow();
  return insertMessage(scope, {
    tenant_id: remittance.tenant_id,
    workflow_type: 'remittance',
    workflow_id: workflowIds.remittance({ tenantId: remittance.tenant_id, remittanceId }),
    seq: remittance.message_seq,
    signal,
    urgency: 2,
    facts: {},
    subject: {
      remittanceId,
      accountId: remittance.account_id,
      summary: `Remessa de ${remittance.total} documentos`,
    },
  });
}

/** Leaves a message for the run that looks after an account. The first message starts the run. */
export async function leaveAccountMessage(
  scope: Scope,
  accountId: string,
  signal: AccountSignal,
): Promise<string> {
  const account = await scope
    .updateTable('accounts')
    .set((row) => ({ message_seq: row('message_seq', '+', 1) }))
    .where('id', '=', accountId)
    .returning(['tenant_id', 'message_seq', 'name'])
    .executeTakeFirstOrThrow();
  return insertMessage(scope, {
    tenant_id: account.tenant_id,
    workflow_type: 'accountCare',
    workflow_id: workflowIds.accountCare({ tenantId: account.tenant_id, accountId }),
    seq: account.message_seq,
    signal,
    urgency: 2,
    facts: {},
    subject: { accountId, summary: `Conta ${account.name}` },
  });
}

/** Leaves the message that starts or wakes a settlement return's workflow. */
export async function leaveReturnMessage(
  scope: Scope,
  returnId: string,
  signal: ReturnSignal,
): Promise<string> {
  const row = await scope
    .updateTable('settlement_returns')
    .set((each) => ({ message_seq: each('message_seq', '+', 1) }))
    .where('id', '=', returnId)
    .returning(['tenant_id', 'account_id', 'message_seq', 'paid_from', 'paid_to'])
    .executeTakeFirstOrThrow();
  return insertMessage(scope, {
    tenant_id: row.tenant_id,
    workflow_type: 'settlementReturn',
    workflow_id: workflowIds.settlementReturn({ tenantId: row.tenant_id, returnId }),
    seq: row.message_seq,
    signal,
    urgency: 2,
    facts: {},
    subject: {
      returnId,
      accountId: row.account_id,
      summary: `Retorno de cobrança · ${toBrazilianDate(row.paid_from)} a ${toBrazilianDate(row.paid_to)}`,
    },
  });
}

/**
 * Leaves a message for the run that stores the payment of a charge that nobody here created. May be repeated: the run
 * reads the charge after each message.
 */
export async function leaveReceiptMessage(scope: Scope, receipt: ReceiptStart): Promise<void> {
  const { tenantId, accountId, chargeId } = receipt;
  const workflowId = workflowIds.unidentifiedReceipt(receipt);
  // No row has a counter for these messages. Without the lock two transactions would use the same number.
  await sql`select pg_advisory_xact_lock(hashtextextended(${workflowId}, 0))`.execute(scope);
  const { seq } = await scope
    .selectFrom('messages')
    .select(sql<number>`coalesce(max(seq), 0) + 1`.as('seq'))
    .where('workflow_id', '=', workflowId)
    .executeTakeFirstOrThrow();
  await insertMessage(scope, {
    tenant_id: tenantId,
    workflow_type: 'unidentifiedReceipt',
    workflow_id: workflowId,
    seq,
    signal: 'paymentReceived',
    urgency: urgencies.paymentReceived,
    facts: { chargeId },
    subject: { accountId, chargeId, summary: `Recebimento não identificado ${chargeId}` },
  });
}
