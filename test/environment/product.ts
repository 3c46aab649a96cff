import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { readSettings } from '../../config.ts';
import { freePort } from '../../dev/stack/ports.ts';
import { startStack } from '../../dev/stack/stack.ts';
import { asApplication } from './databases.ts';
import { namespaces } from './namespaces.ts';
import type { TestServers } from './test-servers.ts';

export interface Product {
  apiUrl: string;
  adminKey: string;
  simulatorUrl: string;
  temporalNamespace: string;
  databaseUrl: string;
  dataDir: string;
  stop: () => Promise<void>;
}

/**
 * Starts what `npm start` starts (API, worker, simulator, each a process of its own) on the servers of the tests: the
 * product that all test files share, or one more with settings of its own.
 */
export async function startProduct(
  servers: Pick<TestServers, 'databaseUrl' | 'temporalAddress'>,
  own: { database: string; namespace: string; settings?: Record<string, string> } = shared,
): Promise<Product> {
  const dataDir = mkdtempSync(join(tmpdir(), 'remessa-product-'));
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
    LOG_LEVEL: 'warn',
    ...own.settings,
  });
  const stack = await startStack(settings, { log: (line) => process.stderr.write(`${line}\n`) });
  return {
    apiUrl: stack.addresses.api,
    adminKey: stack.keys.admin,
    simulatorUrl: stack.addresses.simulator ?? '',
    temporalNamespace,
    databaseUrl,
    dataDir,
    stop: async () => {
      await stack.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

const shared = { database: 'product', namespace: namespaces.at(-1) ?? 'default' };

async function createDatabase(serverUrl: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}
