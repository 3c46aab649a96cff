import { rmSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import { temporaryDataDir } from '../../../dev/temporary-data-dir.ts';

/** A folder that anybody may enter and that is gone when the test is over. */
export function temporaryFolder(): string {
  const folder = temporaryDataDir('stack');
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
