import { answersOk } from '../stack/waiting.ts';

const lookEveryMs = 300;

/**
 * Notices parts that were away while the demo ran (killed by a curious reader, say). Money and charges must come out
 * the same; only the number of calls may not, since what a killed process had asked Asaas is asked again.
 */
export class InterruptionWatch {
  readonly #away = new Set<string>();
  readonly #timer: NodeJS.Timeout;

  /** `parts` are the names of the parts with the address that answers 200 while they are well. */
  constructor(parts: Record<string, string>) {
    this.#timer = setInterval(() => {
      for (const [name, url] of Object.entries(parts)) void this.#look(name, url);
    }, lookEveryMs);
  }

  /** Names of the parts that were away at least once. */
  seen(): string[] {
    return [...this.#away].sort();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #look(name: string, url: string): Promise<void> {
    if (!(await answersOk(url))) this.#away.add(name);
  }
}
