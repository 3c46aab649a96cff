import { type CompiledQuery, Kysely, PostgresDialect, type Transaction } from 'kysely';
import { types } from 'pg';
import { openPool } from './pool.ts';
import type { Tables } from './tables.ts';

export type Database = Kysely<Tables>;

/** A transaction that sees the rows of one tenant, or the rows of its role. Every query function takes one. */
export type Scope = Transaction<Tables>;

const oid = { int8: 20, date: 1082 };

/**
 * Opens a pool. All its connections have the application's role, which row-level security restricts. `onQuery` sees each
 * statement after it was answered.
 */
export function openDatabase(
  url: string,
  options: { maxConnections?: number; onQuery?: (query: CompiledQuery) => void } = {},
): Database {
  const pool = openPool(url, {
    maxConnections: options.maxConnections ?? 10,
    settings: { statement_timeout: '30s', idle_in_transaction_session_timeout: '60s' },
    types: { getTypeParser },
  });
  const { onQuery } = options;
  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    ...(onQuery && { log: ({ query }) => onQuery(query) }),
  });
}

/** Centavos and sequence numbers are far below 2^53, so `int8` becomes a number. A date stays text. */
function getTypeParser(id: number, format?: 'text' | 'binary') {
  if (id === oid.int8) return Number;
  if (id === oid.date) return (text: string) => text;
  return types.getTypeParser(id, format as 'text');
}
