import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of its own for a stack that goes when its work is done. Root's Postgres runs as another user, who may pass through. */
export function temporaryDataDir(purpose: string): string {
  const folder = mkdtempSync(join(tmpdir(), `remessa-${purpose}-`));
  chmodSync(folder, 0o711);
  return folder;
}
