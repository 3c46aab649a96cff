import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import {
  createAsaasActivities,
  createErpActivities,
  createLocalActivities,
} from '../activities/activities.ts';
import type { DeliveryDependencies } from '../activities/delivery-dependencies.ts';
import type { Dependencies } from '../activities/dependencies.ts';
import { taskQueues } from '../workflows/task-queues.ts';
import { createAttemptStop } from './attempt-stop.ts';
import { createHeartbeat } from './heartbeat.ts';

type WorkflowSource = Pick<WorkerOptions, 'workflowBundle' | 'workflowsPath'>;

/** Three workers: one runs workflows and their short steps, one calls Asaas, one calls the endpoints of the ERPs. */
export async function createWorkers(
  connection: NativeConnection,
  namespace: string,
  deps: Dependencies & DeliveryDependencies,
  workflows: WorkflowSource,
): Promise<Worker[]> {
  const shared = { connection, namespace, shutdownGraceTime: '20s', shutdownForceTime: '30s' } as const;
  const attemptStop = () => ({ inbound: createAttemptStop() });
  const remote = { activity: [() => ({ inbound: createHeartbeat() }), attemptStop] };
  return Promise.all([
    Worker.create({
      ...shared,
      ...workflows,
      taskQueue: taskQueues.receivables,
      activities: createLocalActivities(deps),
      maxCachedWorkflows: 500,
      // Some of these read a charge at Asaas. Together with the other worker they stay below Asaas' limit of fifty.
      maxConcurrentLocalActivityExecutions: 20,
      interceptors: { activity: [attemptStop] },
    }),
    Worker.create({
      ...shared,
      taskQueue: taskQueues.asaas,
      activities: createAsaasActivities(deps),
      // Below the limit of Asaas, and as much as the database of one machine can take.
      maxConcurrentActivityTaskExecutions: 20,
      interceptors: remote,
    }),
    Worker.create({
      ...shared,
      taskQueue: taskQueues.erp,
      activities: createErpActivities(deps),
      // An endpoint that does not answer holds its place for at most ten seconds.
      maxConcurrentActivityTaskExecutions: 50,
      interceptors: remote,
    }),
  ]);
}

/**
 * The named bundle, or the one that a build put here. Without one, a worker bundles the workflows from source at its
 * start.
 */
export function shippedWorkflows(bundle: string | undefined): WorkflowSource {
  const built = fileURLToPath(new URL('../workflow-bundle.js', import.meta.url));
  const codePath = bundle ?? (existsSync(built) ? built : undefined);
  if (codePath) return { workflowBundle: { codePath } };
  return { workflowsPath: fileURLToPath(new URL('../workflows/index.ts', import.meta.url)) };
}
