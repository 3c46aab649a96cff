import { type ClientBase, Pool, type PoolConfig } from 'pg';
import { demandApplicationRole } from './application-role.ts';

/** A pool for the application: every connection proves who it is before it is lent, then gets its settings. */
export function openPool(
  url: string,
  options: Pick<PoolConfig, 'types'> & { maxConnections: number; settings: Readonly<Record<string, string>> },
): Pool {
  const pool = new Pool({
    connectionString: url,
    max: options.maxConnections,
    connectionTimeoutMillis: 5_000,
    // A server that vanished without a word must not hold its callers: the operating system waits for a quarter of an hour.
    keepAlive: true,
    query_timeout: 40_000,
    onConnect: (client) => prepare(client, options.settings),
    ...(options.types && { types: options.types }),
  });
  // A connection lost while idle is replaced by the pool; without a listener Node would end the process.
  pool.on('error', () => undefined);
  return pool;
}

/**
 * By statements and not by start-up options: those lose to `options=` in the address, and a pooler drops them. The
 * settings come after the proof, so that a role among them is one that the application's own role may take.
 */
async function prepare(client: ClientBase, settings: Readonly<Record<string, string>>): Promise<void> {
  // The pool listens only while a connection is idle. One that breaks while it is lent tells whoever uses it.
  client.on('error', () => undefined);
  await demandApplicationRole(client);
  const names = Object.keys(settings);
  const calls = names.map((_, at) => `set_config($${2 * at + 1}, $${2 * at + 2}, false)`);
  await client.query(
    `select ${calls.join(', ')}`,
    names.flatMap((name) => [name, settings[name]]),
  );
}
