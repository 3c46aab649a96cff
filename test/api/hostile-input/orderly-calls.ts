import { randomUUID } from 'node:crypto';
import type { Described, Schema } from './api-description.ts';
import type { knownIds } from './furnished-company.ts';
import type { Place, Samples } from './samples.ts';

/** One call as it goes out. Path and query are written as the address carries them. */
export interface Attempt {
  path: Record<string, string>;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: unknown;
}

/** Makes calls that are in order: with all that the operation demands, and names of what is there. */
export class OrderlyCalls {
  readonly #ids: Awaited<ReturnType<typeof knownIds>>;
  readonly #samples: Samples;

  constructor(ids: Awaited<ReturnType<typeof knownIds>>, samples: Samples) {
    this.#ids = ids;
    this.#samples = samples;
  }

  /** The body has the fields that the place leads through, too. */
  of(operation: Described, through: Place = []): Attempt {
    const given: Attempt = { path: {}, query: {}, headers: {}, body: undefined };
    for (const { name, in: where, required, schema } of operation.parameters) {
      if (where === 'path') given.path[name] = this.#ids.ofPath(operation);
      if (where === 'query' && required) given.query[name] = this.valueOf(name, schema);
      if (where === 'header' && required) given.headers[name.toLowerCase()] = randomUUID();
    }
    if (operation.body) given.body = this.#samples.of(operation.body, '', through);
    return given;
  }

  /** A value of a parameter as the address carries it. */
  valueOf(name: string, schema: Schema): string {
    return encodeURIComponent(String(this.#samples.of(schema, name)));
  }
}

/** The address with its path and query filled in. */
export function addressOf(operation: Described, attempt: Attempt): string {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => attempt.path[name] ?? '');
  const query = Object.entries(attempt.query).map(([name, value]) => `${name}=${value}`);
  return query.length > 0 ? `${path}?${query.join('&')}` : path;
}
