import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from '../project.ts';
import type { Saboteur } from './saboteur.ts';

/** A copy of the project for breaking. It lies below the project, so it finds the same packages without a copy of them. */
export class Tree {
  readonly root = join(projectRoot, '.data', 'saboteurs', 'tree');

  constructor() {
    rmSync(this.root, { recursive: true, force: true });
    const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: projectRoot,
      encoding: 'utf8',
    });
    for (const file of [...listed.split('\0').filter(Boolean), ...generated]) this.copy(file);
  }

  /** Breaks one file while `work` runs. Throws when the text is not there exactly once. */
  async broken<T>({ file, text, replacement }: Saboteur, work: () => Promise<T>): Promise<T> {
    const path = join(this.root, file);
    const whole = readFileSync(path, 'utf8');
    writeFileSync(path, breakText(whole, text, replacement));
    try {
      return await work();
    } finally {
      writeFileSync(path, whole);
    }
  }

  private copy(file: string): void {
    const target = join(this.root, file);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(join(projectRoot, file), target, { force: true });
  }
}

/** Files that no commit has, and that code imports. */
const generated = ['console/client/api-types.gen.ts'];

/** The text with the one place replaced. Throws unless there is exactly one. */
export function breakText(whole: string, text: string, replacement: string): string {
  const places = whole.split(text).length - 1;
  if (places !== 1) throw new Error(`The text stands there ${places} times: ${text}`);
  return whole.replace(text, () => replacement);
}
