import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Gives a finished build its name, in one step. Another process may have built the same meanwhile: its folder stays,
 * because it may be in use already, and the draft goes. `hallmark` is a file that every finished build has.
 */
export function putInPlace(draft: string, target: string, hallmark: string): void {
  try {
    renameSync(draft, target);
  } catch (error) {
    if (!existsSync(join(target, hallmark))) throw error;
    rmSync(draft, { recursive: true, force: true });
  }
}
