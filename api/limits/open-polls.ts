import { Problem } from '../problems/problem.ts';
import type { Limits } from './limits.ts';

/** When a refused poll may come again. By then another one may have ended. */
const retryAfterSeconds = 5;

/** The waiting polls of this process. Each holds one of its connections, and nothing else. */
export class OpenPolls {
  readonly #limits: Limits['polls'];
  readonly #perKey = new Map<string, number>();
  readonly #perCompany = new Map<string, number>();
  #inAll = 0;

  constructor(limits: Limits['polls']) {
    this.#limits = limits;
  }

  /** How many polls wait now. */
  get waiting(): number {
    return this.#inAll;
  }

  /** Starts a wait and returns the function that ends it. Throws 429 when too many polls wait. */
  begin({ keyId, tenantId }: { keyId: string; tenantId: string }): () => void {
    const { perKey, perCompany, inAll } = this.#limits;
    const isFull =
      this.#inAll >= inAll ||
      (this.#perKey.get(keyId) ?? 0) >= perKey ||
      (this.#perCompany.get(tenantId) ?? 0) >= perCompany;
    if (isFull) {
      // Without `close` the connection stays open for the next call and takes a place from others.
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
