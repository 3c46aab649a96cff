import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot, typescriptCommand } from './project.ts';
import { StackError } from './stack/stack-error.ts';

const run = promisify(execFile);

export interface CachedBuild {
  /** What is built, as people call it. */
  name: string;
  /** How the built file or folder is named after its digest, such as `.js`. */
  extension: string;
  /** The files and folders that it is built from, the way of building included. */
  sources: string[];
  /** The program that builds it, whole or not at all, at the path that it is given. */
  builder: string;
}

const underWay = new Map<string, Promise<string>>();

/**
 * The path of what is built. It is built when its sources or the packages have changed (a few seconds), and taken from
 * the cache otherwise. Throws a `StackError` with what the builder said.
 */
export function cachedBuild(build: CachedBuild, log: (line: string) => void): Promise<string> {
  // Several stacks may start in one process, as in the tests: one build serves all.
  const running = underWay.get(build.name) ?? ensure(build, log).finally(() => underWay.delete(build.name));
  underWay.set(build.name, running);
  return running;
}

async function ensure(build: CachedBuild, log: (line: string) => void): Promise<string> {
  const { name, builder, extension } = build;
  const path = join(projectRoot, `node_modules/.cache/remessa-${name}`, `${digest(build)}${extension}`);
  if (existsSync(path)) return path;
  log(`Building the ${name} (a few seconds, once) ...`);
  const { file, args } = typescriptCommand(builder, path);
  try {
    // A process of its own: React is built for production whatever NODE_ENV says here.
    await run(file, args, { cwd: projectRoot, env: { ...process.env, NODE_ENV: 'production' } });
  } catch (error) {
    const said = (error as { stderr?: string }).stderr ?? error;
    throw new StackError(`The ${name} could not be built:\n${said}`);
  }
  return path;
}

function digest({ sources }: CachedBuild): string {
  const hash = createHash('sha256');
  const files = sources.flatMap((source) => filesOf(join(projectRoot, source)));
  for (const path of [...files.sort(), join(projectRoot, 'package-lock.json')]) {
    hash.update(path.slice(projectRoot.length)).update('\0').update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

function filesOf(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
