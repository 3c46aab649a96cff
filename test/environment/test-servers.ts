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
  /** Everything that this run writes is in here. */
  runFolder: string;
  databaseUrl: string;
  temporalAddress: string;
  timeSkippingServer: { path: string } | { problem: string };
  /** Ends them. Their logs stay until `remove`. */
  stop: () => Promise<void>;
  remove: () => Promise<void>;
}

/** The database that every test database is a copy of. */
export const templateDatabase = 'remessa_template';

/**
 * Starts one Postgres with a migrated template and one Temporal in memory, both on ports of their own. When the signal
 * comes, it ends what it has started and throws the signal's reason, whatever is still under way.
 */
export async function startTestServers(signal: AbortSignal): Promise<TestServers> {
  await removeAbandonedRuns();
  const runFolder = mkdtempSync(join(tmpdir(), runFolderPrefix));
  chmodSync(runFolder, 0o711);
  const runFile = new RunFile(runFolder);
  const supervisor = new Supervisor({ logsDir: join(runFolder, 'logs'), log, runFile });
  const stop = () => supervisor.stopAll();
  const remove = () => removeRun(runFolder);
  try {
    return { ...(await unlessAborted(start(runFolder, supervisor), signal)), runFolder, stop, remove };
  } catch (error) {
    await stop();
    await remove();
    throw error;
  }
}

async function start(runFolder: string, supervisor: Supervisor<unknown>) {
  const timeSkippingServer = await findTimeSkippingServer(log).then(
    (path) => ({ path }),
    (error: Error) => ({ problem: error.message }),
  );
  const [databaseUrl, temporalAddress] = await Promise.all([
    startPostgres(runFolder, supervisor),
    startTemporal(supervisor),
  ]);
  return { databaseUrl, temporalAddress, timeSkippingServer };
}

/** Whatever is under way (a download may take minutes) is left behind, not waited for. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  work.catch(() => {});
  return Promise.race([work, aborted]);
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
  await client.query('create table expected_trouble (part text, line text, why text)');
  await client.query(
    'create table expected_offenders (product text, invariant text, subject text, why text)',
  );
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
