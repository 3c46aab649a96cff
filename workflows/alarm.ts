import { CancellationScope, condition, isCancellation, sleep } from '@temporalio/workflow';

/**
 * One timer that keeps running while its workflow handles messages. A `condition` with a timeout would cancel and start
 * a timer at each message, and fill the history.
 */
export class Alarm {
  private ringsAt = Number.POSITIVE_INFINITY;
  private scope = new CancellationScope();
  rings = 0;

  /**
   * Sets the alarm for `at` (epoch milliseconds). A running timer that rings between `earliest` and `latest` stays as
   * it is, so the alarm may ring before or after `at`. The owner then checks what is due and sets the alarm again.
   */
  set(at: number, summary: string, { earliest = 0, latest = at } = {}): void {
    if (earliest <= this.ringsAt && this.ringsAt <= latest) return;
    this.scope.cancel();
    this.scope = new CancellationScope();
    this.ringsAt = at;
    void this.scope.run(() => this.ring(at, summary));
  }

  /** Stops the timer, if one runs. */
  stop(): void {
    if (this.ringsAt === Number.POSITIVE_INFINITY) return;
    this.scope.cancel();
    this.ringsAt = Number.POSITIVE_INFINITY;
  }

  private async ring(at: number, summary: string): Promise<void> {
    try {
      await sleep(Math.max(1, at - Date.now()), { summary });
      this.ringsAt = Number.POSITIVE_INFINITY;
      this.rings += 1;
    } catch (error) {
      if (!isCancellation(error)) throw error;
    }
  }
}

/** Waits until one of the alarms rings or `isWoken` is true. */
export async function waitFor(alarms: readonly Alarm[], isWoken: () => boolean): Promise<void> {
  const before = alarms.map(({ rings }) => rings);
  await condition(() => isWoken() || alarms.some(({ rings }, at) => rings !== before[at]));
}
