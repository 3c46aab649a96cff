import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { HoldCause } from '../domain/hold.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/**
 * How long a hold lasts when nothing ends it earlier: the first time, and after each further try in vain. Null: only a
 * message ends it. The account's care ends most holds. These pauses are a second, rare check, so a hold of half a day
 * leaves a small history.
 */
const pauses: Record<HoldCause, { first: number | null; later: number | null }> = {
  quota: { first: minuteMs, later: minuteMs },
  daily_limit: { first: hourMs, later: hourMs },
  key_refused: { first: null, later: null },
  account_disabled: { first: null, later: null },
  forbidden: { first: 15 * minuteMs, later: 12 * hourMs },
  asaas_unavailable: { first: 12 * hourMs, later: 12 * hourMs },
  payer_uncertain: { first: minuteMs, later: minuteMs },
  unexpected: { first: 15 * minuteMs, later: 12 * hourMs },
};

/** A hold leaves about ten events. So a hold with a known end lasts at least this long. */
const shortestHoldMs = 10_000;

/** How often an activity without a document tries again. It has no row for a hold, so it waits here. */
const longestPollMs = 15_000;

/**
 * The work cannot be done now, and nobody must be alarmed. `tryStep` stores it as a hold of the document. Without
 * `tryStep`, Temporal waits and repeats the activity.
 */
export class NotNow extends ApplicationFailure {
  readonly hold: HoldCause;
  readonly accountId: string;
  /** Set only when the end is known: the reset of a limit, or the time when a create call must be finished. */
  readonly endsInMs: number | null;

  constructor(hold: HoldCause, accountId: string, message: string, endsInMs: number | null = null) {
    const pollMs = endsInMs ?? Math.min(longestPollMs, pauses[hold].first ?? longestPollMs);
    super(message, hold, false, [], undefined, pollMs, ApplicationFailureCategory.BENIGN);
    this.hold = hold;
    this.accountId = accountId;
    this.endsInMs = endsInMs;
  }

  /** When to try again, after this many tries in vain. Null when only a message ends the hold. */
  until(now: Date, triesBefore: number): Date | null {
    const { first, later } = pauses[this.hold];
    const known = this.endsInMs === null ? null : Math.max(this.endsInMs, shortestHoldMs);
    const pauseMs = known ?? (triesBefore === 0 ? first : later);
    return pauseMs === null ? null : new Date(now.getTime() + pauseMs);
  }
}
