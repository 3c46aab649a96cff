import { execFile } from 'node:child_process';
import { accessSync, constants, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { typescriptCommand } from '../project.ts';
import { cacheDir } from './cache.ts';

const run = promisify(execFile);

export type SdkServer = 'temporal' | 'temporal-test-server';

/** What the SDK downloaded for us before, if anything. */
export function downloadedServer(server: SdkServer): string | undefined {
  // The SDK names the file after the server, itself and its version.
  const name = readdirSync(cacheDir()).find((file) =>
    /^[\d.]+(\.exe)?$/.test(file.replace(`${server}-sdk-typescript-`, '')),
  );
  return name === undefined ? undefined : executableAt(join(cacheDir(), name));
}

/** Lets the SDK download a server. Returns undefined when there is none after `timeoutMs`. */
export async function downloadServer(server: SdkServer, timeoutMs: number): Promise<string | undefined> {
  const { file, args } = typescriptCommand('dev/programs/ephemeral-download.ts', server, cacheDir());
  await run(file, args, { timeout: timeoutMs, killSignal: 'SIGKILL' }).catch(() => undefined);
  return downloadedServer(server);
}

/** The path, if there is a program there that we may run. */
export function executableAt(path: string): string | undefined {
  try {
    accessSync(path, constants.X_OK);
    return path;
  } catch {
    return undefined;
  }
}
