import { sql } from 'kysely';

/** One of these ids, however many: a single parameter, where `in` would bind one for each. */
export function anyOf(ids: readonly string[]) {
  return sql<string>`any(${ids}::uuid[])`;
}
