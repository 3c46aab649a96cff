import { CancellationScope, condition, isCancellation, sleep } from '@temporalio/workflow';

/**
 * One timer that is left running until something must happen earlier. A document that wakes for a message keeps the
 * timer it has, where a timed `condition` would cancel and start one at each message and fill the history.
 */
export class Alarm {
  private ringsAt = Number.POSITIVE_INFINITY;
  private scope = new CancellationScope();

  /**
   * Returns when `until` (epoch milliseconds) has come, or sooner: the caller looks at what is due. What is `patient`
   * takes a timer that runs already, though it ring later, up to twice the time that is left.
   */
  async wait(
    until: number | null,
    { summary, patient, woken }: { summary: string; patient: boolean; woken: () => boolean },
  ): Promise<void> {
    if (until !== null) {
      const latest = patient ? until + (until - Date.now()) : until;
      if (latest < this.ringsAt) this.set(until, summary);
    }
    const { ringsAt } = this;
    await condition(() => woken() || this.ringsAt !== ringsAt);
  }

  private set(at: number, summary: string): void {
    this.scope.cancel();
    this.scope = new CancellationScope();
    this.ringsAt = at;
    void this.scope.run(() => this.ring(at, summary));
  }

  private async ring(at: number, summary: string): Promise<void> {
    try {
      await sleep(Math.max(1, at - Date.now()), { summary });
      this.ringsAt = Number.POSITIVE_INFINITY;
    } catch (error) {
      if (!isCancellation(error)) throw error;
    }
  }
}
