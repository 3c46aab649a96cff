import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import { types } from 'pg';
import { openPool } from './pool.ts';
import type { Tables } from './tables.ts';
import { isDatabaseUnavailable } from './unavailable.ts';

export type Database = Kysely<Tables>;

/** A transaction that sees one tenant's rows, or whatever its role may see. What every query function asks for. */
export type Scope = Transaction<Tables>;

const oid = { int8: 20, date: 1082 };

/** Opens a pool whose connections are the application's role, which row-level security binds. */
export function openDatabase(url: string, options: { maxConnections?: number } = {}): Database {
  const pool = openPool(url, {
    maxConnections: options.maxConnections ?? 10,
    settings: { statement_timeout: '30s', idle_in_transaction_session_timeout: '60s' },
    types: { getTypeParser },
  });
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}

/**
 * Returns once the database answers, however long it is away, so that a process that starts during a failover begins
 * when that is over. Throws what no waiting cures: `WrongDatabaseRole`, a wrong password, no such database.
 */
export async function untilDatabaseAnswers(
  db: Database,
  tellOfWaiting: (reason: string) => void,
  pause: () => Promise<void>,
): Promise<void> {
  for (;;) {
    try {
      await sql`select 1`.execute(db);
      return;
    } catch (error) {
      if (!isDatabaseUnavailable(error)) throw error;
      tellOfWaiting((error as Error).message);
      await pause();
    }
  }
}

/** Centavos and sequence numbers stay far below 2^53, so `int8` is a number; a date stays the text it is. */
function getTypeParser(id: number, format?: 'text' | 'binary') {
  if (id === oid.int8) return Number;
  if (id === oid.date) return (text: string) => text;
  return types.getTypeParser(id, format as 'text');
}
