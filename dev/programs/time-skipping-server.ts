import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StackError } from '../stack/stack-error.ts';
import { cacheDir, oneAtATime } from './cache.ts';
import { downloadedServer, downloadServer, executableAt } from './sdk-download.ts';

const run = promisify(execFile);
const version = '1.31.0';

/**
 * Finds Temporal's time-skipping test server, or gets it: from an earlier run, by the SDK's own download, by Maven.
 * Throws a `StackError` that tells what can be done when no way works.
 */
export async function findTimeSkippingServer(log: (line: string) => void): Promise<string> {
  const find = () => downloadedServer('temporal-test-server') ?? executableAt(wrapperPath());
  return find() ?? (await oneAtATime('temporal-test-server', log, async () => find() ?? (await fetch(log))));
}

async function fetch(log: (line: string) => void): Promise<string> {
  log('Downloading the time-skipping test server, once (up to a minute) ...');
  const downloaded = await downloadServer('temporal-test-server', 60_000);
  if (downloaded) return downloaded;
  log('The download failed; fetching the time-skipping test server with Maven, once (about a minute) ...');
  return await fetchWithMaven();
}

async function fetchWithMaven(): Promise<string> {
  const draft = await mkdtemp(join(cacheDir(), 'test-server-fetch-'));
  try {
    await writeFile(join(draft, 'pom.xml'), pom);
    await writeFile(join(draft, 'run.sh'), wrapper);
    await chmod(join(draft, 'run.sh'), 0o755);
    await mkdir(join(draft, 'lib'));
    const copy = [
      '-q',
      '-B',
      'dependency:copy-dependencies',
      '-DincludeScope=runtime',
      '-DoutputDirectory=lib',
    ];
    await run('mvn', copy, { cwd: draft, timeout: 10 * 60_000, maxBuffer: 64_000_000 });
    // Whole or not at all: the folder gets its name only when everything is in it.
    await rename(draft, folder());
    return wrapperPath();
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    const said = error as { stdout?: string; stderr?: string };
    throw new StackError(`${noWay}\nWhat Maven said: ${said.stderr || said.stdout || error}`);
  }
}

const folder = () => join(cacheDir(), `temporal-test-server-${version}-maven`);
const wrapperPath = () => join(folder(), 'run.sh');

/** The SDK starts it like the native program: the port is its first argument. */
const wrapper = `#!/bin/sh
exec java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$(dirname "$0")/lib/*" io.temporal.testserver.TestServer "$@"
`;

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>remessa</groupId>
  <artifactId>test-server</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>io.temporal</groupId>
      <artifactId>temporal-test-server</artifactId>
      <version>${version}</version>
    </dependency>
    <dependency><!-- Keeps it from complaining that nobody logs. -->
      <groupId>org.slf4j</groupId>
      <artifactId>slf4j-nop</artifactId>
      <version>1.7.36</version>
    </dependency>
  </dependencies>
</project>
`;

const noWay = `Temporal's time-skipping test server could be neither found, downloaded nor fetched with Maven.
Allow https://temporal.download, or install Java 17 and Maven.`;
