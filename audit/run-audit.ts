import { setTimeout as pause } from 'node:timers/promises';
import { audit, holds, type Sources, type Verdict, wrongTwice } from './audit.ts';

/**
 * Looks, and where something is wrong looks again a while later (`wrongTwice`). Returns what is wrong for certain. Throws what
 * a source throws.
 */
export async function auditWithSecondLook(sources: Sources, pauseMs: number): Promise<Verdict[]> {
  const first = await audit(sources);
  if (holds(first)) return first;
  await pause(pauseMs);
  return wrongTwice(first, await audit(sources));
}
