import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chown, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { endProcess, identifyProcess } from '../stack/process-identity.ts';
import { StackError } from '../stack/stack-error.ts';
import type { ProcessPlan } from '../stack/supervised-process.ts';
import { findPostgresHome, type PostgresHome } from './postgres-home.ts';
import { postgresUser, type SystemUser } from './postgres-user.ts';

const run = promisify(execFile);

/** Known to all on purpose: the server listens on 127.0.0.1 only, and a fixed address is one thing less to look up. */
const account = 'postgres:postgres';
const applicationAccount = 'remessa_app:remessa_app';

export interface EmbeddedPostgres {
  plan: ProcessPlan;
  /** Address of a database in this cluster, for its owner. */
  url(database: string): string;
  /** The same for the application, once `migrate` has let it in. */
  applicationUrl(database: string): string;
}

/**
 * Makes a Postgres cluster under `dataDir` unless it is there, and tells how to run it.
 * `durable: false` is for tests: faster, and lost with the machine's power.
 */
export async function embeddedPostgres(options: {
  dataDir: string;
  port: number;
  durable: boolean;
  log: (line: string) => void;
}): Promise<EmbeddedPostgres> {
  const { dataDir, port, durable, log } = options;
  const user = postgresUser();
  const home = await findPostgresHome(dataDir, user, log);
  await makeCluster(home, user, log);
  const address = (who: string) => (database: string) => `postgres://${who}@127.0.0.1:${port}/${database}`;
  const url = address(account);
  const plan: ProcessPlan = {
    name: 'postgres',
    command: { file: join(home.binDir, 'postgres'), args: serverArguments(home.clusterDir, port, durable) },
    user,
    // "Fast shutdown": open sessions are ended, nothing committed is lost.
    stopSignal: 'SIGINT',
    isReady: () => answersQueries(url('postgres')),
    readyWithinMs: 60_000,
    prepare: () => dropStalePidFile(home.clusterDir),
  };
  return { plan, url, applicationUrl: address(applicationAccount) };
}

/** Creates a database unless it exists. */
export async function ensureDatabase(postgres: EmbeddedPostgres, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgres.url('postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

/** Whether a Postgres at this address lets us in and answers. */
export async function answersQueries(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  // A server that starts or stops may hang up at any moment; the answer is then simply "no".
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Built beside its place and moved there when complete, so that an interrupted initdb never looks like a cluster. */
async function makeCluster(
  { clusterDir, binDir }: PostgresHome,
  user: SystemUser | undefined,
  log: (line: string) => void,
): Promise<void> {
  await removeDrafts(clusterDir);
  if (isComplete(clusterDir)) return;
  if (existsSync(clusterDir)) log(`${clusterDir} holds no complete database; making it anew.`);
  log('Making the database, once (about 5 s) ...');
  const draft = `${clusterDir}.new-${randomUUID().slice(0, 8)}`;
  await mkdir(draft, { mode: 0o700 });
  const password = join(dirname(clusterDir), `${basename(draft)}.password`);
  await writeFile(password, `${account.split(':')[1]}\n`, { mode: 0o600 });
  if (user) for (const path of [draft, password]) await chown(path, user.uid, user.gid);
  try {
    const flags = [
      '-D',
      draft,
      '-U',
      'postgres',
      '--auth=scram-sha-256',
      `--pwfile=${password}`,
      '--no-sync',
    ];
    // The builtin provider sorts and folds alike on every machine, whatever locales that has.
    const locale = ['-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
    await run(join(binDir, 'initdb'), [...flags, ...locale], { cwd: '/', ...user });
    await rm(clusterDir, { recursive: true, force: true });
    await rename(draft, clusterDir);
  } catch (error) {
    throw new StackError(`The database could not be made: ${(error as { stderr?: string }).stderr ?? error}`);
  } finally {
    await rm(password, { force: true });
  }
}

async function removeDrafts(clusterDir: string): Promise<void> {
  const home = dirname(clusterDir);
  const drafts = readdirSync(home).filter((name) => name.startsWith(`${basename(clusterDir)}.new-`));
  for (const name of drafts) await rm(join(home, name), { recursive: true, force: true });
}

function isComplete(clusterDir: string): boolean {
  return ['PG_VERSION', 'global/pg_control', 'postgresql.conf'].every((name) =>
    existsSync(join(clusterDir, name)),
  );
}

/** A database made a minute ago is planned for as empty until its first statistics: here they come soon. */
const lasting = ['autovacuum_naptime=5s'];

/**
 * Nothing is kept. Autovacuum visits each database once in its pause, by a process of its own, and the tests make more
 * than a hundred databases.
 */
const throwaway = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum_naptime=60s'];

function serverArguments(clusterDir: string, port: number, durable: boolean): string[] {
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    'max_connections=200',
    'timezone=UTC',
    // The details of an error may show a whole row, with the people in it.
    'log_error_verbosity=terse',
    ...(durable ? lasting : throwaway),
  ];
  return ['-D', clusterDir, ...settings.flatMap((setting) => ['-c', setting])];
}

/**
 * `postmaster.pid` outlives a killed server. Postgres itself refuses to start when its pid meanwhile belongs to any
 * other program, so a file whose process is no Postgres of this directory goes, and one whose is gets ended.
 */
async function dropStalePidFile(clusterDir: string): Promise<void> {
  const path = join(clusterDir, 'postmaster.pid');
  if (!existsSync(path)) return;
  const pid = Number(readFileSync(path, 'utf8').split('\n')[0]);
  const identity = Number.isInteger(pid) && pid > 0 ? identifyProcess(pid) : undefined;
  if (identity && (await commandLine(pid)).includes(clusterDir)) await endProcess(identity, 'SIGINT', 10_000);
  await rm(path, { force: true });
}

async function commandLine(pid: number): Promise<string> {
  if (existsSync(`/proc/${pid}/cmdline`)) return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  const { stdout } = await run('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout;
}
