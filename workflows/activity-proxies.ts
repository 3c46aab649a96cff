import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { AsaasActivities, LedgerActivities } from '../activities/activities.ts';
import { taskQueues } from './messages.ts';

/**
 * Calls to Asaas: retried for ever, since what they wait for (a key, a limit, Asaas itself) comes back by itself and a
 * document must not fail meanwhile. The heartbeat finds a dead worker in seconds; no effect is repeated by a retry.
 */
export const asaas = proxyActivities<AsaasActivities>({
  taskQueue: taskQueues.asaas,
  startToCloseTimeout: '2 minutes',
  heartbeatTimeout: '15 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

/** Steps in our own database: one event each, without a round trip through a task queue. */
export const ledger = proxyLocalActivities<LedgerActivities>({
  startToCloseTimeout: '10 seconds',
  localRetryThreshold: '5 seconds',
  retry: { initialInterval: '200 milliseconds', backoffCoefficient: 2, maximumInterval: '30 seconds' },
});
