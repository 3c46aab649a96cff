/** A line of a log by which a process tells that something failed. */
export interface Trouble {
  /** The process: `api`, `worker`, `simulator`, `temporal`, `postgres`. */
  part: string;
  file: string;
  line: string;
}

/** Trouble that a play or a test makes on purpose. */
export interface ExpectedTrouble {
  part: string;
  line: RegExp;
  /** Why it has to happen there. */
  why: string;
}

const errorLevel = 50;

/**
 * Whether a line of a log tells of an error or of a call that was answered 5xx. Our processes write JSON lines with
 * pino's levels; Temporal, Postgres, the SDK's core and a process that crashes write text.
 */
export function tellsOfTrouble(line: string): boolean {
  const { level, status } = readEntry(line) ?? {};
  if (level === undefined) return troubledText.test(line);
  if (typeof status === 'number' && status >= 500) return true;
  return typeof level === 'number' ? level >= errorLevel : troubledText.test(level.toUpperCase());
}

const troubledText = /\b(ERROR|FATAL|PANIC)\b|^\s*(Uncaught )?\w*Error\b|^Node\.js v\d|^panic: |panicked at/;

/** The fields of a line that our processes wrote. Undefined for text, and for a line that a kill cut off. */
export function readEntry(
  line: string,
): { level?: number | string; status?: unknown; err?: { message?: string } } | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

export function unexpected(troubles: readonly Trouble[], expected: readonly ExpectedTrouble[]): Trouble[] {
  return troubles.filter(
    (trouble) => !expected.some(({ part, line }) => part === trouble.part && line.test(trouble.line)),
  );
}

const shownLines = 20;
const shownCharacters = 400;

/** What a person needs to read, in at most some twenty lines. */
export function describeTroubles(troubles: readonly Trouble[]): string[] {
  const lines = troubles
    .slice(0, shownLines)
    .map(({ part, file, line }) => `  ${part} (${file}): ${line.slice(0, shownCharacters)}`);
  const left = troubles.length - shownLines;
  return left > 0 ? [...lines, `  and ${left} more`] : lines;
}
