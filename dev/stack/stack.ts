import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Settings } from '../../config.ts';
import { type BackingAddresses, startBacking } from './backing-parts.ts';
import { ensureConsole, ensureWorkflowBundle, programCommand } from './built-parts.ts';
import { ensureFirstTenant } from './first-tenant.ts';
import { ensureFirstUser } from './first-user.ts';
import { tryLock, unlock } from './lock.ts';
import { requireFreePorts, type WantedPort } from './ports.ts';
import { isAlive } from './process-identity.ts';
import { RunFile } from './run-record.ts';
import { type FirstTenant, type FirstUser, SecretsFile } from './secrets.ts';
import { migrateDatabase, serviceEnvironment, servicePlans } from './service-parts.ts';
import { Supervisor } from './supervisor.ts';
import { unlessAborted } from './waiting.ts';

export interface StackAddresses extends BackingAddresses {
  /** Without `/v1`. */
  api: string;
  dataDir: string;
}

export interface StackKeys {
  admin: string;
  firstTenant: FirstTenant;
  firstUser: FirstUser;
}

/** What others may know of a stack that runs. */
export interface PublishedStack {
  addresses: StackAddresses;
  keys: StackKeys;
}

export interface Stack extends PublishedStack {
  /** Kills one part without a word, as a crash would; it is then started again. */
  kill(part: 'postgres' | 'temporal' | 'simulator' | 'api' | 'worker'): void;
  /** Stops everything, last started first. */
  stop(): Promise<void>;
}

export interface RunningStack {
  pid: number;
  /** Undefined while it is still starting. */
  published: PublishedStack | undefined;
}

/** Thrown when another process already runs, or is starting, a stack on the same data directory. */
export class StackRunsAlready extends Error {
  override readonly name = 'StackRunsAlready';
}

/**
 * Brings the whole system up on one data directory and keeps it up: what is given by address is used, everything
 * else is embedded. Throws `StackRunsAlready`, a `StackError` that tells what to cure, or the signal's reason.
 */
export async function startStack(
  settings: Settings,
  { log, signal }: { log: (line: string) => void; signal?: AbortSignal },
): Promise<Stack> {
  const dataDir = resolve(settings.DATA_DIR);
  mkdirSync(dataDir, { recursive: true });
  const lock = join(dataDir, 'run.lock');
  const owner = tryLock(lock);
  if (owner) throw new StackRunsAlready(`A stack runs on ${dataDir} (pid ${owner.pid}).`);

  const runFile = new RunFile<PublishedStack>(dataDir);
  let supervisor: Supervisor<PublishedStack> | undefined;
  const stop = async () => {
    await supervisor?.stopAll();
    runFile.remove();
    unlock(lock);
  };
  try {
    const orphans = await runFile.endOrphans();
    if (orphans.length > 0) log(`Ended what an earlier start left running: ${orphans.join(', ')}.`);
    await requireFreePorts(wantedPorts(settings));
    supervisor = new Supervisor({ logsDir: join(dataDir, 'logs'), log, runFile });
    const parts = startParts(settings, dataDir, supervisor, log);
    const published = await (signal ? unlessAborted(parts, signal) : parts);
    supervisor.publish(published);
    return { ...published, kill: (part) => supervisor?.kill(part), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The stack that lives on a data directory, whoever started it, or undefined. */
export function findRunningStack(dataDir: string): RunningStack | undefined {
  const record = new RunFile<PublishedStack>(resolve(dataDir)).read();
  if (!record || !isAlive(record.supervisor)) return undefined;
  return { pid: record.supervisor.pid, published: record.published };
}

async function startParts(
  settings: Settings,
  dataDir: string,
  supervisor: Supervisor<PublishedStack>,
  log: (line: string) => void,
): Promise<PublishedStack> {
  const secrets = new SecretsFile(dataDir);
  const admin = settings.ADMIN_API_KEY ?? secrets.get().adminApiKey;
  const secretsKey = settings.SECRETS_KEY ?? secrets.get().secretsKey;

  const start = supervisor.start.bind(supervisor);
  const [backing, consoleDir, workflowBundle] = await Promise.all([
    startBacking(settings, { dataDir, start, log }),
    settings.CONSOLE_DIR ?? ensureConsole(log),
    settings.WORKFLOW_BUNDLE ?? ensureWorkflowBundle(log),
  ]);
  const env = serviceEnvironment(settings, backing, { admin, secretsKey, consoleDir, workflowBundle });
  await migrateDatabase(backing, await programCommand('db/migrate', log));
  log('Starting the API and the worker (a few seconds) ...');
  const plans = await servicePlans(settings, env, log);
  await Promise.all(plans.map(start));

  const api = `http://127.0.0.1:${settings.API_PORT}`;
  const fresh = { url: api, adminKey: admin, log };
  const firstTenant = await ensureFirstTenant(fresh, secrets.get().firstTenant);
  const firstUser = await ensureFirstUser(fresh, firstTenant.id, secrets.get().firstUser);
  secrets.update({ firstTenant, firstUser });
  return { addresses: { ...backing, api, dataDir }, keys: { admin, firstTenant, firstUser } };
}

function wantedPorts(settings: Settings): WantedPort[] {
  const { DATABASE_URL, TEMPORAL_ADDRESS, ASAAS_SANDBOX_URL } = settings;
  const embedded: [unknown, keyof Settings, string][] = [
    [DATABASE_URL, 'POSTGRES_PORT', 'Postgres'],
    [TEMPORAL_ADDRESS, 'TEMPORAL_PORT', 'the Temporal server'],
    [TEMPORAL_ADDRESS, 'TEMPORAL_UI_PORT', 'the Temporal UI'],
    [ASAAS_SANDBOX_URL, 'SIMULATOR_PORT', 'the Asaas simulator'],
    [undefined, 'API_PORT', 'the API'],
    [undefined, 'WORKER_PORT', 'the worker'],
  ];
  return embedded
    .filter(([givenAddress]) => givenAddress === undefined)
    .map(([, variable, wantedBy]) => ({ port: settings[variable] as number, variable, wantedBy }));
}
