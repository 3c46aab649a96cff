import { Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import pg from 'pg';
import { ensureSearchAttributes } from './search-attributes.ts';
import { StackError } from './stack-error.ts';

/** Makes sure that a Postgres given by address can be used. Throws a `StackError` with what it said. */
export async function requirePostgres(variable: string, url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
  } catch (error) {
    const { host, port, database } = client;
    throw new StackError(
      `${variable}: the database "${database}" at ${host}:${port} cannot be used: ${reason(error)}`,
    );
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * Makes sure that a Temporal given by address (with the SDK's own variables for TLS and keys) can be used, and that
 * its namespace knows our search attributes. Throws a `StackError` with what it said.
 */
export async function requireTemporal(
  address: string,
  namespace: string,
  log: (line: string) => void,
): Promise<void> {
  const { connectionOptions } = loadClientConnectConfig();
  const connection = await Connection.connect({ ...connectionOptions, address }).catch((error: unknown) => {
    throw new StackError(`TEMPORAL_ADDRESS: no Temporal server answers at ${address}: ${reason(error)}`);
  });
  try {
    await connection.workflowService.describeNamespace({ namespace }).catch((error: unknown) => {
      throw new StackError(
        `TEMPORAL_NAMESPACE: "${namespace}" at ${address} cannot be used: ${reason(error)}`,
      );
    });
    // Temporal Cloud lets nobody register them this way: there it is done in its console, and may be done already.
    await ensureSearchAttributes(connection, namespace).catch((error: unknown) =>
      log(`The search attributes of "${namespace}" could not be checked (${reason(error)}).`),
    );
  } finally {
    await connection.close();
  }
}

function reason(error: unknown): string {
  const { message, details, code, errors } = error as AggregateError & { details?: string; code?: string };
  return details || message || errors?.[0]?.message || code || String(error);
}
