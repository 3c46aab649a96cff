import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { toBrazilianDate } from '../domain/calendar.ts';
import { formatReais } from '../domain/money.ts';
import {
  type AccountSignal,
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
    insert into messages (id, tenant_id, workflow_type, workflow_id, seq, signal, urgency, facts, subject)
    select id, tenant_id, ${workflowTypes.receivableDocument}, workflow_id, seq, ${signal}, ${urgencies[signal]}::smallint,
      facts, subject
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

/** Money first, then what people changed, then new documents: 1 is carried before 4. */
const urgencies: Record<DocumentSignal, number> = {
  paymentConfirmed: 1,
  paymentReceived: 1,
  cashReceived: 1,
  cashReceiptUndone: 1,
  chargeSeen: 2,
  chargeOverdue: 2,
  chargeChanged: 2,
  documentAmended: 2,
  cancellationRequested: 2,
  documentSent: 3,
};

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
  return insertMessage(scope, {
    tenant_id: remittance.tenant_id,
    workflow_type: workflowTypes.remittance,
    workflow_id: workflowIds.remittance(remittance.tenant_id, remittanceId),
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

/** Leaves a message for the run that looks after an account; the first one starts it. */
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
    workflow_type: workflowTypes.accountCare,
    workflow_id: workflowIds.accountCare(account.tenant_id, accountId),
    seq: account.message_seq,
    signal,
    urgency: 2,
    facts: {},
    subject: { accountId, summary: `Conta ${account.name}` },
  });
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
      urgency: urgencies.paymentReceived,
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

interface NewMessage {
  tenant_id: string;
  workflow_type: string;
  workflow_id: string;
  seq: number;
  signal: string;
  urgency: number;
  facts: object;
  subject: object;
}

async function insertMessage(scope: Scope, message: NewMessage): Promise<string> {
  const id = uuid();
  await scope
    .insertInto('messages')
    .values({
      ...message,
      id,
      facts: JSON.stringify(message.facts),
      subject: JSON.stringify(message.subject),
    })
    .execute();
  return id;
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

/** Messages looked at per lane, so that several relays side by side each find enough that no other has claimed. */
const perLane = 200;

/**
 * Claims the next undelivered messages of up to `limit` workflows, for the length of the caller's transaction. Lanes
 * (accounts) take turns; within a lane what is urgent comes first, then what is older. A later message of the same
 * workflow stays out of every relay's reach until the earlier one is delivered.
 */
export async function claimWaitingMessages(scope: Scope, limit: number): Promise<WaitingMessage[]> {
  const { rows } = await sql<WaitingMessage>`
    with recursive lanes as (
      (select lane from messages where delivered_at is null order by lane limit 1)
      union all
      select (select lane from messages where delivered_at is null and lane > lanes.lane order by lane limit 1)
      from lanes where lanes.lane is not null
    ),
    turns as (
      select next.id, row_number() over (partition by lanes.lane order by next.urgency, next.created_at) as turn
      from lanes cross join lateral (
        select id, urgency, created_at from messages message
        where message.lane = lanes.lane and delivered_at is null
          and not exists (select 1 from messages earlier where earlier.workflow_id = message.workflow_id
            and earlier.seq < message.seq and earlier.delivered_at is null)
        order by urgency, created_at limit ${perLane}
      ) next
      where lanes.lane is not null
    )
    select message.id, tenant_id, workflow_type, workflow_id, seq, signal, facts, subject
    from messages message join turns on turns.id = message.id
    where delivered_at is null
    order by turn limit ${limit}
    for update of message skip locked
  `.execute(scope);
  return rows;
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
