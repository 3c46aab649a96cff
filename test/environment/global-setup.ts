import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { ensureWorkflowBundle } from '../../dev/stack/built-parts.ts';
import { LogWatch } from '../../dev/stack/log-watch.ts';
import { serverNoise } from '../../dev/stack/server-noise.ts';
import { describeTroubles, type ExpectedTrouble, unexpected } from '../../dev/stack/trouble.ts';
import { Products } from './products.ts';
import { ruleFolders } from './rule-folders.ts';
import { startTestServers, type TestServers } from './test-servers.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A Postgres of which we are superuser; `databases.ts` makes each test file a database there. */
    databaseUrl: string;
    temporalAddress: string;
    timeSkippingServer: { path: string } | { problem: string };
    /** The file with all workflows, as the worker runs it. */
    workflowBundle: string;
    /** Where products that a test file starts by itself live. */
    runFolder: string;
  }
}

const stopping = new AbortController();
let starting: Promise<TestServers> | undefined;
let products: Products | undefined;
let project: TestProject | undefined;

/**
 * Starts the servers that tests share, unless only rules are tested, which need none. A product is started when the
 * first test file wants one.
 */
export async function setup(ofTheseTests: TestProject): Promise<void> {
  project = ofTheseTests;
  if (project.vitest.state.getPaths().every(isRule)) return;
  starting = startTestServers(stopping.signal);
  const [servers, workflowBundle] = await Promise.all([starting, ensureWorkflowBundle(log)]);
  products = await Products.open(servers, stopping.signal);

  project.provide('databaseUrl', servers.databaseUrl);
  project.provide('temporalAddress', servers.temporalAddress);
  project.provide('timeSkippingServer', servers.timeSkippingServer);
  project.provide('runFolder', servers.runFolder);
  project.provide('workflowBundle', workflowBundle);
}

/**
 * Ends the servers, also while they are being started. The run is red when one of them told of trouble: what Postgres
 * and Temporal log belongs to no test file, and what a product logs after the last one neither. It is red, too, when people or
 * secrets can be read in what a product wrote, and when something does not hold in a product's books that no test declared
 * (`broken-on-purpose.ts`).
 */
export async function teardown(): Promise<void> {
  stopping.abort();
  const servers = await starting?.catch(() => undefined);
  if (!servers) return;
  const expected = await expectedByTestFiles(servers.databaseUrl);
  const judged = wasRunToItsEnd() ? await products?.judge() : undefined;
  const told = (await products?.stop()) ?? [];
  told.push(...new LogWatch(join(servers.runFolder, 'logs'), {}).look());
  // What they say to those who are still connected when they go is no trouble.
  await servers.stop();
  await servers.remove();
  const troubles = unexpected(told, [...expected, ...serverNoise]);
  const red = [
    ...describe('A process told of trouble:', describeTroubles(troubles)),
    ...describe('What nobody declared does not hold in the books of a product:', judged?.books ?? []),
    ...(judged?.leaks ?? []),
  ];
  if (red.length === 0) return;
  const error = new Error(red.join('\n'));
  project?.vitest.state.catchError(error, 'Trouble');
  process.exitCode = 1;
  throw error;
}

function describe(heading: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? [heading, ...lines] : [];
}

/** Not when somebody stopped it: then the files left their work in the middle. */
function wasRunToItsEnd(): boolean {
  const modules = project?.vitest.state.getTestModules() ?? [];
  return modules.every((module) => module.state() !== 'pending' && module.state() !== 'queued');
}

function isRule(path: string): boolean {
  return ruleFolders.some((folder) => path.includes(`/test/${folder}/`));
}

async function expectedByTestFiles(databaseUrl: string): Promise<ExpectedTrouble[]> {
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  const { rows } = await database.query<{ part: string; line: string; why: string }>(
    'select * from expected_trouble',
  );
  await database.end();
  return rows.map((row) => ({ ...row, line: new RegExp(row.line) }));
}

function log(line: string): void {
  process.stderr.write(`${line}\n`);
}
