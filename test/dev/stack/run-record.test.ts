import { type ChildProcess, spawn } from 'node:child_process';
import { describe, expect, it, onTestFinished } from 'vitest';
import { identifyProcess, type ProcessIdentity } from '../../../dev/stack/process-identity.ts';
import { RunFile } from '../../../dev/stack/run-record.ts';
import { temporaryFolder } from './temporary-folder.ts';

const killedSupervisor: ProcessIdentity = { pid: 2 ** 22 - 1, startedAt: 'long ago' };

describe('the record of a run whose supervisor was killed', () => {
  it('leads the next start to what was left running, the deaf included', async () => {
    const runFile = new RunFile(temporaryFolder());
    const polite = await running('sleep', ['60']);
    const deaf = await running('sh', ['-c', 'trap "" TERM; while :; do sleep 0.1; done']);
    runFile.write({
      supervisor: killedSupervisor,
      parts: {
        polite: { identity: polite, stopSignal: 'SIGTERM' },
        deaf: { identity: deaf, stopSignal: 'SIGTERM' },
      },
    });
    expect(await runFile.endOrphans(500)).toEqual(['deaf', 'polite']);
    expect([identifyProcess(polite.pid), identifyProcess(deaf.pid)]).toEqual([undefined, undefined]);
  });

  it('does not mistake a stranger with a reused pid for one of them', async () => {
    const runFile = new RunFile(temporaryFolder());
    const stranger = await running('sleep', ['60']);
    const identity = { pid: stranger.pid, startedAt: 'before it' };
    runFile.write({ supervisor: killedSupervisor, parts: { api: { identity, stopSignal: 'SIGTERM' } } });
    expect(await runFile.endOrphans(500)).toEqual([]);
    expect(identifyProcess(stranger.pid)).toEqual(stranger);
  });
});

async function running(program: string, args: string[]): Promise<ProcessIdentity> {
  const child: ChildProcess = spawn(program, args, { stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  const identity = identifyProcess(child.pid ?? 0);
  if (!identity) throw new Error(`${program} did not start.`);
  return identity;
}
