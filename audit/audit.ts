import { findTenants } from '../db/access/tenants.ts';
import { openApiKey } from '../db/accounts/account-secrets.ts';
import type { Database } from '../db/database.ts';
import type { Sealer } from '../db/sealed-text.ts';
import { asTenant, asVendor, observeTenant } from '../db/tenancy.ts';
import type { Finding, Invariant, Offender } from './invariant.ts';
import { invariants } from './invariants.ts';
import { joinBooks, type ProviderAccount, type ReadBook } from './provider-book.ts';

export interface Sources {
  db: Database;
  sealer: Sealer;
  readBook: ReadBook;
  /** The ids of the runs of a company that Temporal has open. Null leaves Temporal out. */
  readOpenRuns: ((tenantId: string) => Promise<ReadonlySet<string>>) | null;
  /** How long what should happen may take before it is late. */
  patienceMs: number;
  now: () => Date;
}

/** What came of one invariant over all companies. */
export interface Verdict {
  invariant: Invariant;
  /** How many things were looked at. */
  checked: number;
  offenders: Offender[];
  /** False when no source could say anything about it. */
  judged: boolean;
}

/**
 * Judges every invariant for every company. Writes nothing: it goes from company to company with the rights of the
 * application, in transactions that Postgres holds to reading. Throws what a source throws.
 */
export async function audit(sources: Sources): Promise<Verdict[]> {
  const verdicts = invariants.map((invariant) => emptyVerdict(invariant));
  for (const tenantId of await tenantIds(sources.db)) {
    const findings = await auditTenant(sources, tenantId);
    for (const [at, verdict] of verdicts.entries()) addFinding(verdict, findings[at] ?? null);
  }
  return verdicts;
}

/**
 * What both looks found. Books are read one after the other, so what is on its way between them looks wrong for a
 * moment: only what is wrong twice is wrong.
 */
export function wrongTwice(first: readonly Verdict[], second: readonly Verdict[]): Verdict[] {
  return second.map((verdict, at) => {
    const before = new Set(first[at]?.offenders.map(({ subject }) => subject));
    return { ...verdict, offenders: verdict.offenders.filter(({ subject }) => before.has(subject)) };
  });
}

export function holds(verdicts: readonly Verdict[]): boolean {
  return verdicts.every(({ offenders }) => offenders.length === 0);
}

async function tenantIds(db: Database): Promise<string[]> {
  const ids: string[] = [];
  for (;;) {
    const afterId = ids.at(-1) ?? null;
    const page = await asVendor(db, (scope) => findTenants(scope, { afterId, limit: 500 }));
    if (page.length === 0) return ids;
    ids.push(...page.map(({ id }) => id));
  }
}

async function auditTenant(sources: Sources, tenantId: string): Promise<(Finding | null)[]> {
  const { db, readBook, readOpenRuns, patienceMs, now } = sources;
  const lateBefore = new Date(now().getTime() - patienceMs);
  // Asaas and Temporal first, and in no transaction: what they say may take a while.
  const openRuns = readOpenRuns && (await readOpenRuns(tenantId));
  const books = [];
  for (const account of await accountsOf(sources, tenantId)) books.push(await readBook(account));
  const book = joinBooks(books);
  return observeTenant(db, tenantId, async (scope) => {
    const findings: (Finding | null)[] = [];
    for (const { find } of invariants) {
      findings.push(await find({ scope, tenantId, lateBefore, book, openRuns, documents: null }));
    }
    return findings;
  });
}

async function accountsOf({ db, sealer }: Sources, tenantId: string): Promise<ProviderAccount[]> {
  const rows = await asTenant(db, tenantId, (scope) =>
    scope.selectFrom('accounts').selectAll().orderBy('id').execute(),
  );
  return rows.map((row) => ({
    id: row.id,
    tenantId,
    environment: row.environment,
    agency: row.agency,
    number: row.number,
    apiKey: openApiKey(sealer, row),
  }));
}

function emptyVerdict(invariant: Invariant): Verdict {
  return { invariant, checked: 0, offenders: [], judged: false };
}

function addFinding(verdict: Verdict, finding: Finding | null): void {
  if (!finding) return;
  verdict.judged = true;
  verdict.checked += finding.checked;
  verdict.offenders.push(...finding.offenders);
}
