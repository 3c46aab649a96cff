import { vi } from 'vitest';

export interface Delay {
  /** How long it was asked to last. */
  ms: number;
  end(): void;
}

/** Takes the place of a simulator's waiting: what is late stays late until the test ends its delay. */
export class Delays {
  readonly #begun: Delay[] = [];

  readonly pause = (ms: number): Promise<void> =>
    new Promise((end) => {
      this.#begun.push({ ms, end });
    });

  /** Waits until something is being delayed that no earlier call of this was told of. */
  async next(): Promise<Delay> {
    return vi.waitFor(
      () => {
        const delay = this.#begun.shift();
        if (!delay) throw new Error('Nothing is being delayed');
        return delay;
      },
      { timeout: 20_000 },
    );
  }
}
