import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot, typescriptCommand } from '../project.ts';
import { StackError } from '../stack/stack-error.ts';

const run = promisify(execFile);

let building: Promise<string> | undefined;

/**
 * The folder of the built console. It is built when its sources, the way of building or the packages have changed since
 * (a few seconds), and taken from the cache otherwise. Throws a `StackError` with what the build said.
 */
export function ensureConsole(log: (line: string) => void): Promise<string> {
  // Several stacks may start in one process, as in the tests: one build serves all.
  building ??= build(log).finally(() => {
    building = undefined;
  });
  return building;
}

async function build(log: (line: string) => void): Promise<string> {
  const dir = join(projectRoot, 'node_modules/.cache/remessa-console', digestSources());
  if (existsSync(join(dir, 'index.html'))) return dir;
  log('Building the console (a few seconds, once) ...');
  const { file, args } = typescriptCommand('dev/console/build-console.ts', dir);
  try {
    // A process of its own: React is built for production whatever NODE_ENV says here.
    await run(file, args, { cwd: projectRoot, env: { ...process.env, NODE_ENV: 'production' } });
  } catch (error) {
    throw new StackError(
      `The console could not be built:\n${(error as { stderr?: string }).stderr ?? error}`,
    );
  }
  return dir;
}

function digestSources(): string {
  const digest = createHash('sha256');
  const sources = ['console', 'dev/console'].flatMap((folder) =>
    readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  for (const path of [...sources.sort(), join(projectRoot, 'package-lock.json')]) {
    digest.update(path.slice(projectRoot.length)).update('\0').update(readFileSync(path)).update('\0');
  }
  return digest.digest('hex').slice(0, 16);
}
