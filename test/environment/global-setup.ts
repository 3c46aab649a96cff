import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';
import type { TestProject } from 'vitest/node';
import { readSettings } from '../../config.ts';
import { freePort } from '../../dev/ports.ts';
import { startStack } from '../../dev/stack.ts';
import { findTimeSkippingServer } from '../../dev/time-skipping-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A Postgres whose superuser we are; each test file that wants one makes a database of its own there. */
    databaseServerUrl: string;
    /** The same, by the name the simulator's tests know. */
    simulatorDatabaseUrl: string;
    /** The product's own database. */
    databaseUrl: string;
    apiUrl: string;
    adminKey: string;
    simulatorUrl: string;
    temporalAddress: string;
    /** Where the stack notes which process is which. */
    dataDir: string;
    timeSkippingServer: string;
    workflowBundle: string;
  }
}

/** Starts the very stack of `npm start`, on free ports and a data directory of its own, and ends it after the tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const log = (line: string) => process.stdout.write(`${line}\n`);
  const timeSkippingServer = await findTimeSkippingServer(log);
  const dataDir = await mkdtemp(join(tmpdir(), 'remessa-test-'));
  const stack = await startStack(await testSettings(dataDir), { log });
  const { addresses, keys } = stack;
  const server = new URL(addresses.databaseUrl);
  server.pathname = '/postgres';

  project.provide('databaseServerUrl', server.href);
  project.provide('simulatorDatabaseUrl', server.href);
  project.provide('databaseUrl', addresses.databaseUrl);
  project.provide('apiUrl', addresses.api);
  project.provide('adminKey', keys.admin);
  project.provide('simulatorUrl', addresses.simulator ?? '');
  project.provide('temporalAddress', addresses.temporal);
  project.provide('dataDir', dataDir);
  project.provide('timeSkippingServer', timeSkippingServer);
  project.provide('workflowBundle', await bundleWorkflows());

  return async () => {
    await stack.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}

async function testSettings(dataDir: string) {
  const ports = await Promise.all(Array.from({ length: 6 }, freePort));
  const [postgres, temporal, temporalUi, simulator, api, worker] = ports.map(String);
  return readSettings({
    DATA_DIR: dataDir,
    POSTGRES_PORT: postgres,
    TEMPORAL_PORT: temporal,
    TEMPORAL_UI_PORT: temporalUi,
    SIMULATOR_PORT: simulator,
    API_PORT: api,
    WORKER_PORT: worker,
    UNKNOWN_OUTCOME_WAIT: '5s',
    LOG_LEVEL: 'warn',
  });
}

async function bundleWorkflows(): Promise<string> {
  const workflowsPath = fileURLToPath(new URL('../../workflows/index.ts', import.meta.url));
  const quiet = { trace() {}, debug() {}, info() {}, warn() {}, error() {}, log() {} };
  return (await bundleWorkflowCode({ workflowsPath, logger: quiet })).code;
}
