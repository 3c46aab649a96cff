import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { HoldCause } from '../domain/hold.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/**
 * How long a hold lasts when nothing ends it sooner: the first time, and after each further try that was in vain.
 * Null waits for a message alone. Care of the account ends most holds; these pauses are the rare second look, so that
 * a hold of half a day leaves a small history.
 */
const pauses: Record<HoldCause, { first: number | null; later: number | null }> = {
  quota: { first: minuteMs, later: minuteMs },
  key_refused: { first: null, later: null },
  account_disabled: { first: null, later: null },
  forbidden: { first: 15 * minuteMs, later: 12 * hourMs },
  asaas_unavailable: { first: 12 * hourMs, later: 12 * hourMs },
  payer_uncertain: { first: minuteMs, later: minuteMs },
  unexpected: { first: 15 * minuteMs, later: 12 * hourMs },
};

/** A hold leaves about ten events, so what was waited for in vain by the second is looked at less often from then on. */
const shortestHoldMs = 10_000;

/** How often an activity without a document to keep its hold asks whether it may go on. */
const longestPollMs = 15_000;

/**
 * The work cannot be done now, and nobody has to be told of a failure. A document keeps it as a hold (`tryStep`);
 * where nobody catches it, Temporal waits and repeats the activity.
 */
export class NotNow extends ApplicationFailure {
  readonly hold: HoldCause;
  readonly accountId: string;
  /** Known only where somebody said when the cause ends: a limit's reset, the end of a call's settling time. */
  readonly endsInMs: number | null;

  constructor(hold: HoldCause, accountId: string, message: string, endsInMs: number | null = null) {
    const pollMs = endsInMs ?? Math.min(longestPollMs, pauses[hold].first ?? longestPollMs);
    super(message, hold, false, [], undefined, pollMs, ApplicationFailureCategory.BENIGN);
    this.hold = hold;
    this.accountId = accountId;
    this.endsInMs = endsInMs;
  }

  /** When it is tried again, after so many tries in vain; null when only a message ends it. */
  until(now: Date, triesBefore: number): Date | null {
    const { first, later } = pauses[this.hold];
    const known = this.endsInMs === null ? null : Math.max(this.endsInMs, shortestHoldMs);
    const pauseMs = known ?? (triesBefore === 0 ? first : later);
    return pauseMs === null ? null : new Date(now.getTime() + pauseMs);
  }
}
