import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { freePort } from '../../../dev/stack/ports.ts';
import { identifyProcess } from '../../../dev/stack/process-identity.ts';
import { RunFile } from '../../../dev/stack/run-record.ts';
import type { ProcessPlan } from '../../../dev/stack/supervised-process.ts';
import { Supervisor } from '../../../dev/stack/supervisor.ts';
import { answersOk } from '../../../dev/stack/waiting.ts';
import { temporaryFolder } from './temporary-folder.ts';

describe('a supervised process', () => {
  it('is ready when its start is over, and is gone when it was stopped', async () => {
    const { supervisor, plan, url } = await surroundings();
    await supervisor.start(plan);
    expect(await answersOk(url)).toBe(true);
    await supervisor.stopAll();
    expect(await answersOk(url)).toBe(false);
  });

  it('that is killed is started again, and a line says so', async () => {
    const { supervisor, plan, url, lines } = await surroundings();
    await supervisor.start(plan);
    supervisor.kill('echo');
    await vi.waitFor(() => expect(lines.at(-1)).toBe('echo runs again.'), { timeout: 20_000 });
    expect(lines[0]).toMatch(/^echo ended \(SIGKILL\); starting it again/);
    expect(await answersOk(url)).toBe(true);
  });

  it('that another build was planned for is left as it runs, and is that build from its next start on', async () => {
    const { supervisor, plan, url, program } = await surroundings();
    await supervisor.start(plan);
    const other = program.replace('r.end()', "r.end('another build')");
    supervisor.planNextStart({ ...plan, command: { file: process.execPath, args: ['-e', other] } });
    const says = async () => (await fetch(url)).text();
    expect(await says()).toBe('');
    supervisor.signal('echo', 'SIGTERM');
    await vi.waitFor(async () => expect(await says()).toBe('another build'), { timeout: 20_000 });
  });

  it('that cannot start fails with the end of its log', async () => {
    const { supervisor, plan } = await surroundings();
    const broken = {
      ...plan,
      command: { file: process.execPath, args: ['-e', 'throw new Error("no such table")'] },
    };
    await expect(supervisor.start(broken)).rejects.toThrow(
      /echo ended at once \(exit code 1\)[\s\S]*no such table/,
    );
  });

  it('that does not become ready in time is not left running', async () => {
    const { supervisor, plan, runFile } = await surroundings();
    const deaf = { ...plan, isReady: async () => false, readyWithinMs: 200 };
    await expect(supervisor.start(deaf)).rejects.toThrow('echo was not ready after 0.2 s');
    const pid = runFile.read()?.parts.echo?.identity.pid ?? 0;
    await vi.waitFor(() => expect(identifyProcess(pid)).toBeUndefined(), { timeout: 20_000 });
  });

  it('whose program does not exist fails, and does not wait for it', async () => {
    const { supervisor, plan } = await surroundings();
    const missing = { ...plan, command: { file: '/nowhere/at-all', args: [] } };
    await expect(supervisor.start(missing)).rejects.toThrow(/echo ended at once/);
  });

  it('is on record from its first moment, with what tells it from a later process of the same pid', async () => {
    const { supervisor, plan, runFile } = await surroundings();
    await supervisor.start(plan);
    const { supervisor: ourselves, parts } = runFile.read() ?? {};
    expect(ourselves).toEqual(identifyProcess(process.pid));
    expect(parts?.echo).toEqual({
      identity: identifyProcess(parts?.echo?.identity.pid ?? 0),
      stopSignal: 'SIGTERM',
    });
  });
});

async function surroundings() {
  const folder = temporaryFolder();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const lines: string[] = [];
  const runFile = new RunFile(folder);
  const supervisor = new Supervisor({
    logsDir: join(folder, 'logs'),
    log: (line) => lines.push(line),
    runFile,
  });
  onTestFinished(() => supervisor.stopAll());
  const program = `require('http').createServer((q, r) => r.end()).listen(${port}, '127.0.0.1')`;
  const plan: ProcessPlan = {
    name: 'echo',
    command: { file: process.execPath, args: ['-e', program] },
    stopSignal: 'SIGTERM',
    isReady: () => answersOk(url),
    readyWithinMs: 20_000,
  };
  return { supervisor, plan, program, url, lines, runFile };
}
