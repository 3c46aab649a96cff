import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { WayClosed } from './obtain-program.ts';

const run = promisify(execFile);

/** Runs a program that a way needs. Throws `WayClosed` with the end of what it said when it fails. */
export async function runOnTheWay(
  file: string,
  args: readonly string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv; timeoutMs: number },
): Promise<void> {
  const { cwd, env, timeoutMs } = options;
  try {
    await run(file, args, {
      cwd,
      env: { ...process.env, ...env },
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
      maxBuffer: 64_000_000,
    });
  } catch (error) {
    const { stderr, killed } = error as { stderr?: string; killed?: boolean };
    const said = killed
      ? `ended after ${timeoutMs / 1000} s`
      : stderr?.trim().split('\n').slice(-3).join(' ');
    throw new WayClosed(`${[file, ...args.slice(0, 3)].join(' ')}: ${said || error}`);
  }
}

/** Whether this program is here and runs. */
export async function runs(file: string, ...args: string[]): Promise<boolean> {
  return await run(file, args, { timeout: 30_000, killSignal: 'SIGKILL' }).then(
    () => true,
    () => false,
  );
}
