import type { WebhookStatus } from './webhook-health.ts';

/** How often the queue was resumed, and when last. */
export interface Resumptions {
  /** Resumptions since the queue last ran long enough. */
  count: number;
  lastAt: Date | null;
}

/** A queue that runs this long after it was resumed is stable again. */
export const holdsAfterMs = 60 * 60_000;

/** After this many resumptions in vain, a person must find the cause. */
const patience = 3;

/** How long to wait then before the next automatic try. Asaas keeps events for 14 days, so later tries lose nothing. */
const restMs = 6 * 60 * 60_000;

/** Whether the queue is stable since its last resumption, so the earlier ones no longer count. */
export function hasHeld({ lastAt }: Resumptions, now: Date): boolean {
  return lastAt === null || now.getTime() - lastAt.getTime() >= holdsAfterMs;
}

/** Until when a queue that stops again and again waits for a person; null when it may be resumed now. */
export function restsUntil({ count, lastAt }: Resumptions, now: Date): Date | null {
  if (count < patience || lastAt === null) return null;
  const until = new Date(lastAt.getTime() + restMs);
  return until > now ? until : null;
}

/** A webhook that only a person can set up is checked less often. */
export function pauseBeforeNextCheck(status: WebhookStatus, checkEveryMs: number): number {
  return status === 'manual' ? checkEveryMs * 12 : checkEveryMs;
}
