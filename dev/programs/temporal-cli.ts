import { execFile } from 'node:child_process';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { StackError } from '../stack/stack-error.ts';
import { cacheDir, oneAtATime } from './cache.ts';
import { downloadedServer, downloadServer, executableAt } from './sdk-download.ts';

const run = promisify(execFile);
const goModule = 'github.com/temporalio/cli/cmd/temporal@v1.5.1';

/**
 * Finds the `temporal` program, or gets it: from PATH, from an earlier run, by the SDK's own download, by Go.
 * Throws a `StackError` that tells what can be done when no way works.
 */
export async function findTemporalCli(log: (line: string) => void): Promise<string> {
  return (
    installedTemporal() ??
    (await oneAtATime('temporal', log, async () => installedTemporal() ?? (await fetchTemporal(log))))
  );
}

function installedTemporal(): string | undefined {
  const onPath = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'temporal'));
  const goFolders = [process.env.GOBIN, join(process.env.GOPATH ?? join(homedir(), 'go'), 'bin')];
  const built = [cacheDir(), ...goFolders.filter((folder) => folder !== undefined)];
  for (const path of [...onPath, ...built.map((folder) => join(folder, 'temporal'))]) {
    const executable = executableAt(path);
    if (executable) return executable;
  }
  return downloadedServer('temporal');
}

async function fetchTemporal(log: (line: string) => void): Promise<string> {
  log('Downloading the Temporal development server, once (up to a minute) ...');
  const downloaded = await downloadServer('temporal', 60_000);
  if (downloaded) return downloaded;
  const go = await findGo();
  if (!go) throw new StackError(noWay);
  log('The download failed; building the Temporal development server with Go, once (2 to 5 minutes) ...');
  return await buildTemporal(go);
}

async function buildTemporal(go: string): Promise<string> {
  const target = join(cacheDir(), 'temporal');
  const draft = await mkdtemp(`${target}-build-`);
  try {
    await run(go, ['install', goModule], { env: { ...process.env, GOBIN: draft }, maxBuffer: 64_000_000 });
    await rename(join(draft, 'temporal'), target);
    return target;
  } catch (error) {
    throw new StackError(`${noWay}\nWhat Go said: ${(error as { stderr?: string }).stderr?.trim() ?? error}`);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function findGo(): Promise<string | undefined> {
  for (const go of ['go', '/usr/local/go/bin/go']) {
    const works = await run(go, ['version']).then(
      () => true,
      () => false,
    );
    if (works) return go;
  }
  return undefined;
}

const noWay = `The Temporal development server could be neither found, downloaded nor built. Any one of these helps:
  - install the Temporal CLI so that "temporal" is on PATH (https://docs.temporal.io/cli)
  - install Go 1.24 or later, with which it is built
  - set TEMPORAL_ADDRESS to a Temporal server that runs`;
