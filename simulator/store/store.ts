import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { dayOf } from '../calendar.ts';
import { migrations } from './migrations.ts';
import type { Schema } from './schema.ts';

export type Store = Kysely<Schema>;

const dateOid = 1082;
const int8Oid = 20;

/** Connects to Postgres and brings the schema `simulator` up to date, creating it when it is not there. */
export async function openStore(
  databaseUrl: string,
  onLostConnection: (error: Error) => void,
): Promise<Store> {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 12,
    options: '-c search_path=simulator',
    types: { getTypeParser: parserFor as typeof pg.types.getTypeParser },
  });
  // An idle connection that breaks must not end the process: the pool opens another.
  pool.on('error', onLostConnection);
  await migrate(pool);
  return new Kysely<Schema>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}

/** Calendar days stay text, and 64-bit integers (amounts, sequences) become numbers. */
function parserFor(oid: number, format?: 'text' | 'binary'): unknown {
  if (oid === dateOid) return (text: string) => text;
  if (oid === int8Oid) return Number;
  return pg.types.getTypeParser(oid, format as 'text');
}

async function migrate(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    // Two starting processes take turns.
    await client.query(`select pg_advisory_xact_lock(hashtext('simulator/migrations'))`);
    await client.query('create schema if not exists simulator');
    await client.query('create table if not exists simulator.migrations (name text primary key)');
    const { rows } = await client.query<{ name: string }>('select name from simulator.migrations');
    const done = new Set(rows.map((row) => row.name));
    for (const { name, sql } of migrations) {
      if (done.has(name)) continue;
      await client.query(sql);
      await client.query('insert into simulator.migrations (name) values ($1)', [name]);
    }
    await client.query(
      `insert into simulator.state (offset_ms, days_done_through, behaviour, fault_rules)
       values (0, $1, '{}', '[]') on conflict do nothing`,
      [dayOf(new Date())],
    );
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}
