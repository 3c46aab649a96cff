import { readdirSync } from 'node:fs';
import { chmod, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StackError } from '../stack/stack-error.ts';
import { cacheDir, oneAtATime } from './cache.ts';
import { executableAt, executableOnPath } from './executable.ts';
import type { PinnedProgram } from './pinned-programs.ts';

/** One way to get a program that is not on this machine. */
export interface Way {
  /** Completes "Getting the server 1.9.1": `with pip`. */
  how: string;
  /** Of the program that this way gives. */
  version: string;
  /** Puts the program somewhere in `draft` and returns its path. Throws `WayClosed` when the next way is to be tried. */
  fetch: (draft: string) => Promise<string>;
}

/** This way leads nowhere on this machine. The message tells why. */
export class WayClosed extends Error {
  override readonly name = 'WayClosed';
}

/**
 * Finds a program on `PATH` or in our cache, or gets it by the first way that works.
 * Throws a `StackError` when none works (with what each said, and `help`) or when what came is not what was pinned.
 */
export async function obtainProgram(
  program: PinnedProgram,
  { ways, help, log }: { ways: readonly Way[]; help: string; log: (line: string) => void },
): Promise<string> {
  const find = () => executableOnPath(program.name) ?? cachedProgram(program.name, program.version);
  return (
    find() ??
    (await oneAtATime(
      program.name,
      log,
      async () => find() ?? (await fetchProgram(program, ways, help, log)),
    ))
  );
}

async function fetchProgram(
  { name, title }: PinnedProgram,
  ways: readonly Way[],
  help: string,
  log: (line: string) => void,
): Promise<string> {
  const reasons: string[] = [];
  for (const way of ways) {
    const kept = cachedProgram(name, way.version);
    if (kept) return kept;
    log(`Getting ${title} ${way.version}, once, ${way.how} ...`);
    try {
      return await fetchIntoCache(name, way);
    } catch (error) {
      if (!(error instanceof WayClosed)) throw error;
      log(`  ${error.message}`);
      reasons.push(error.message);
    }
  }
  throw new StackError([`No way led to ${title}:`, ...reasons.map((each) => `  - ${each}`), help].join('\n'));
}

/** Whole or not at all: the program gets its name only when it is complete and checked. */
async function fetchIntoCache(name: string, { version, fetch }: Way): Promise<string> {
  await removeDrafts(name);
  const draft = await mkdtemp(draftPrefix(name));
  try {
    const program = await fetch(draft);
    await chmod(program, 0o755);
    await rename(program, cachePath(name, version));
    return cachePath(name, version);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** The drafts of a start that was killed. Nobody else drafts now: we hold the lock. */
async function removeDrafts(name: string): Promise<void> {
  const drafts = readdirSync(cacheDir()).filter((file) =>
    join(cacheDir(), file).startsWith(draftPrefix(name)),
  );
  for (const draft of drafts) await rm(join(cacheDir(), draft), { recursive: true, force: true });
}

const cachedProgram = (name: string, version: string) => executableAt(cachePath(name, version));

/** The version is in the name, so that a new pin is fetched anew. */
const cachePath = (name: string, version: string) => join(cacheDir(), `${name}-${version}`);

const draftPrefix = (name: string) => join(cacheDir(), `${name}.draft-`);
