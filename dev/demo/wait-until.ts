import { setTimeout as sleep } from 'node:timers/promises';

/** Nothing moved any more, although something was still expected. */
export class Stalled extends Error {
  override readonly name = 'Stalled';
}

/** An unknown outcome is looked up twice, minutes apart, so silence for that long is no sign of trouble. */
const silenceMs = 300_000;

/**
 * Resolves when `look` says done. `state` is what is shown while it waits; as long as it changes, there is progress.
 * Throws `Stalled` when it has stood still for five minutes.
 */
export async function waitUntil(
  look: () => Promise<{ done: boolean; state: string }> | { done: boolean; state: string },
  show: (state: string) => void,
): Promise<void> {
  let last = '';
  let changedAtMs = Date.now();
  for (;;) {
    const { done, state } = await look();
    if (done) return;
    show(state);
    if (state !== last) changedAtMs = Date.now();
    last = state;
    if (Date.now() - changedAtMs > silenceMs)
      throw new Stalled(`Nothing moved for five minutes at: ${state}`);
    await sleep(250);
  }
}
