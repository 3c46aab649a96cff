import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../../db/migrate.ts';
import { embeddedPostgres, ensureDatabase } from '../../dev/programs/embedded-postgres.ts';
import { findTemporalCli } from '../../dev/programs/temporal-cli.ts';
import { findTimeSkippingServer } from '../../dev/programs/time-skipping-server.ts';
import { freePort } from '../../dev/stack/ports.ts';
import { RunFile } from '../../dev/stack/run-record.ts';
import { Supervisor } from '../../dev/stack/supervisor.ts';
import { temporalServerPlan } from '../../dev/stack/temporal-server.ts';
import { removeAbandonedRuns, removeRun, runFolderPrefix } from './abandoned-runs.ts';
import { namespaces } from './namespaces.ts';

export interface TestServers {
  databaseUrl: string;
  temporalAddress: string;
  timeSkippingServer: { path: string } | { problem: string };
  stop: () => Promise<void>;
}

/** The database that every test database is a copy of. */
export const templateDatabase = 'remessa_template';

/** Starts one Postgres with a migrated template and one Temporal in memory, both on ports of their own. */
export async function startTestServers(): Promise<TestServers> {
  await removeAbandonedRuns();
  const dataDir = mkdtempSync(join(tmpdir(), runFolderPrefix));
  chmodSync(dataDir, 0o711);
  const runFile = new RunFile(dataDir);
  const supervisor = new Supervisor({ logsDir: join(dataDir, 'logs'), log, runFile });
  const stop = async () => {
    await supervisor.stopAll();
    await removeRun(dataDir);
  };
  try {
    const timeSkippingServer = await findTimeSkippingServer(log).then(
      (path) => ({ path }),
      (error: Error) => ({ problem: error.message }),
    );
    const [databaseUrl, temporalAddress] = await Promise.all([
      startPostgres(dataDir, supervisor),
      startTemporal(supervisor),
    ]);
    return { databaseUrl, temporalAddress, timeSkippingServer, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startPostgres(dataDir: string, supervisor: Supervisor<unknown>): Promise<string> {
  const postgres = await embeddedPostgres({ dataDir, port: await freePort(), durable: false, log: () => {} });
  await supervisor.start(postgres.plan);
  await ensureDatabase(postgres, templateDatabase);
  await migrate({
    migration: postgres.url(templateDatabase),
    application: postgres.applicationUrl(templateDatabase),
  });
  const client = new pg.Client({ connectionString: postgres.url('postgres') });
  await client.connect();
  // Test files run in processes of their own: what they number, they number here.
  await client.query('create sequence test_database; create sequence test_namespace');
  await client.end();
  return postgres.url('postgres');
}

async function startTemporal(supervisor: Supervisor<unknown>): Promise<string> {
  const port = await freePort();
  await supervisor.start(temporalServerPlan({ executable: await findTemporalCli(log), port, namespaces }));
  return `127.0.0.1:${port}`;
}

function log(line: string): void {
  process.stderr.write(`${line}\n`);
}
