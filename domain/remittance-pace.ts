import type { HoldCause } from './hold.ts';

/** What a remittance's workflow knows after each step. */
export interface RemittanceProgress {
  total: number;
  /** Documents without an outcome, the uncertain ones included. */
  open: number;
  /** Documents not yet handed to their workflows. */
  waiting: number;
  underWay: number;
  documentsPerSecond: number;
  /** Why documents without an outcome do not advance. */
  hold: { cause: HoldCause; untilMs: number | null } | null;
}

const second = 1_000;
const longestPauseMs = 5 * 60 * second;

/**
 * How long a remittance sleeps before its next step. It sleeps until about half of the documents under way should have
 * an outcome, so Asaas always has documents to register. A pause is at most twice the last one, because the speed of
 * the first few documents says little. While nothing advances, each pause is longer than the last one, so a remittance
 * that takes a week leaves a small history. The longest pause is five minutes, also during a hold: quotas can be raised
 * and keys renewed.
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
