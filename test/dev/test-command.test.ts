import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { projectRoot, typescriptCommand } from '../../dev/project.ts';
import { isAlive } from '../../dev/stack/process-identity.ts';
import { RunFile, type RunRecord } from '../../dev/stack/run-record.ts';
import { temporaryFolder } from './stack/temporary-folder.ts';

describe('npm test', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)(
    'ends its servers when it is asked to end by %s',
    async (signal, exitCode) => {
      const temporary = temporaryFolder();
      const { file, args } = typescriptCommand('dev/test.ts', 'test/environment/servers.test.ts');
      const run = spawn(file, args, {
        cwd: projectRoot,
        env: { ...process.env, TMPDIR: temporary, VITEST: undefined },
        stdio: 'ignore',
      });
      onTestFinished(() => void run.kill('SIGKILL'));
      const exited = once(run, 'exit');
      const { parts } = await untilServersAreThere(temporary);
      run.kill(signal);
      expect(await exited).toEqual([exitCode, null]);
      expect(Object.entries(parts).filter(([, { identity }]) => isAlive(identity))).toEqual([]);
      expect(runFoldersIn(temporary)).toEqual([]);
    },
    120_000,
  );
});

function untilServersAreThere(temporary: string): Promise<RunRecord<unknown>> {
  return vi.waitFor(
    () => {
      const record = new RunFile(join(temporary, runFoldersIn(temporary)[0] ?? '')).read();
      if (!record?.parts.postgres || !record.parts.temporal) throw new Error('No servers yet');
      return record;
    },
    { timeout: 100_000 },
  );
}

function runFoldersIn(temporary: string): string[] {
  return readdirSync(temporary).filter((name) => name.startsWith('remessa-test-'));
}
