import type { WorkerOptions } from '@temporalio/worker';

/** How Temporal knows all workers of this product together. */
export const deploymentName = 'remessa';

/**
 * Worker Versioning, on when the build has a name. Temporal then sends work to the build that is set current, and to no
 * other: runs that are open go on under it from their next step (`AUTO_UPGRADE`). Two builds may so run side by side,
 * and none meets a history that a newer one wrote.
 */
export function deploymentOf(buildId: string | undefined): Pick<WorkerOptions, 'workerDeploymentOptions'> {
  if (buildId === undefined) return {};
  return {
    workerDeploymentOptions: {
      version: { deploymentName, buildId },
      useWorkerVersioning: true,
      defaultVersioningBehavior: 'AUTO_UPGRADE',
    },
  };
}
