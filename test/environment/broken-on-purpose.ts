import pg from 'pg';
import { inject } from 'vitest';
import { product } from './leased-product.ts';

/**
 * Tells the audit after the run what this test breaks on purpose and leaves broken in its product: one thing, by its id, of
 * one invariant, with the reason. What nobody told of makes the run red.
 */
export async function expectOffender(invariant: string, subject: string, why: string): Promise<void> {
  const database = new pg.Client({ connectionString: inject('databaseUrl') });
  await database.connect();
  await database.query('insert into expected_offenders values ($1, $2, $3, $4)', [
    product.databaseUrl,
    invariant,
    subject,
    why,
  ]);
  await database.end();
}
