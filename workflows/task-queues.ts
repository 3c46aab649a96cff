/** Where work waits for a worker: `receivables` for workflows and their short steps, `asaas` for calls to Asaas, `erp` for
 * webhooks to ERPs: slow endpoints never take a place from calls about money. */
export const taskQueues = { receivables: 'receivables', asaas: 'asaas', erp: 'erp' } as const;
