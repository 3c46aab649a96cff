import type { HoldCause } from './hold.ts';

/** What a remittance's workflow knows of it after each step. */
export interface RemittanceProgress {
  total: number;
  /** Without an outcome, the uncertain ones included. */
  open: number;
  /** Not handed to their workflows yet. */
  waiting: number;
  underWay: number;
  documentsPerSecond: number;
  /** Why documents stand that have no outcome yet. */
  hold: { cause: HoldCause; untilMs: number | null } | null;
}

const second = 1_000;
const longestPauseMs = 5 * 60 * second;

/**
 * How long a remittance sleeps before its next step: until about half of what is under way must have its outcome, so
 * that Asaas never runs out of documents, and at most twice as long as the last time, since what was measured of the
 * first few says little. Where nothing moves each pause is longer than the last one, so that a remittance of a week
 * leaves a small history too. A hold is looked at again now and then: quotas are raised and keys
 * renewed.
 */
export function pauseBeforeNextStep(
  { open, underWay, documentsPerSecond, hold }: RemittanceProgress,
  last: { pauseMs: number; open: number },
  nowMs: number,
): number {
  if (hold?.untilMs) return within(hold.untilMs - nowMs);
  const stuck = hold !== null || open === last.open || documentsPerSecond === 0;
  if (stuck) return within(last.pauseMs * 1.5);
  return within(Math.min((underWay / 2 / documentsPerSecond) * second, last.pauseMs * 2));
}

function within(pauseMs: number): number {
  return Math.round(Math.min(longestPauseMs, Math.max(second, pauseMs)));
}
