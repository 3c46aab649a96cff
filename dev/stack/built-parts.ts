import { cachedBuild } from '../cached-build.ts';

type Log = (line: string) => void;

/** The folder of the clerk's pages, which the API serves. */
export function ensureConsole(log: Log): Promise<string> {
  const sources = ['console', 'dev/console'];
  return cachedBuild(
    { name: 'console', extension: '', sources, builder: 'dev/console/build-console.ts' },
    log,
  );
}

/** The file with all workflows, which the worker runs. Every start of a worker would bundle them again without it. */
export function ensureWorkflowBundle(log: Log): Promise<string> {
  const sources = ['workflows', 'domain', 'worker'];
  return cachedBuild(
    { name: 'workflows', extension: '.js', sources, builder: 'worker/bundle-workflows.ts' },
    log,
  );
}
