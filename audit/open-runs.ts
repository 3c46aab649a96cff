import type { Client } from '@temporalio/client';

/**
 * The ids of a company's documents' runs that Temporal has open, by its list. The list follows the runs by a moment, so
 * ask for documents that have not changed just now. Throws what the client throws.
 */
export function openRunsOf(client: Client) {
  return async (tenantId: string): Promise<ReadonlySet<string>> => {
    const ids = new Set<string>();
    const query = `ExecutionStatus = 'Running' AND WorkflowId STARTS_WITH 'document/${tenantId}/'`;
    for await (const { workflowId } of client.workflow.list({ query, pageSize: 1_000 })) ids.add(workflowId);
    return ids;
  };
}
