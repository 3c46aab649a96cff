import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { WorkerOptions } from '@temporalio/worker';

/** Where a worker takes its workflows from. */
export type WorkflowSource = Pick<WorkerOptions, 'workflowBundle' | 'workflowsPath'>;

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
