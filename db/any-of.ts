import { sql } from 'kysely';

/** Any of these ids, with a single query parameter. `in` would need one parameter for each id. */
export function anyOf(ids: readonly string[]) {
  return sql<string>`any(${ids}::uuid[])`;
}

/** The same for ids that we did not make: ids of charges and of the ERP. */
export function anyText(ids: readonly string[]) {
  return sql<string>`any(${ids}::text[])`;
}
