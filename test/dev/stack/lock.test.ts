import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tryLock, unlock, withLock } from '../../../dev/stack/lock.ts';
import { identifyProcess } from '../../../dev/stack/process-identity.ts';
import { temporaryFolder } from './temporary-folder.ts';

describe('a lock', () => {
  it('names its living owner to whoever comes second, and is free again afterwards', () => {
    const path = join(temporaryFolder(), 'lock');
    expect(tryLock(path)).toBeUndefined();
    expect(tryLock(path)).toEqual(identifyProcess(process.pid));
    unlock(path);
    expect(tryLock(path)).toBeUndefined();
  });

  it('of a killed process is taken over at once, and nothing is left lying about', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'lock');
    const child = spawn('sleep', ['60']);
    const owner = identifyProcess(child.pid ?? 0);
    writeFileSync(path, JSON.stringify(owner));
    expect(tryLock(path)).toEqual(owner);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(tryLock(path)).toBeUndefined();
    expect(readdirSync(folder)).toEqual(['lock']);
  });

  it('is not held by a process that merely got the pid of its dead owner', () => {
    const path = join(temporaryFolder(), 'lock');
    writeFileSync(path, JSON.stringify({ pid: process.pid, startedAt: 'another boot/1' }));
    expect(tryLock(path)).toBeUndefined();
  });

  it('that cannot be read is nobody’s', () => {
    const path = join(temporaryFolder(), 'lock');
    writeFileSync(path, '{ half a');
    expect(tryLock(path)).toBeUndefined();
  });

  it('lets one piece of work follow the other', async () => {
    const path = join(temporaryFolder(), 'lock');
    const steps: string[] = [];
    let finishFirst = () => {};
    const firstMayEnd = new Promise<void>((resolve) => {
      finishFirst = resolve;
    });
    const first = withLock(path, expect.fail, async () => {
      steps.push('first begins');
      await firstMayEnd;
      steps.push('first ends');
    });
    const second = withLock(path, finishFirst, async () => {
      steps.push('second');
    });
    await Promise.all([first, second]);
    expect(steps).toEqual(['first begins', 'first ends', 'second']);
  });
});
