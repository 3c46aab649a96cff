import { exitCodes, type Verdict } from '../prove/artefact.ts';
import type { CellResult } from './cell.ts';

/** What a matrix proves. One cell that was not reached makes it void: a failpoint may have lost its place in the code. */
export function verdictOf(results: readonly CellResult[], audited: readonly string[]): Verdict {
  const verdicts = results.map(({ outcome }) => outcome.verdict);
  if (audited.length > 0 || verdicts.includes('red')) return 'red';
  return verdicts.length > 0 && verdicts.every((verdict) => verdict === 'green') ? 'green' : 'void';
}

/** 2 when it was stopped before all cells were played and nothing was red. */
export function exitCodeOf(verdict: Verdict, wasStopped: boolean): number {
  return wasStopped && verdict !== 'red' ? 2 : exitCodes[verdict];
}
