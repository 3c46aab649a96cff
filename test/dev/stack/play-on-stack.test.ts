import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { projectRoot, typescriptCommand } from '../../../dev/project.ts';
import { tryLock } from '../../../dev/stack/lock.ts';
import { identifyProcess } from '../../../dev/stack/process-identity.ts';
import { RunFile } from '../../../dev/stack/run-record.ts';
import { temporaryFolder } from './temporary-folder.ts';

const error = (msg: string) => JSON.stringify({ level: 50, name: 'api', msg });

describe('a play in which everything holds', () => {
  it('ends in red when a process logs an error, with the process, the file and the line', async () => {
    const { exitCode, said, log } = await play(error('A call failed'));
    expect(exitCode).toBe(1);
    expect(said).toContain('✗ no process logged an error or answered 5xx');
    expect(said).toContain(`api (${log}): ${error('A call failed')}`);
    expect(said).not.toContain('Of an earlier play');
  });

  it.each([
    ['what it logs is no error', JSON.stringify({ level: 40, name: 'api', msg: 'Not ready' })],
    ['the play expects the error', error('Made on purpose')],
  ])('ends well when %s', async (_, line) => {
    const { exitCode, said } = await play(line);
    expect(said).toContain('✓ no process logged an error or answered 5xx');
    expect(exitCode).toBe(0);
  });
});

/** Plays on a stack that seems to run already, whose API had logged an error before. */
async function play(line: string): Promise<{ exitCode: number | null; said: string; log: string }> {
  const dataDir = temporaryFolder();
  const log = join(dataDir, 'logs', 'api.log');
  mkdirSync(join(dataDir, 'logs'));
  writeFileSync(log, `${error('Of an earlier play')}\n`);
  tryLock(join(dataDir, 'run.lock'));
  const supervisor = identifyProcess(process.pid);
  if (!supervisor) throw new Error('Our own process cannot be identified.');
  new RunFile(dataDir).write({ supervisor, parts: {}, published: { addresses: { dataDir }, keys: {} } });

  const { file, args } = typescriptCommand('test/dev/stack/a-play.ts');
  const env = { ...process.env, DATA_DIR: dataDir, LINE: line };
  const child = spawn(file, args, { cwd: projectRoot, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const [said, [exitCode]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return { exitCode, said, log };
}
