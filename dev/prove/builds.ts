import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from '../project.ts';
import { ensureConsole, ensureWorkflowBundle, programCommand } from '../stack/built-parts.ts';

/** A build of the product: how to run its programs, such as `api/main`, and what they are given. */
export interface Build {
  command: (program: string) => Promise<Command>;
  consoleDir: string;
  workflowBundle: string;
}

/** This checkout, compiled. */
export async function thisBuild(log: (line: string) => void): Promise<Build> {
  const [consoleDir, workflowBundle] = await Promise.all([ensureConsole(log), ensureWorkflowBundle(log)]);
  return { command: (program) => programCommand(program, log), consoleDir, workflowBundle };
}

/** What `npm run build` left in another checkout, which has its own packages. Throws when a part of it is missing. */
export function buildIn(checkout: string): Build {
  const inBuild = (path: string) => {
    const built = join(resolve(checkout), 'dist', path);
    if (!existsSync(built))
      throw new Error(`There is no ${built}: run "npm ci && npm run build" in ${checkout}`);
    return built;
  };
  return {
    command: async (program) => ({
      file: process.execPath,
      args: ['--enable-source-maps', inBuild(`${program}.js`)],
    }),
    consoleDir: inBuild('console'),
    workflowBundle: inBuild('workflow-bundle.js'),
  };
}
