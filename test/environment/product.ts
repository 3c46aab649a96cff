import { join } from 'node:path';
import pg from 'pg';
import { readSettings } from '../../config.ts';
import { freePort } from '../../dev/stack/ports.ts';
import { startStack } from '../../dev/stack/stack.ts';
import { productFolderPrefix } from './abandoned-runs.ts';
import { asApplication } from './databases.ts';
import type { TestServers } from './test-servers.ts';

export interface Product {
  apiUrl: string;
  adminKey: string;
  simulatorUrl: string;
  workerUrl: string;
  temporalNamespace: string;
  databaseUrl: string;
  /** Where its stack notes which process is which, and where its logs are. */
  dataDir: string;
  stop: () => Promise<void>;
}

/**
 * Starts what `npm start` starts (API, worker, simulator, each a process of its own) on the servers of the tests. Its
 * logs stay with the run after it was stopped, to be judged.
 */
export async function startProduct(
  servers: Pick<TestServers, 'databaseUrl' | 'temporalAddress' | 'runFolder'>,
  own: { database: string; namespace: string; settings?: Record<string, string> },
  signal?: AbortSignal,
): Promise<Product> {
  const dataDir = join(servers.runFolder, `${productFolderPrefix}${own.database}`);
  const databaseUrl = await createDatabase(servers.databaseUrl, own.database);
  const temporalNamespace = own.namespace;
  const [simulator, api, worker] = await Promise.all([freePort(), freePort(), freePort()]);
  const settings = readSettings({
    DATA_DIR: dataDir,
    DATABASE_URL: asApplication(databaseUrl),
    MIGRATION_DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: servers.temporalAddress,
    TEMPORAL_NAMESPACE: temporalNamespace,
    SIMULATOR_PORT: String(simulator),
    API_PORT: String(api),
    WORKER_PORT: String(worker),
    // Above the three seconds that the simulator is told to take at most before it commits.
    UNKNOWN_OUTCOME_WAIT: '5s',
    WEBHOOK_CHECK_INTERVAL: '10s',
    // One line per call, with its status: a call answered 5xx is trouble.
    LOG_LEVEL: 'info',
    ...own.settings,
  });
  const log = (line: string) => process.stderr.write(`${line}\n`);
  const stack = await startStack(settings, { log, ...(signal && { signal }) });
  return {
    apiUrl: stack.addresses.api,
    adminKey: stack.keys.admin,
    simulatorUrl: stack.addresses.simulator ?? '',
    workerUrl: `http://127.0.0.1:${worker}`,
    temporalNamespace,
    databaseUrl,
    dataDir,
    stop: stack.stop,
  };
}

async function createDatabase(serverUrl: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}
