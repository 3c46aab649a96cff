import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { type GivenOrder, giveOrder } from '../../dev/failpoints/orders.ts';
import { armFailpoints, type Failpoint, type Program } from '../../failpoint.ts';

/**
 * Turns failpoints on for this test file, whose own process stands for a program. Returns how a test makes the next
 * passage, after `skip` others, throw. What it orders lies there until it is carried out or withdrawn.
 */
export function failingHere(program: Program) {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'remessa-failpoints-'));
    armFailpoints(folder, program);
  });
  afterAll(() => {
    // Other files may run in this process.
    armFailpoints(undefined, program);
    rmSync(folder, { recursive: true });
  });
  return (point: Failpoint, whose: readonly string[], skip = 0): GivenOrder =>
    giveOrder(folder, { program, point }, whose, { failure: 'throw', skip });
}
