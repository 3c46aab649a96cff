import type { WebhookStatus } from './webhook-health.ts';

/** What is remembered of earlier resumptions of a queue. */
export interface Resumptions {
  /** How often it was resumed without holding since. */
  count: number;
  lastAt: Date | null;
}

/** A queue that ran this long after it was resumed has held. */
export const holdsAfterMs = 60 * 60_000;

/** After this many resumptions that did not hold a person is needed. */
const patience = 3;

/** How long a queue that does not hold is left alone: events are kept for 14 days, so that trying on loses nothing. */
const restMs = 6 * 60 * 60_000;

/** Whether the queue has run long enough since its last resumption for that to be past. */
export function hasHeld({ lastAt }: Resumptions, now: Date): boolean {
  return lastAt === null || now.getTime() - lastAt.getTime() >= holdsAfterMs;
}

/** Until when a queue that stops again and again is left for a person; null when it may be resumed now. */
export function restsUntil({ count, lastAt }: Resumptions, now: Date): Date | null {
  if (count < patience || lastAt === null) return null;
  const until = new Date(lastAt.getTime() + restMs);
  return until > now ? until : null;
}

/** A webhook that is well, or that only a person can mend, need not be asked about as often. */
export function pauseBeforeNextCheck(status: WebhookStatus, checkEveryMs: number): number {
  return status === 'manual' ? checkEveryMs * 12 : checkEveryMs;
}
