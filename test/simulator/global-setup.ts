import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { embeddedPostgres } from '../../dev/programs/embedded-postgres.ts';
import { freePort } from '../../dev/stack/ports.ts';
import { RunFile } from '../../dev/stack/run-record.ts';
import { Supervisor } from '../../dev/stack/supervisor.ts';

declare module 'vitest' {
  interface ProvidedContext {
    simulatorDatabaseUrl: string;
  }
}

/**
 * Gives the simulator's tests, run by themselves, a Postgres: the one of TEST_DATABASE_URL, else one that ends with
 * them. `npm test` has a setup of its own, which starts the rest, too.
 */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (process.env.TEST_DATABASE_URL) {
    project.provide('simulatorDatabaseUrl', process.env.TEST_DATABASE_URL);
    return undefined;
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'simulator-tests-'));
  // Postgres runs as another user than root, who must be able to enter.
  await chmod(dataDir, 0o711);
  const log = (line: string) => process.stderr.write(`${line}\n`);
  const supervisor = new Supervisor({
    logsDir: join(dataDir, 'logs'),
    log,
    runFile: new RunFile(dataDir),
  });
  const postgres = await embeddedPostgres({ dataDir, port: await freePort(), durable: false, log: () => {} });
  await supervisor.start(postgres.plan);
  project.provide('simulatorDatabaseUrl', postgres.url('postgres'));
  return async () => {
    await supervisor.stopAll();
    await rm(dataDir, { recursive: true, force: true });
  };
}
