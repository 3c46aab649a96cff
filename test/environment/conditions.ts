import { setTimeout as pause } from 'node:timers/promises';

/** Waits until `probe` answers something true, and returns it. Throws what was waited for when it never comes. */
export async function until<T>(
  what: string,
  probe: () => Promise<T | undefined | null | false>,
  atMostMs = 60_000,
): Promise<T> {
  const deadline = Date.now() + atMostMs;
  for (;;) {
    const answer = await probe();
    if (answer) return answer;
    if (Date.now() > deadline) throw new Error(`Waited ${atMostMs / 1_000} s in vain for: ${what}`);
    await pause(100);
  }
}
