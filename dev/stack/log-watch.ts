import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Trouble, tellsOfTrouble } from './trouble.ts';

/** How much of each log has been read, in bytes by file name. */
export type ReadSoFar = Record<string, number>;

/** Reads the logs of a stack from a moment on, and finds the lines that tell of trouble. */
export class LogWatch {
  readonly #logsDir: string;
  readonly #readSoFar: ReadSoFar;

  /** Watches from now on, or from where an earlier watch had read to. */
  constructor(logsDir: string, readSoFar?: ReadSoFar) {
    this.#logsDir = logsDir;
    this.#readSoFar = { ...(readSoFar ?? sizesIn(logsDir)) };
  }

  /** To be given to the watch that goes on from here. */
  readSoFar(): ReadSoFar {
    return { ...this.#readSoFar };
  }

  /** The trouble that was written since the last look. */
  look(): Trouble[] {
    return Object.keys(sizesIn(this.#logsDir)).flatMap((name) => this.#lookInto(name));
  }

  #lookInto(name: string): Trouble[] {
    const file = join(this.#logsDir, name);
    const lines = this.#newLines(name).map((line) => line.replaceAll(colours, ''));
    return lines.filter(tellsOfTrouble).map((line) => ({ part: basename(name, '.log'), file, line }));
  }

  #newLines(name: string): string[] {
    const path = join(this.#logsDir, name);
    const from = this.#readSoFar[name] ?? 0;
    // A large log is put aside when its process starts again, and a new one begun.
    const wasPutAside = statSync(path).size < from;
    const aside = wasPutAside ? readLines(`${path}.1`, from).lines : [];
    const { lines, end } = readLines(path, wasPutAside ? 0 : from);
    this.#readSoFar[name] = end;
    return [...aside, ...lines];
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
const colours = /\u001b\[[\d;]*m/g;

function sizesIn(logsDir: string): ReadSoFar {
  const isThere = statSync(logsDir, { throwIfNoEntry: false }) !== undefined;
  const names = isThere ? readdirSync(logsDir).filter((name) => name.endsWith('.log')) : [];
  return Object.fromEntries(names.map((name) => [name, statSync(join(logsDir, name)).size]));
}

/** The whole lines from a byte on, and where they end: a line that is being written is left for the next look. */
function readLines(path: string, from: number): { lines: string[]; end: number } {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  const buffer = Buffer.alloc(Math.max(0, size - from));
  const file = openSync(path, 'r');
  try {
    const read = buffer.subarray(0, readSync(file, buffer, 0, buffer.length, from));
    const whole = read.subarray(0, read.lastIndexOf('\n') + 1);
    return { lines: whole.toString('utf8').split('\n').slice(0, -1), end: from + whole.length };
  } finally {
    closeSync(file);
  }
}
