import { sql } from 'kysely';
import { findTenants } from '../db/access/tenants.ts';
import type { Database } from '../db/database.ts';
import { asVendor, observeTenant } from '../db/tenancy.ts';
import type { DocumentRange, Evidence, Finding, Invariant, JudgedBy, Offender } from './invariant.ts';
import { invariants } from './invariants.ts';
import { lastDocumentOf } from './our-books.ts';

/** Where the next look goes on: in this company, after this document. */
export interface Place {
  tenantId: string;
  /** Null: the company was not looked at in this round. */
  afterId: string | null;
}

export interface OwnSources {
  db: Database;
  /** How long what should happen may take before it is late. */
  patienceMs: number;
  now: () => Date;
  /** Whether the time that the look may take is over. */
  isOver: () => boolean;
  /** How many documents are judged in one transaction. */
  documentsAtOnce: number;
  /** Postgres ends a statement that takes longer. Its invariant is then not judged. */
  statementMs: number;
}

export interface OwnOffender extends Offender {
  tenantId: string;
  invariant: string;
}

/** What a look found, and where the next one goes on. */
export interface Look {
  offenders: OwnOffender[];
  documents: number;
  /** The invariants that could not be judged of some company, because it took too long. */
  unjudged: ReadonlySet<string>;
  /** Null when every company was looked at to its end. */
  next: Place | null;
}

/**
 * Judges what our database alone can tell, from a place on until the time is over: company after company, and in each the
 * documents in parts of some thousands. So a look costs what its time allows, however many documents there are, and several
 * looks together see them all. Each part is of one moment, so nothing is on its way between two books, and one look is enough. Writes
 * nothing. Throws what the database throws.
 */
export async function auditOwnBooks(sources: OwnSources, from: Place | null): Promise<Look> {
  const look = { offenders: [] as OwnOffender[], documents: 0, unjudged: new Set<string>() };
  let place = from ?? (await companyAfter(sources.db, null));
  while (place && !sources.isOver()) {
    if (place.afterId === null) await judgeCompany(sources, place.tenantId, look);
    const lastId = await judgeDocuments(sources, place, look);
    place = lastId
      ? { tenantId: place.tenantId, afterId: lastId }
      : await companyAfter(sources.db, place.tenantId);
  }
  return { ...look, next: place };
}

/** The invariants that a look of the database alone judges. */
export const ownInvariants = [...judgedBy('company'), ...judgedBy('documents')];

function judgedBy(what: JudgedBy): Invariant[] {
  return invariants.filter((invariant) => invariant.judgedBy === what);
}

async function companyAfter(db: Database, afterId: string | null): Promise<Place | null> {
  const [company] = await asVendor(db, (scope) => findTenants(scope, { afterId, limit: 1 }));
  return company ? { tenantId: company.id, afterId: null } : null;
}

interface Findings extends Omit<Look, 'next' | 'unjudged'> {
  unjudged: Set<string>;
}

async function judgeCompany(sources: OwnSources, tenantId: string, look: Findings): Promise<void> {
  for (const invariant of judgedBy('company')) await judge(sources, tenantId, invariant, null, look);
}

/** Judges the next documents. Returns the last one of them; null when the company has no more. */
async function judgeDocuments(
  sources: OwnSources,
  { tenantId, afterId }: Place,
  look: Findings,
): Promise<string | null> {
  const { db, documentsAtOnce } = sources;
  const last = await observeTenant(db, tenantId, (scope) => lastDocumentOf(scope, afterId, documentsAtOnce));
  if (!last) return null;
  const range = { afterId, throughId: last.id };
  for (const invariant of judgedBy('documents')) await judge(sources, tenantId, invariant, range, look);
  look.documents += last.count;
  return last.id;
}

async function judge(
  sources: OwnSources,
  tenantId: string,
  invariant: Invariant,
  documents: DocumentRange | null,
  look: Findings,
): Promise<void> {
  const found = await find(sources, tenantId, invariant, documents);
  if (!found) look.unjudged.add(invariant.name);
  for (const offender of found?.offenders ?? []) {
    look.offenders.push({ ...offender, tenantId, invariant: invariant.name });
  }
}

/** Postgres ended a statement that took too long. */
const statementEnded = '57014';

const nobodyElse: Pick<Evidence, 'book' | 'openRuns'> = {
  book: { charges: [], acknowledged: null },
  openRuns: null,
};

async function find(
  { db, now, patienceMs, statementMs }: OwnSources,
  tenantId: string,
  invariant: Invariant,
  documents: DocumentRange | null,
): Promise<Finding | null> {
  const lateBefore = new Date(now().getTime() - patienceMs);
  try {
    return await observeTenant(db, tenantId, async (scope) => {
      await sql`select set_config('statement_timeout', ${String(statementMs)}, true)`.execute(scope);
      return invariant.find({ scope, tenantId, lateBefore, documents, ...nobodyElse });
    });
  } catch (error) {
    if ((error as { code?: unknown }).code === statementEnded) return null;
    throw error;
  }
}
