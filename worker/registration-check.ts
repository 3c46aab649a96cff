import assert from 'node:assert';
import { AsyncLocalStorage } from 'node:async_hooks';
import { readFile } from 'node:fs/promises';
import { createContext, Script } from 'node:vm';
import { type TaskQueue, taskQueues } from '../workflows/task-queues.ts';
import { registry } from './registry.ts';
import type { WorkflowSource } from './workflow-source.ts';

/** The activities that a worker of each queue is given. */
export type RegisteredActivities = Record<TaskQueue, object>;

/**
 * Refuses to start a worker that lacks an activity of its queue, or has one of another queue. Temporal itself would say
 * it only when a run asks for the activity, and the run would then wait. Throws with the queue and the names.
 */
export function demandActivities(registered: RegisteredActivities): void {
  for (const queue of Object.values(taskQueues))
    demandEqual(`activities of the queue ${queue}`, registry.activities[queue], registered[queue]);
}

/** Refuses to start with a bundle of other workflows, for example one from before a deploy. Throws with the names. */
export async function demandWorkflows(source: WorkflowSource): Promise<void> {
  demandEqual('workflows of the queue receivables', registry.workflows, await exportsOf(source));
}

function demandEqual(what: string, belongs: object, registered: object): void {
  const missing = Object.keys(belongs).filter((name) => !(name in registered));
  const foreign = Object.keys(registered).filter((name) => !(name in belongs));
  if (missing.length + foreign.length === 0) return;
  throw new Error(
    `This worker does not start. The ${what} are not those of worker/registry.ts:` +
      ` missing: ${missing.join(', ') || 'none'}; too many: ${foreign.join(', ') || 'none'}`,
  );
}

/** What the workflows' entry exports: asked of the bundle itself, since the bundle is what will run. */
async function exportsOf({ workflowBundle, workflowsPath }: WorkflowSource): Promise<object> {
  if (workflowBundle && 'codePath' in workflowBundle)
    return exportsOfBundle(await readFile(workflowBundle.codePath, 'utf8'));
  if (!workflowsPath) throw new Error('This worker was given no workflows');
  return import(workflowsPath);
}

/** Loads a bundle with what Temporal gives it, and runs no workflow of it. */
function exportsOfBundle(code: string): object {
  const given = { TextEncoder, TextDecoder, URL, URLSearchParams, AbortController, Event, EventTarget };
  const context = createContext({ ...given, assert, AsyncLocalStorage, __webpack_module_cache__: {} });
  new Script(code).runInContext(context);
  return new Script('__TEMPORAL__.importWorkflows()').runInContext(context);
}
