import { setTimeout as pause } from 'node:timers/promises';

const firstPauseMs = 100;
/** A long wait looks less often: what is looked at has better things to do. */
const longestPauseMs = 400;

/** Waits until `probe` answers something true, and returns it. Throws what was waited for when it never comes. */
export async function until<T>(
  what: string,
  probe: () => Promise<T | undefined | null | false>,
  atMostMs = 60_000,
): Promise<T> {
  const deadline = Date.now() + atMostMs;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 1.3, longestPauseMs)) {
    const answer = await probe();
    if (answer) return answer;
    if (Date.now() > deadline) throw new Error(`Waited ${atMostMs / 1_000} s in vain for: ${what}`);
    await pause(pauseMs);
  }
}
