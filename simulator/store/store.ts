import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { dayOf } from '../calendar.ts';
import { migrations } from './migrations.ts';
import type { Schema } from './schema.ts';

export type Store = Kysely<Schema>;

export interface Stores {
  /** The book: what it has committed survives anything. */
  store: Store;
  /**
   * Counters and delivery notes, which every call writes: a crash of Postgres itself may take the last of them, and
   * in return no call waits for the disk behind another's counter.
   */
  tallies: Store;
}

const dateOid = 1082;
const int8Oid = 20;

/** Connects to Postgres and brings the schema `simulator` up to date, creating it when it is not there. */
export async function openStores(
  databaseUrl: string,
  onLostConnection: (error: Error) => void,
): Promise<Stores> {
  const pool = (max: number, options: string) => {
    const opened = new pg.Pool({
      connectionString: databaseUrl,
      max,
      options: `-c search_path=simulator ${options}`,
      types: { getTypeParser: parserFor as typeof pg.types.getTypeParser },
    });
    // An idle connection that breaks must not end the process: the pool opens another.
    return opened.on('error', onLostConnection);
  };
  const bookPool = pool(12, '');
  try {
    await migrate(bookPool);
  } catch (error) {
    await bookPool.end();
    throw error;
  }
  return { store: openStore(bookPool), tallies: openStore(pool(6, '-c synchronous_commit=off')) };
}

function openStore(pool: pg.Pool): Store {
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
