import { Problem } from '../problems/problem.ts';
import type { Limits } from './limits.ts';

/** How soon a refused poll may come again: by then another may have been answered. */
const retryAfterSeconds = 5;

/** The polls that wait in this process: each holds one of its connections, and nothing else. */
export class OpenPolls {
  readonly #limits: Limits['polls'];
  readonly #perKey = new Map<string, number>();
  readonly #perCompany = new Map<string, number>();
  #inAll = 0;

  constructor(limits: Limits['polls']) {
    this.#limits = limits;
  }

  /** How many wait now. */
  get waiting(): number {
    return this.#inAll;
  }

  /** Begins a wait and returns what ends it. Throws 429 when there are as many as may be. */
  begin({ keyId, tenantId }: { keyId: string; tenantId: string }): () => void {
    const { perKey, perCompany, inAll } = this.#limits;
    const isFull =
      this.#inAll >= inAll ||
      (this.#perKey.get(keyId) ?? 0) >= perKey ||
      (this.#perCompany.get(tenantId) ?? 0) >= perCompany;
    if (isFull) {
      // Without `close` the connection would stay for the next call and use up those of others.
      const headers = { 'retry-after': String(retryAfterSeconds), connection: 'close' };
      throw new Problem('too_many_polls', { values: { perKey, perCompany }, headers });
    }
    this.#add(keyId, tenantId, 1);
    return () => this.#add(keyId, tenantId, -1);
  }

  #add(keyId: string, tenantId: string, change: 1 | -1): void {
    this.#inAll += change;
    add(this.#perKey, keyId, change);
    add(this.#perCompany, tenantId, change);
  }
}

function add(counts: Map<string, number>, name: string, change: number): void {
  const count = (counts.get(name) ?? 0) + change;
  if (count === 0) counts.delete(name);
  else counts.set(name, count);
}
