import type { Client } from '@temporalio/client';
import type { SearchAttributePair } from '@temporalio/common';
import type { WaitingMessage } from '../db/messages/message-turns.ts';
import type { WorkflowStarts, WorkflowType } from '../domain/messages.ts';
import { failpoint } from '../failpoint.ts';
import { noonOf, searchAttributes } from '../workflows/search-attributes.ts';
import { taskQueues } from '../workflows/task-queues.ts';

/**
 * Sends a message as a signal, and starts the workflow if it does not run. So news of a finished document starts a new
 * run with the same id. `deadline` is in epoch milliseconds.
 */
export async function signalWorkflow(
  client: Client,
  message: WaitingMessage,
  deadline: number,
): Promise<void> {
  const { id, tenant_id: tenantId, seq, facts, subject, workflow_id: workflowId } = message;
  await failpoint('wf.before_start', tenantId, message.workflow_type);
  await client.withDeadline(deadline, () =>
    client.workflow.signalWithStart(message.workflow_type, {
      workflowId,
      taskQueue: taskQueues.receivables,
      args: [startOf(message)],
      signal: message.signal,
      signalArgs: [{ messageId: id, seq, facts }],
      staticSummary: String(subject.summary),
      typedSearchAttributes: attributesOf(tenantId, subject),
      // Accounts take turns: ten thousand documents of one account do not delay one document of another.
      priority: { fairnessKey: String(subject.accountId ?? tenantId) },
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    }),
  );
}

function startOf({ workflow_type: type, tenant_id: tenantId, subject }: WaitingMessage) {
  return { tenantId, ...Object.fromEntries(startIds[type].map((name) => [name, subject[name]])) };
}

/** The ids in each workflow's first argument, beside the tenant's. */
const startIds: { [Type in WorkflowType]: readonly Exclude<keyof WorkflowStarts[Type], 'tenantId'>[] } = {
  receivableDocument: ['documentId'],
  remittance: ['remittanceId'],
  settlementReturn: ['returnId'],
  unidentifiedReceipt: ['accountId', 'chargeId'],
  accountCare: ['accountId'],
  accountReconciliation: ['accountId'],
  accountNotices: ['accountId'],
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
