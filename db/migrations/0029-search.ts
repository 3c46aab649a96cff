import { type Kysely, sql } from 'kysely';

/**
 * Search by parts of a name or a number, through indexes. Row-level security keeps `like` away from an index: Postgres
 * asks the policy first, since `like` is not leakproof. So a role of its own searches. It sees ids and the searched texts
 * of every company, and nothing else; the two queries that use it ask for the company that the transaction named.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const part of [extensions, texts, role]) {
    for (const statement of part) await sql.raw(statement).execute(db);
  }
}

/** All three are trusted since Postgres 13: whoever may create in the database may create them. */
const extensions = [
  'create extension if not exists pg_trgm',
  'create extension if not exists unaccent',
  'create extension if not exists btree_gin',
];

const texts = [
  // `unaccent` counts as changeable, because its rules are a file of the server. The rules of Postgres do not change.
  `create function searchable(text) returns text immutable strict parallel safe language sql
   return lower(unaccent('unaccent'::regdictionary, $1))`,
  'alter table payers add column search_name text generated always as (searchable(name)) stored',
  'create index payers_by_text on payers using gin (tenant_id, search_name gin_trgm_ops)',
  'create index documents_by_text on documents using gin (tenant_id, number gin_trgm_ops)',
];

const role = [
  `do $$ begin
     create role remessa_search nologin;
   exception when duplicate_object or unique_violation then null;
   end $$`,
  'grant remessa_search to current_user',
  'grant remessa_search to remessa_app',
  'grant usage on schema public to remessa_search',
  'create policy search on payers for select to remessa_search using (true)',
  'grant select (id, tenant_id, search_name) on payers to remessa_search',
  'create policy search on documents for select to remessa_search using (true)',
  'grant select (id, tenant_id, number) on documents to remessa_search',
];
