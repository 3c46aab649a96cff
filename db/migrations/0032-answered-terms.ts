import { type Kysely, sql } from 'kysely';

/**
 * What a charge had, when Asaas answered, of the terms that nobody here asked for. Null for a charge that only appeared:
 * what it began with is not known.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table charges add column answered_terms jsonb
     check (answered_terms is null or answered_terms ?& array['discount', 'fine', 'interest', 'description'])`,
];
