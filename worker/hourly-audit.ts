import type { Logger } from 'pino';
import { auditOwnBooks, type Look, ownInvariants } from '../audit/own-audit.ts';
import type { Database } from '../db/database.ts';
import { asUpkeep } from '../db/tenancy.ts';
import { claimAudit, keepAudit } from '../db/upkeep/audit-rounds.ts';

const everyMs = 3_600_000;

/** A look ends after this time, and the next one goes on where it ended. */
const lookMs = 120_000;

/** What should happen by itself, and did not within this time, is late. */
const patienceMs = 15 * 60_000;

const documentsAtOnce = 2_000;
const statementMs = 20_000;

/** More offenders are counted, and not named: a log line has an end. */
const namedOffenders = 50;

interface HourlyAudit {
  db: Database;
  logger: Logger;
  now?: () => Date;
  signal: AbortSignal;
}

/**
 * Makes the look of this hour, unless a worker made it already. Does not use Temporal, because the audit is there to notice
 * that Temporal stands still, too. Throws what the database throws; the next hour then begins where this one did.
 */
export async function auditWhenDue({
  db,
  logger,
  signal,
  now = () => new Date(),
}: HourlyAudit): Promise<void> {
  const claimed = await asUpkeep(db, (scope) => claimAudit(scope, { now: now(), everyMs }));
  if (!claimed) return;
  const endAt = performance.now() + lookMs;
  const isOver = () => signal.aborted || performance.now() > endAt;
  const limits = { patienceMs, documentsAtOnce, statementMs, isOver };
  const look = await auditOwnBooks({ db, now, ...limits }, claimed.from);
  const judged = ownInvariants.map(({ name }) => name).filter((name) => !look.unjudged.has(name));
  await asUpkeep(db, (scope) => keepAudit(scope, { ...look, judged, now: now() }));
  tell(logger, look);
}

function tell(logger: Logger, { offenders, documents, unjudged, next }: Look): void {
  const facts = { documents, wholeRound: next === null };
  if (unjudged.size > 0) {
    logger.warn({ unjudged: [...unjudged] }, 'The audit could not judge an invariant: it took too long');
  }
  if (offenders.length === 0) logger.info(facts, 'The audit of our books found nothing wrong');
  else {
    const named = offenders.slice(0, namedOffenders);
    logger.error({ ...facts, count: offenders.length, offenders: named }, 'The audit found what must not be');
  }
}
