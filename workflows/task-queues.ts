/**
 * The task queues. `receivables`: workflows and their short steps. `asaas`: calls to Asaas. `erp`: webhooks to ERPs,
 * apart from the others so that slow endpoints never delay calls about money.
 */
export const taskQueues = { receivables: 'receivables', asaas: 'asaas', erp: 'erp' } as const;

export type TaskQueue = keyof typeof taskQueues;
