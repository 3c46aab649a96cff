import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { identifyProcess, isAlive, type ProcessIdentity } from './process-identity.ts';

/**
 * Takes a lock that lives as a file and ends with its owner: no clock and no heartbeat, so that a start right
 * after a kill -9 does not have to wait for anything to expire.
 * Returns the owner when another living process holds it, else undefined: the lock is ours.
 */
export function tryLock(path: string): ProcessIdentity | undefined {
  const mine = `${path}.${randomUUID()}`;
  writeFileSync(mine, JSON.stringify(identifyProcess(process.pid)));
  try {
    for (;;) {
      // A link appears with its content or not at all; nobody ever reads a half-written lock.
      if (succeeds(() => linkSync(mine, path))) return undefined;
      const held = read(path);
      if (held === undefined) continue;
      if (held.owner && isAlive(held.owner)) return held.owner;
      discard(path, held.text);
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

export function unlock(path: string): void {
  rmSync(path, { force: true });
}

/** Runs `work` while no other process runs it under the same lock; `onWait` is told once when it has to wait. */
export async function withLock<T>(path: string, onWait: () => void, work: () => Promise<T>): Promise<T> {
  for (let waited = false; tryLock(path) !== undefined; waited = true) {
    if (!waited) onWait();
    await sleep(200);
  }
  try {
    return await work();
  } finally {
    unlock(path);
  }
}

function read(path: string): { text: string; owner: ProcessIdentity | undefined } | undefined {
  try {
    const text = readFileSync(path, 'utf8');
    return { text, owner: parse(text) };
  } catch {
    return undefined;
  }
}

function parse(text: string): ProcessIdentity | undefined {
  try {
    return JSON.parse(text) as ProcessIdentity;
  } catch {
    return undefined;
  }
}

/** Takes a dead owner's lock away. Of two who try, one moves it; whoever moved a newer lock puts it back. */
function discard(path: string, judged: string): void {
  const aside = `${path}.${randomUUID()}`;
  if (!succeeds(() => renameSync(path, aside))) return;
  if (readFileSync(aside, 'utf8') !== judged) succeeds(() => linkSync(aside, path));
  rmSync(aside, { force: true });
}

function succeeds(attempt: () => void): boolean {
  try {
    attempt();
    return true;
  } catch (error) {
    if (['EEXIST', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}
