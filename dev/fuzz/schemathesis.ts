import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheDir, oneAtATime } from '../programs/cache.ts';
import { projectRoot } from '../project.ts';
import { StackError } from '../stack/stack-error.ts';

const run = promisify(execFile);
const requirements = `${projectRoot}dev/fuzz/requirements.txt`;

/**
 * The fuzzer, in a Python environment of its own in our cache, made at the first call. Another list of requirements makes
 * another environment. Throws a `StackError` when there is no Python 3.11 or later, or when its packages cannot be had.
 */
export function obtainSchemathesis(log: (line: string) => void): Promise<string> {
  const digest = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const home = join(cacheDir(), `schemathesis-${digest}`);
  return oneAtATime('schemathesis', log, async () => {
    if (!existsSync(join(home, 'complete'))) await makeEnvironment(home, log);
    return join(home, 'bin', 'schemathesis');
  });
}

/** The programs of an environment name its folder, so it is made in its place, and said to be complete at the end. */
async function makeEnvironment(home: string, log: (line: string) => void): Promise<void> {
  log('Getting schemathesis, once, with pip ...');
  await rm(home, { recursive: true, force: true });
  try {
    await run('python3', ['-m', 'venv', home]);
    const quiet = ['--quiet', '--no-input', '--disable-pip-version-check'];
    const wheels = ['--only-binary', ':all:', '--no-deps', '--requirement', requirements];
    await run(join(home, 'bin', 'pip'), ['install', ...quiet, ...wheels], { timeout: 5 * 60_000 });
    await rename(await mkdtemp(join(home, 'draft-')), join(home, 'complete'));
  } catch (error) {
    const { stderr = '' } = error as { stderr?: string };
    throw new StackError(
      `schemathesis needs python3 (3.11 or later, with venv) and a package index:\n${stderr.trim() || error}`,
    );
  }
}
