import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { toBrazilianDate } from '../domain/calendar.ts';
import { formatReais } from '../domain/money.ts';
import {
  type DocumentMessages,
  type DocumentSignal,
  type ReturnSignal,
  workflowIds,
  workflowTypes,
} from '../workflows/messages.ts';
import type { Scope } from './database.ts';

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
  const document = await scope
    .updateTable('documents')
    .set((row) => ({ message_seq: row('message_seq', '+', 1) }))
    .where('id', '=', documentId)
    .returning([
      'tenant_id',
      'message_seq',
      'number',
      'amount_cents',
      'addition_cents',
      'due_date',
      'account_id',
      'remittance_id',
    ])
    .executeTakeFirstOrThrow();
  const valueCents = document.amount_cents + document.addition_cents;
  return insertMessage(scope, {
    tenant_id: document.tenant_id,
    workflow_type: workflowTypes.receivableDocument,
    workflow_id: workflowIds.receivableDocument(document.tenant_id, documentId),
    seq: document.message_seq,
    signal,
    urgency: urgencies[signal],
    facts,
    subject: {
      documentId,
      summary: `Documento ${document.number} · ${formatReais(valueCents)} · vence ${toBrazilianDate(document.due_date)}`,
      number: document.number,
      amountCents: valueCents,
      dueDate: document.due_date,
      accountId: document.account_id,
      remittanceId: document.remittance_id,
    },
  });
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
  receiptAssigned: 2,
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

/** Leaves the message that starts a settlement return's workflow, or wakes it. */
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
    workflow_type: workflowTypes.settlementReturn,
    workflow_id: workflowIds.settlementReturn(row.tenant_id, returnId),
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
 * Asks that a payment of a charge nobody here created be read back and kept. Asking again is harmless: whoever asks
 * is answered by a reading that begins after this commits.
 */
export async function leaveReceiptMessage(
  scope: Scope,
  receipt: { tenantId: string; accountId: string; chargeId: string },
): Promise<void> {
  const { tenantId, accountId, chargeId } = receipt;
  const workflowId = workflowIds.unidentifiedReceipt(tenantId, accountId, chargeId);
  // No row of ours counts a stranger's messages, so two who ask at once would take the same number.
  await sql`select pg_advisory_xact_lock(hashtextextended(${workflowId}, 0))`.execute(scope);
  const { seq } = await scope
    .selectFrom('messages')
    .select(sql<number>`coalesce(max(seq), 0) + 1`.as('seq'))
    .where('workflow_id', '=', workflowId)
    .executeTakeFirstOrThrow();
  await insertMessage(scope, {
    tenant_id: tenantId,
    workflow_type: workflowTypes.unidentifiedReceipt,
    workflow_id: workflowId,
    seq,
    signal: 'paymentReceived',
    urgency: urgencies.paymentReceived,
    facts: { chargeId },
    subject: { accountId, chargeId, summary: `Recebimento não identificado ${chargeId}` },
  });
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
