import { join } from 'node:path';
import { cachedBuild } from '../cached-build.ts';
import { productSources } from '../compile.ts';
import type { Command } from '../project.ts';

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

/**
 * How to run one of the product's programs, such as `api/main`: compiled, because a process that compiles what it reads
 * needs twice the time to start.
 */
export async function programCommand(program: string, log: Log): Promise<Command> {
  const folder = await cachedBuild(
    {
      name: 'programs',
      extension: '',
      sources: [...productSources, 'dev/compile.ts', 'dev/compile-programs.ts'],
      builder: 'dev/compile-programs.ts',
    },
    log,
  );
  return { file: process.execPath, args: ['--enable-source-maps', join(folder, `${program}.js`)] };
}
