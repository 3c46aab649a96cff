import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Database } from '../db/database.ts';
import { foldFigureChanges } from '../db/documents/document-figures.ts';
import { foldRemittanceCounts } from '../db/remittances/remittance-counts.ts';
import { asUpkeep } from '../db/tenancy.ts';
import { deletedAtOnce, deleteExpired } from '../db/upkeep/retention.ts';
import { type Expiring, keptDays } from '../domain/retention.ts';
import { auditWhenDue } from './hourly-audit.ts';

interface Upkeep {
  db: Database;
  logger: Logger;
  signal: AbortSignal;
}

/** How often changes are folded into what is kept. Those that wait are added up by each list that shows totals. */
const foldEveryMs = 5_000;

/** How often what has been kept long enough is looked for. */
const deleteEveryMs = 3_600_000;

/** How often a worker asks whether the look of this hour is still to be made. */
const askForAuditEveryMs = 60_000;

/** Looks after what grows, and audits it. Any number of workers may do it: one at a time does each thing. */
export async function runUpkeep(upkeep: Upkeep): Promise<void> {
  await Promise.all([
    repeat(upkeep, foldEveryMs, () => fold(upkeep.db)),
    repeat(upkeep, deleteEveryMs, () => deleteBatch(upkeep)),
    repeat(upkeep, askForAuditEveryMs, () => auditWhenDue(upkeep).then(() => false)),
  ]);
}

/** Does a piece of work until nothing is left, then again after a pause. */
async function repeat(
  { logger, signal }: Upkeep,
  everyMs: number,
  work: () => Promise<boolean>,
): Promise<void> {
  while (!signal.aborted) {
    const hasMore = await work().catch((error: Error) => {
      logger.warn({ reason: error.message }, 'The upkeep could not be done; trying again');
      return false;
    });
    if (!hasMore) await pause(everyMs, undefined, { signal }).catch(() => undefined);
  }
}

async function fold(db: Database): Promise<boolean> {
  const figures = await asUpkeep(db, foldFigureChanges);
  const counts = await asUpkeep(db, foldRemittanceCounts);
  return figures || counts;
}

/** One batch of each table. Returns whether one was full. */
async function deleteBatch({ db, logger }: Upkeep): Promise<boolean> {
  let isFull = false;
  for (const table of Object.keys(keptDays) as Expiring[]) {
    const count = await asUpkeep(db, (scope) => deleteExpired(scope, table, new Date()));
    if (count > 0) logger.info({ table, count }, 'Rows kept long enough were deleted');
    isFull ||= count === deletedAtOnce;
  }
  return isFull;
}
