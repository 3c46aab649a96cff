import { type ClientBase, Pool, type PoolConfig } from 'pg';
import { demandApplicationRole } from './application-role.ts';

/** A pool for the application. Each new connection proves its role, then gets its settings. */
export function openPool(
  url: string,
  options: Pick<PoolConfig, 'types'> & { maxConnections: number; settings: Readonly<Record<string, string>> },
): Pool {
  const pool = new Pool({
    connectionString: url,
    max: options.maxConnections,
    connectionTimeoutMillis: 5_000,
    // A server that disappeared must not block its callers. The operating system would wait for a quarter of an hour.
    keepAlive: true,
    query_timeout: 40_000,
    onConnect: (client) => prepare(client, options.settings),
    ...(options.types && { types: options.types }),
  });
  // The pool replaces an idle connection that is lost. Without a listener Node would end the process.
  pool.on('error', () => undefined);
  return pool;
}

/**
 * Sets the settings by a statement and not by start-up options: `options=` in the address overrides those, and a pooler
 * drops them. The role is proved first, because one of the settings may be a role that only the application's own role
 * may take.
 */
async function prepare(client: ClientBase, settings: Readonly<Record<string, string>>): Promise<void> {
  // The pool listens for errors only while a connection is idle. When a connection breaks in use, its user gets the
  // error.
  client.on('error', () => undefined);
  await demandApplicationRole(client);
  const names = Object.keys(settings);
  const calls = names.map((_, at) => `set_config($${2 * at + 1}, $${2 * at + 2}, false)`);
  await client.query(
    `select ${calls.join(', ')}`,
    names.flatMap((name) => [name, settings[name]]),
  );
}
