import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { withLock } from '../stack/lock.ts';

/** Where programs that were fetched or built are kept for all checkouts: outside node_modules, which comes and goes. */
export function cacheDir(): string {
  const path = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'remessa');
  mkdirSync(path, { recursive: true });
  return path;
}

/** Runs `fetch` in one process at a time; the others wait, and will find what it left. */
export function oneAtATime<T>(
  name: string,
  log: (line: string) => void,
  fetch: () => Promise<T>,
): Promise<T> {
  const onWait = () => log(`Another process is fetching ${name}; waiting for it ...`);
  return withLock(join(cacheDir(), `${name}.lock`), onWait, fetch);
}
