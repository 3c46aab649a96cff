import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The environment of a process whose wall clock is `seconds` ahead (behind, when negative), by libfaketime. Durations are
 * measured by the clock that only goes forward, which stays as it is. Throws where libfaketime is not installed.
 */
export function otherClock(seconds: number): NodeJS.ProcessEnv {
  const library = libraryFolders()
    .map((folder) => join(folder, 'faketime/libfaketimeMT.so.1'))
    .find(existsSync);
  if (!library) throw new Error('A clock that differs needs libfaketime: apt-get install faketime');
  return {
    LD_PRELOAD: library,
    FAKETIME: `${seconds < 0 ? '' : '+'}${seconds}`,
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  };
}

/** Debian keeps libraries in a folder for each kind of machine. */
function libraryFolders(): string[] {
  const system = '/usr/lib';
  if (!existsSync(system)) return [];
  return [system, ...readdirSync(system).map((name) => join(system, name)), '/usr/local/lib'];
}
