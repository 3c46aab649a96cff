import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import {
  createAsaasActivities,
  createErpActivities,
  createLocalActivities,
} from '../activities/activities.ts';
import type { Dependencies } from '../activities/dependencies.ts';
import type { DeliveryDependencies } from '../activities/erp-delivery.ts';
import { taskQueues } from '../workflows/task-queues.ts';
import { createAttemptStop } from './attempt-stop.ts';
import { createHeartbeat } from './heartbeat.ts';

type WorkflowSource = Pick<WorkerOptions, 'workflowBundle' | 'workflowsPath'>;

/** The kinds of worker: one runs workflows and their short steps, one calls Asaas, one the ERPs' endpoints. */
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
      // Some of them read a charge at Asaas: together with the other worker they stay below its fifty at once.
      maxConcurrentLocalActivityExecutions: 20,
      interceptors: { activity: [attemptStop] },
    }),
    Worker.create({
      ...shared,
      taskQueue: taskQueues.asaas,
      activities: createAsaasActivities(deps),
      // Below what Asaas takes at once and above what one machine's database enjoys.
      maxConcurrentActivityTaskExecutions: 20,
      interceptors: remote,
    }),
    Worker.create({
      ...shared,
      taskQueue: taskQueues.erp,
      activities: createErpActivities(deps),
      // A dead endpoint holds its place for ten seconds at most, and rarely.
      maxConcurrentActivityTaskExecutions: 50,
      interceptors: remote,
    }),
  ]);
}

/** The bundle that is named or that a build left here. A worker that runs from source without one makes its own. */
export function shippedWorkflows(bundle: string | undefined): WorkflowSource {
  const built = fileURLToPath(new URL('../workflow-bundle.js', import.meta.url));
  const codePath = bundle ?? (existsSync(built) ? built : undefined);
  if (codePath) return { workflowBundle: { codePath } };
  return { workflowsPath: fileURLToPath(new URL('../workflows/index.ts', import.meta.url)) };
}
