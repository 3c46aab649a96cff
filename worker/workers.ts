import { type NativeConnection, Worker } from '@temporalio/worker';
import {
  createAsaasActivities,
  createErpActivities,
  createLocalActivities,
} from '../activities/activities.ts';
import type { DeliveryDependencies } from '../activities/delivery-dependencies.ts';
import type { Dependencies } from '../activities/dependencies.ts';
import { taskQueues } from '../workflows/task-queues.ts';
import { createAttemptStop } from './attempt-stop.ts';
import { deploymentOf } from './deployment.ts';
import { createHeartbeat } from './heartbeat.ts';
import { demandActivities } from './registration-check.ts';
import type { WorkflowSource } from './workflow-source.ts';

/**
 * Three workers: one runs workflows and their short steps, one calls Asaas, one calls the endpoints of the ERPs. Throws
 * when one of them would lack an activity.
 */
export async function createWorkers(
  connection: NativeConnection,
  namespace: string,
  deps: Dependencies & DeliveryDependencies,
  workflows: WorkflowSource,
  buildId?: string,
): Promise<Worker[]> {
  const limits = { shutdownGraceTime: '20s', shutdownForceTime: '30s' } as const;
  const shared = { connection, namespace, ...limits, ...deploymentOf(buildId) };
  const attemptStop = () => ({ inbound: createAttemptStop() });
  const activities = {
    receivables: createLocalActivities(deps),
    asaas: createAsaasActivities(deps),
    erp: createErpActivities(deps),
  };
  demandActivities(activities);
  const remote = { activity: [() => ({ inbound: createHeartbeat() }), attemptStop] };
  return Promise.all([
    Worker.create({
      ...shared,
      ...workflows,
      taskQueue: taskQueues.receivables,
      activities: activities.receivables,
      maxCachedWorkflows: 500,
      // Some of these read a charge at Asaas. Together with the other worker they stay below Asaas' limit of fifty.
      maxConcurrentLocalActivityExecutions: 20,
      interceptors: { activity: [attemptStop] },
    }),
    Worker.create({
      ...shared,
      taskQueue: taskQueues.asaas,
      activities: activities.asaas,
      // Below the limit of Asaas, and as much as the database of one machine can take.
      maxConcurrentActivityTaskExecutions: 20,
      interceptors: remote,
    }),
    Worker.create({
      ...shared,
      taskQueue: taskQueues.erp,
      activities: activities.erp,
      // An endpoint that does not answer holds its place for at most ten seconds.
      maxConcurrentActivityTaskExecutions: 50,
      interceptors: remote,
    }),
  ]);
}
