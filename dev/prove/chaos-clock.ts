import { setTimeout as pause } from 'node:timers/promises';

/** How far the clock may be ahead of the work: a share of the chaos, and never more than two minutes. */
const ahead = 0.2;
const aheadMaxMs = 120_000;

/** Work that stands still for good must not make a run endless: after so many times its length the clock goes on alone. */
const patience = 4;

const tickMs = 100;

/**
 * The time of a schedule. It goes as the machine's, but not far ahead of the work: on a slow machine the strikes would
 * be over before anything was sent, and would meet nothing.
 */
export class ChaosClock {
  readonly #chaosMs: number;
  readonly #workDone: () => number;
  #nowMs = 0;
  #waiting: { atMs: number; goOn: () => void }[] = [];

  /** `workDone` is the share of the work that is done, from 0 to 1. */
  constructor(chaosMs: number, workDone: () => number) {
    this.#chaosMs = chaosMs;
    this.#workDone = workDone;
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  /** Runs until the signal comes. */
  async run(signal: AbortSignal): Promise<void> {
    const startedAt = performance.now();
    let last = startedAt;
    while (!signal.aborted) {
      await pause(tickMs, undefined, { signal }).catch(() => {});
      const now = performance.now();
      this.advance(now - last, now - startedAt);
      last = now;
    }
  }

  /** Goes on by so much, unless that is too far ahead of the work. */
  advance(byMs: number, sinceStartMs: number): void {
    const isOutOfPatience = sinceStartMs > patience * this.#chaosMs;
    const aheadMs = Math.min(this.#chaosMs * ahead, aheadMaxMs);
    const limitMs = isOutOfPatience ? Infinity : aheadMs + this.#chaosMs * this.#workDone();
    this.#nowMs = Math.max(this.#nowMs, Math.min(this.#nowMs + byMs, limitMs));
    const due = this.#waiting.filter(({ atMs }) => atMs <= this.#nowMs);
    this.#waiting = this.#waiting.filter(({ atMs }) => atMs > this.#nowMs);
    for (const { goOn } of due) goOn();
  }

  /** Resolves when it is that late. Throws the signal's reason. Thousands wait side by side, so none looks by itself. */
  reaches(atMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      if (atMs <= this.#nowMs) return resolve();
      const leave = () => reject(signal.reason);
      const goOn = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.push({ atMs, goOn });
    });
  }
}
