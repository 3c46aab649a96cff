import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Absolute path of the checkout. */
export const projectRoot = fileURLToPath(new URL('..', import.meta.url));

export interface Command {
  file: string;
  args: string[];
}

// Not import.meta.resolve: vitest, which loads this file too, has none.
const tsxLoader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

/**
 * How to run one of our TypeScript files as a process of its own.
 * Node itself, not npx or the tsx command: a signal sent to the pid then reaches the program, not a wrapper.
 */
export function typescriptCommand(entry: string, ...args: string[]): Command {
  return {
    file: process.execPath,
    args: ['--import', tsxLoader, `${projectRoot}${entry}`, ...args],
  };
}
