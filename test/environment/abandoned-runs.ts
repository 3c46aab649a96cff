import { existsSync, readdirSync, readlinkSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '../../dev/stack/process-identity.ts';
import { RunFile } from '../../dev/stack/run-record.ts';

export const runFolderPrefix = 'remessa-test-';

/** Of the folders in a run's folder in which its products live. */
export const productFolderPrefix = 'product-';

/** A folder without a record is one whose run is just beginning, or was killed in its first moments long ago. */
const unrecordedForMs = 3_600_000;

/** Ends the servers, and removes the folders, of test runs that were killed before they could do so themselves. */
export async function removeAbandonedRuns(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((file) => file.startsWith(runFolderPrefix))) {
    const folder = join(tmpdir(), name);
    if (!isAbandoned(folder)) continue;
    for (const product of productFoldersOf(folder)) await new RunFile(product).endOrphans();
    await new RunFile(folder).endOrphans();
    await removeRun(folder);
  }
}

function productFoldersOf(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => name.startsWith(productFolderPrefix));
  return names.map((name) => join(folder, name));
}

/** Removes the folder of a run, and where its database lives if that had to be elsewhere. */
export async function removeRun(folder: string): Promise<void> {
  const link = join(folder, 'postgres-home');
  if (existsSync(link)) await rm(readlinkSync(link), { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
}

function isAbandoned(folder: string): boolean {
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (!stats || stats.uid !== process.getuid?.()) return false;
  const record = new RunFile(folder).read();
  return record ? !isAlive(record.supervisor) : Date.now() - stats.mtimeMs > unrecordedForMs;
}
