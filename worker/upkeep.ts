import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Database } from '../db/database.ts';
import { foldFigureChanges } from '../db/documents/document-figures.ts';
import { foldRemittanceCounts } from '../db/remittances/remittance-counts.ts';
import { asUpkeep } from '../db/tenancy.ts';

interface Upkeep {
  db: Database;
  logger: Logger;
  signal: AbortSignal;
}

/** How often changes are folded into the kept figures. What waits is added up by each list that shows totals. */
const foldEveryMs = 5_000;

/** Looks after what grows: folds the changes of kept figures. Any number of workers may do it: one at a time folds. */
export async function runUpkeep({ db, logger, signal }: Upkeep): Promise<void> {
  while (!signal.aborted) {
    const hasMore = await fold(db).catch((error: Error) => {
      logger.warn({ reason: error.message }, 'Figures could not be folded; trying again');
      return false;
    });
    if (!hasMore) await pause(foldEveryMs, undefined, { signal }).catch(() => undefined);
  }
}

async function fold(db: Database): Promise<boolean> {
  const figures = await asUpkeep(db, foldFigureChanges);
  const counts = await asUpkeep(db, foldRemittanceCounts);
  return figures || counts;
}
