import { sql } from 'kysely';
import { allTenants } from '../access/all-tenants.ts';
import type { Database, Scope } from '../database.ts';
import { asTenant } from '../tenancy.ts';
import { retellCashWishes } from './cash-wishes.ts';
import { askForOtherRuns } from './other-runs.ts';
import { inPages, type Page, type Period, type Told } from './pages.ts';
import { resendDocuments, resumeDocuments, resumeToldDocuments } from './resumed-documents.ts';
import { retellAssignments, retellBookings, retellReceipts } from './retold-news.ts';

/** What was asked for so far. */
export interface Rebuilt {
  companies: number;
  documents: number;
  retold: number;
  others: number;
}

/**
 * Leaves a message for everything that should have a run in Temporal, of all companies. The relay starts the runs; each
 * reads from its row where it stands. News delivered since `since` is told again, under a new number: the run that read
 * it may be lost, and a run that started meanwhile takes an old number for one it knows. May be repeated: what was
 * booked is not booked again.
 */
export function rebuildRuns(
  db: Database,
  since: Date,
  tell: (soFar: Rebuilt) => void = () => undefined,
): Promise<Rebuilt> {
  return askForRuns(db, since, resumeDocuments, tell);
}

/**
 * Like `rebuildRuns`, but resumes only documents that were told something since `since`. Right for a store that was set
 * back to that moment: the other runs are in it, and go on by themselves.
 */
export function retellSince(db: Database, since: Date): Promise<Rebuilt> {
  return askForRuns(db, since, resumeToldDocuments, () => undefined);
}

async function askForRuns(
  db: Database,
  since: Date,
  resume: (scope: Scope, page: Page, period: Period) => Promise<Told>,
  tell: (soFar: Rebuilt) => void,
): Promise<Rebuilt> {
  const rebuilt: Rebuilt = { companies: 0, documents: 0, retold: 0, others: 0 };
  const period = await periodSince(db, since);
  for await (const tenantId of allTenants(db)) {
    // Sending comes first: a document that was handed over, and is only resumed, waits for ever.
    rebuilt.documents += await inPages(db, tenantId, resendDocuments);
    rebuilt.documents += await inPages(db, tenantId, (scope, page) => resume(scope, page, period));
    for (const retell of [retellBookings, retellAssignments, retellCashWishes, retellReceipts]) {
      rebuilt.retold += await inPages(db, tenantId, (scope, page) => retell(scope, page, period));
    }
    rebuilt.others += await asTenant(db, tenantId, askForOtherRuns);
    rebuilt.companies += 1;
    tell(rebuilt);
  }
  return rebuilt;
}

/** Ends now by the database's clock, so that no message of this rebuild is told again by it. */
async function periodSince(db: Database, since: Date): Promise<Period> {
  const { rows } = await sql<{ until: Date }>`select clock_timestamp() as until`.execute(db);
  const until = rows[0]?.until;
  if (!until) throw new Error('The database told no time');
  return { since, until };
}
