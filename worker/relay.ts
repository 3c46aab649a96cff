import type { Client } from '@temporalio/client';
import type { SearchAttributePair } from '@temporalio/common';
import type { Logger } from 'pino';
import type { Database } from '../db/database.ts';
import { claimWaitingMessages, markDelivered, type WaitingMessage } from '../db/messages/message-turns.ts';
import type { Notifications } from '../db/notifications.ts';
import { asRelay } from '../db/tenancy.ts';
import type { WorkflowStarts, WorkflowType } from '../domain/messages.ts';
import { noonOf, searchAttributes } from '../workflows/search-attributes.ts';
import { taskQueues } from '../workflows/task-queues.ts';

interface Relay {
  client: Client;
  db: Database;
  newMessages: Notifications;
  logger: Logger;
  signal: AbortSignal;
}

/** Messages claimed in one transaction; each goes to another workflow, so they are delivered side by side. */
const batchSize = 50;

/** A message whose notification was missed (the listening connection was down) is found by then. */
const pollMs = 1_000;

/**
 * Turns stored messages into signals: the one door into Temporal. Any number of relays may run; each claims what the
 * others have not, in order per workflow. Killed after a signal and before its mark, it delivers twice, which is
 * harmless: a workflow takes each `seq` once.
 */
export async function runRelay(relay: Relay): Promise<void> {
  while (!relay.signal.aborted) {
    const delivered = await deliverBatch(relay).catch((error: Error) => {
      relay.logger.warn({ reason: error.message }, 'Messages could not be relayed; trying again');
      return 0;
    });
    if (delivered === 0) await relay.newMessages.wait(pollMs, relay.signal);
  }
}

/** Delivers what it can and returns how many messages that were. */
function deliverBatch({ client, db, logger }: Relay): Promise<number> {
  return asRelay(db, async (scope) => {
    const messages = await claimWaitingMessages(scope, batchSize);
    const results = await Promise.allSettled(messages.map((message) => deliver(client, message)));
    const failure = results.find((result) => result.status === 'rejected');
    if (failure)
      logger.warn({ reason: String(failure.reason) }, 'A message could not be delivered; trying again');
    const delivered = messages
      .filter((_, at) => results[at]?.status === 'fulfilled')
      .map((message) => message.id);
    await markDelivered(scope, delivered);
    return delivered.length;
  });
}

/** Signals the workflow, starting it when it does not run: news of a finished document opens a new run of the same id. */
async function deliver(client: Client, message: WaitingMessage): Promise<void> {
  const { id, tenant_id: tenantId, seq, facts, subject, workflow_id: workflowId } = message;
  await client.withDeadline(Date.now() + 10_000, () =>
    client.workflow.signalWithStart(message.workflow_type, {
      workflowId,
      taskQueue: taskQueues.receivables,
      args: [startOf(message)],
      signal: message.signal,
      signalArgs: [{ messageId: id, seq, facts }],
      staticSummary: String(subject.summary),
      typedSearchAttributes: attributesOf(tenantId, subject),
      // Accounts take turns: ten thousand documents of one do not delay the single one of another.
      priority: { fairnessKey: String(subject.accountId ?? tenantId) },
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    }),
  );
}

function startOf({ workflow_type: type, tenant_id: tenantId, subject }: WaitingMessage) {
  return { tenantId, ...Object.fromEntries(startIds[type].map((name) => [name, subject[name]])) };
}

/** The ids that each workflow is started with, beside the tenant's. */
const startIds: { [Type in WorkflowType]: readonly Exclude<keyof WorkflowStarts[Type], 'tenantId'>[] } = {
  receivableDocument: ['documentId'],
  remittance: ['remittanceId'],
  settlementReturn: ['returnId'],
  unidentifiedReceipt: ['accountId', 'chargeId'],
  accountCare: ['accountId'],
  accountReconciliation: ['accountId'],
  erpDelivery: ['endpointId'],
};

function attributesOf(tenantId: string, subject: WaitingMessage['subject']): SearchAttributePair[] {
  const { accountId, remittanceId, number, status, amountCents, dueDate, documentId } = subject;
  return [
    { key: searchAttributes.tenantId, value: tenantId },
    ...(accountId ? [{ key: searchAttributes.accountId, value: String(accountId) }] : []),
    ...(remittanceId ? [{ key: searchAttributes.remittanceId, value: String(remittanceId) }] : []),
    ...(documentId
      ? [
          { key: searchAttributes.documentNumber, value: String(number) },
          { key: searchAttributes.documentStatus, value: String(status) },
          { key: searchAttributes.amountCents, value: Number(amountCents) },
          { key: searchAttributes.dueDate, value: noonOf(String(dueDate)) },
        ]
      : []),
  ];
}
