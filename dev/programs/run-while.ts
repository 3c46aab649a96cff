import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Command } from '../project.ts';

/**
 * Runs a command and says whether it ended well. It is killed as soon as `getsOn`, asked `patienceMs` apart, says no
 * for once: a download that stands still is given up, a slow one is not.
 */
export async function runWhile(
  { file, args }: Command,
  getsOn: () => boolean,
  patienceMs: number,
): Promise<boolean> {
  const child = spawn(file, args, { stdio: 'ignore' });
  const watch = setInterval(() => {
    if (!getsOn()) child.kill('SIGKILL');
  }, patienceMs);
  try {
    const [exitCode] = await once(child, 'exit');
    return exitCode === 0;
  } catch {
    // It could not even be started.
    return false;
  } finally {
    clearInterval(watch);
  }
}
