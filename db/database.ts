import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import { Pool, types } from 'pg';
import type { Tables } from './tables.ts';

export type Database = Kysely<Tables>;

/** A transaction that sees one tenant's rows, or whatever its role may see. What every query function asks for. */
export type Scope = Transaction<Tables>;

const oid = { int8: 20, date: 1082 };

/** Opens a pool whose connections hold the application's role, which row-level security binds, from their first moment. */
export function openDatabase(url: string, options: { maxConnections?: number } = {}): Database {
  const pool = new Pool({
    connectionString: url,
    max: options.maxConnections ?? 10,
    options: '-c role=remessa_app -c statement_timeout=30000 -c idle_in_transaction_session_timeout=60000',
    connectionTimeoutMillis: 5_000,
    types: { getTypeParser },
  });
  // A connection lost while idle is replaced by the pool; without a listener Node would end the process.
  pool.on('error', () => undefined);
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}

/** Centavos and sequence numbers stay far below 2^53, so `int8` is a number; a date stays the text it is. */
function getTypeParser(id: number, format?: 'text' | 'binary') {
  if (id === oid.int8) return Number;
  if (id === oid.date) return (text: string) => text;
  return types.getTypeParser(id, format as 'text');
}
