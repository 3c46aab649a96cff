import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { openDatabase } from './database.ts';
import { type Rebuilt, rebuildRuns } from './rebuild/rebuild-runs.ts';

/**
 * The command `npm run rebuild -- --since <instant>`: asks for the runs of everything that is open, after Temporal lost
 * its store or a part of it (docs/operations.md). May be repeated, also while API and worker run.
 */
const { values } = parseArgs({ options: { since: { type: 'string' } } });
const since = readSince(values.since);
const db = openDatabase(readConfig().DATABASE_URL, { maxConnections: 1 });
try {
  const rebuilt = await rebuildRuns(db, since, (soFar) => process.stderr.write(`${describe(soFar)}\n`));
  process.stdout.write(
    `${describe(rebuilt)}\nThe relay sends these messages as fast as Temporal takes them.\n`,
  );
} finally {
  await db.destroy();
}

/** A day ago unless said. Throws when the text is no instant. */
function readSince(text: string | undefined): Date {
  if (text === undefined) return new Date(Date.now() - 24 * 3_600_000);
  const since = new Date(text);
  if (Number.isNaN(since.getTime()))
    throw new Error(`--since must be an instant such as 2026-11-28T09:00:00Z, not ${text}`);
  return since;
}

function describe({ companies, documents, retold, others }: Rebuilt): string {
  return `${companies} companies: ${documents} documents resumed, ${retold} messages told again, ${others} runs of accounts, remittances, returns and endpoints asked for`;
}
