import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { AsaasActivities, LedgerActivities } from '../activities/activities.ts';
import type { CallPurpose } from '../domain/request-quota.ts';
import { taskQueues } from './task-queues.ts';

/**
 * What is carried out first when much waits (1 before 5). Accounts have their turns beside it: each workflow is
 * started with its account as fairness key, and its activities inherit it.
 */
const urgencies: Record<CallPurpose, number> = { settle: 1, amend: 2, register: 3, sweep: 5 };

/**
 * Calls to Asaas: retried for ever, since what they wait for (a key, a limit, Asaas itself) comes back by itself and a
 * document must not fail meanwhile. The heartbeat finds a dead worker in seconds; no effect is repeated by a retry.
 */
export const asaas: Record<CallPurpose, Proxies> = {
  settle: asaasActivities('settle'),
  amend: asaasActivities('amend'),
  register: asaasActivities('register'),
  sweep: asaasActivities('sweep'),
};

type Proxies = ReturnType<typeof asaasActivities>;

function asaasActivities(purpose: CallPurpose) {
  return proxyActivities<AsaasActivities>({
    taskQueue: taskQueues.asaas,
    startToCloseTimeout: '2 minutes',
    heartbeatTimeout: '15 seconds',
    retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
    priority: { priorityKey: urgencies[purpose] },
  });
}

/** Steps in our own database: one event each, without a round trip through a task queue. */
export const ledger = proxyLocalActivities<LedgerActivities>({
  startToCloseTimeout: '10 seconds',
  localRetryThreshold: '5 seconds',
  retry: { initialInterval: '200 milliseconds', backoffCoefficient: 2, maximumInterval: '30 seconds' },
});
