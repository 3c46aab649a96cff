import { sql } from 'kysely';
import type { DivergenceField } from '../../domain/divergence.ts';
import type { Scope } from '../database.ts';

/** How many differences with Asaas wait for a person, of all companies, by what differs. Runs as the upkeep. */
export async function countOpenDivergences(
  scope: Scope,
): Promise<{ field: DivergenceField; count: number }[]> {
  const { rows } = await sql<{ field: DivergenceField; count: number }>`
    select field, count(*)::int as count from divergences where closed_at is null group by field
  `.execute(scope);
  return rows;
}
