import type { ExpectedTrouble } from '../stack/trouble.ts';
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

const lostConnection =
  /57P0[123]|ECONNREFUSED|ECONNRESET|Connection terminated|terminating connection|the database system is/;
const why = 'A part was away: whoever needed it said so, and tried again.';

/** What the others log while one of them is away. A part that failed by itself is not excused by having gone. */
export function troubleOf(interruptions: readonly string[]): ExpectedTrouble[] {
  if (interruptions.length === 0) return [];
  return [
    { part: 'api', line: lostConnection, why },
    { part: 'api', line: /"status":503/, why },
    { part: 'worker', line: lostConnection, why },
    { part: 'simulator', line: lostConnection, why },
    { part: 'postgres', line: /terminating connection|pre-existing shared memory block/, why },
  ];
}
