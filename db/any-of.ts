import { sql } from 'kysely';

/** One of these ids, however many: a single parameter, where `in` would bind one for each. */
export function anyOf(ids: readonly string[]) {
  return sql<string>`any(${ids}::uuid[])`;
}

/** The same for ids that are not ours, such as those of charges and of the ERP. */
export function anyText(ids: readonly string[]) {
  return sql<string>`any(${ids}::text[])`;
}
