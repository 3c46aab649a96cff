import { randomUUID } from 'node:crypto';
import { exchange, insist } from './http-json.ts';

/**
 * The public API as any client uses it. Every call is repeated while the API is away: a POST under one and the same
 * Idempotency-Key, so that it happens once however often it is sent.
 */
export class PublicApi {
  readonly #base: string;
  readonly #headers: Record<string, string>;

  /** `address` is without `/v1`. */
  constructor(address: string, key: string) {
    this.#base = `${address}/v1`;
    // What is told to people is told in Portuguese.
    this.#headers = { authorization: `Bearer ${key}`, 'accept-language': 'pt-BR' };
  }

  get<Answer>(path: string): Promise<Answer> {
    const headers = this.#headers;
    return insist(() => exchange<Answer>({ method: 'GET', url: this.#base + path, headers }));
  }

  post<Answer>(path: string, body: unknown = {}): Promise<Answer> {
    const headers = { ...this.#headers, 'idempotency-key': randomUUID() };
    return insist(() => exchange<Answer>({ method: 'POST', url: this.#base + path, headers, body }));
  }

  /** A PATCH says how things shall be, so saying it twice changes nothing. */
  patch<Answer>(path: string, body: unknown): Promise<Answer> {
    const headers = this.#headers;
    return insist(() => exchange<Answer>({ method: 'PATCH', url: this.#base + path, headers, body }));
  }

  /** All rows of a list, page by page. */
  async list<Row>(path: string): Promise<Row[]> {
    const rows: Row[] = [];
    let cursor: string | null = null;
    do {
      const page: { data: Row[]; nextCursor: string | null } = await this.get(
        `${path}${path.includes('?') ? '&' : '?'}limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
      );
      rows.push(...page.data);
      cursor = page.nextCursor;
    } while (cursor);
    return rows;
  }
}
