/** What a remittance's workflow knows of it after each step. */
export interface RemittanceProgress {
  total: number;
  /** Without an outcome, the uncertain ones included. */
  open: number;
  /** Not handed to their workflows yet. */
  waiting: number;
  underWay: number;
  documentsPerSecond: number;
  hold: { cause: 'quota' | 'key_refused'; untilMs: number | null } | null;
}

const second = 1_000;
const longestPauseMs = 5 * 60 * second;

/**
 * How long a remittance sleeps before its next step. While documents wait: until about half of those under way must
 * have their outcome, so that Asaas never runs out of them. After that each pause is longer than the last one, so that
 * a remittance of a week leaves a small history too. A hold is looked at again now and then: quotas are raised and
 * keys renewed.
 */
export function pauseBeforeNextStep(
  { waiting, underWay, documentsPerSecond, hold }: RemittanceProgress,
  { previousMs, nowMs }: { previousMs: number; nowMs: number },
): number {
  const longer = Math.max(second, previousMs * 1.5);
  if (hold?.untilMs) return within(hold.untilMs - nowMs);
  if (hold) return within(longer);
  const halfDoneMs = documentsPerSecond > 0 ? (underWay / 2 / documentsPerSecond) * second : second;
  return within(waiting > 0 ? halfDoneMs : Math.max(halfDoneMs, longer));
}

function within(pauseMs: number): number {
  return Math.round(Math.min(longestPauseMs, Math.max(second, pauseMs)));
}
