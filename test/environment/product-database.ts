import pg from 'pg';
import { product } from './leased-product.ts';

/** Asks the product's database as superuser: for what tests check behind everybody's back. */
export async function sql<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: product.databaseUrl });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}
