import type { Client } from '@temporalio/client';
import { until } from './conditions.ts';
import type { Company } from './erp.ts';

/** Waits until the document's run has read all its mail and does nothing more by itself. Returns the length of its history. */
export async function untilAtRest(client: Client, company: Company, documentId: string): Promise<number> {
  const handle = client.workflow.getHandle(`document/${company.tenantId}/${documentId}`);
  const { raw } = await until(`the run of document ${documentId} to rest`, async () => {
    const description = await handle.describe();
    const isBusy = description.raw.pendingWorkflowTask ?? description.raw.pendingActivities?.[0];
    return !isBusy && description;
  });
  return Number(raw.workflowExecutionInfo?.historyLength);
}
