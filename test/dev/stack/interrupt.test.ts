import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { projectRoot } from '../../../dev/project.ts';
import { freePort } from '../../../dev/stack/ports.ts';
import { isAlive } from '../../../dev/stack/process-identity.ts';
import { RunFile, type RunRecord } from '../../../dev/stack/run-record.ts';
import { until } from '../../environment/conditions.ts';
import { temporaryFolder } from './temporary-folder.ts';

describe('Ctrl-C', () => {
  it('leaves no process behind, although the supervisor is too busy to hear it at first', async () => {
    const dataDir = temporaryFolder();
    const runFile = new RunFile<unknown>(dataDir);
    const start = await npmStart(dataDir);
    await until(
      'Postgres and Temporal to be started',
      async () => runFile.read()?.parts.temporal !== undefined,
      100_000,
    );
    const { supervisor } = runFile.read() as RunRecord<unknown>;
    onTestFinished(() => runFile.endOrphans().then(() => {}));
    // A stopped process is the busiest one there can be, and starts nothing more.
    process.kill(supervisor.pid, 'SIGSTOP');
    const { parts } = runFile.read() as RunRecord<unknown>;
    expect(Object.keys(parts).slice(0, 2)).toEqual(['postgres', 'temporal']);
    process.kill(-start.group, 'SIGINT');
    await start.nothingHappens();
    process.kill(supervisor.pid, 'SIGCONT');
    await start.over;
    expect(Object.entries(parts).filter(([, { identity }]) => isAlive(identity))).toEqual([]);
    expect(runFile.read()).toBeUndefined();
  });
});

/** `npm start` as a terminal starts it: the foreground group, to all of which Ctrl-C goes. */
async function npmStart(dataDir: string) {
  const names = ['API', 'WORKER', 'POSTGRES', 'TEMPORAL', 'TEMPORAL_UI', 'SIMULATOR'];
  const ports = Object.fromEntries(
    await Promise.all(names.map(async (name) => [`${name}_PORT`, String(await freePort())])),
  );
  const child = spawn('npm', ['start'], {
    cwd: projectRoot,
    env: { ...process.env, ...ports, DATA_DIR: dataDir },
    stdio: 'ignore',
    detached: true,
  });
  const group = child.pid!;
  onTestFinished(() => {
    try {
      process.kill(-group, 'SIGKILL');
    } catch {
      // Nobody of the group is left, as it should be.
    }
  });
  const over = once(child, 'exit');
  return { group, over, nothingHappens: () => watched(group) };
}

/** Longer than the sixty milliseconds after which a wrapper that passes signals on may lose its patience. */
async function watched(group: number): Promise<void> {
  const deadline = Date.now() + 500;
  await until(
    'the group to have had its chance to go wrong',
    async () => Date.now() > deadline || !exists(group),
  );
}

function exists(group: number): boolean {
  try {
    return process.kill(-group, 0);
  } catch {
    return false;
  }
}
