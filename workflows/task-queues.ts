/** Where work waits for a worker: `receivables` for workflows and their short steps, `asaas` for calls to Asaas. */
export const taskQueues = { receivables: 'receivables', asaas: 'asaas' } as const;
