import { join } from 'node:path';
import pg from 'pg';
import type { Verdict } from '../../audit/audit.ts';
import { describeVerdicts } from '../../audit/report.ts';
import { auditStack } from '../../dev/audit/audit-stack.ts';
import { SecretsFile } from '../../dev/stack/secrets.ts';
import { findRunningStack } from '../../dev/stack/stack.ts';
import { canariesOf } from './canaries.ts';
import { type AllowedLeak, describeLeaks, findLeaks, notAllowed } from './leak-scan.ts';
import type { Product } from './product.ts';
import { filesIn, readablePlaces } from './readable-places.ts';
import type { TestServers } from './test-servers.ts';

/** What the last files left under way is not late yet. */
const patience = { lateAfterMs: 120_000, secondLookMs: 3_000 };

/** What may be read by decision, each with its reason. */
const allowedLeaks: readonly AllowedLeak[] = [];

/** Audits a product's books against those of its simulator, after the last file that used it. Returns what is wrong, in lines. */
export async function auditProduct({ dataDir, databaseUrl }: Product, serverUrl: string): Promise<string[]> {
  const stack = findRunningStack(dataDir)?.published;
  if (!stack) return [`  ${dataDir} runs no more, so it cannot be audited`];
  const verdicts = await auditStack(stack.addresses, new SecretsFile(dataDir).get().secretsKey, patience);
  const expected = await expectedOffenders(serverUrl, databaseUrl);
  const wrong = verdicts
    .map((verdict) => without(verdict, expected))
    .filter(({ offenders }) => offenders.length > 0);
  if (wrong.length === 0) return [];
  return [`The audit of ${new URL(databaseUrl).pathname.slice(1)}:`, ...describeVerdicts(wrong)];
}

/** Searches all that a product wrote for people and secrets. Returns what was found, in lines. */
export async function scanProduct(
  product: Product,
  { temporalAddress, runFolder }: TestServers,
): Promise<string[]> {
  const canaries = await canariesOf(product);
  const shared = filesIn(join(runFolder, 'logs'), /\.log/);
  const readables = [...shared, ...(await readablePlaces(product, temporalAddress))];
  const leaks = notAllowed(findLeaks(readables, canaries), allowedLeaks);
  return leaks.length > 0
    ? ['People or secrets can be read where nobody should see them:', ...describeLeaks(leaks)]
    : [];
}

/** What a test breaks on purpose in a product that others use after it. */
export interface ExpectedOffender {
  invariant: string;
  subject: string;
}

function without(verdict: Verdict, expected: readonly ExpectedOffender[]): Verdict {
  const isExpected = (subject: string) =>
    expected.some((each) => each.invariant === verdict.invariant.name && each.subject === subject);
  return { ...verdict, offenders: verdict.offenders.filter(({ subject }) => !isExpected(subject)) };
}

async function expectedOffenders(serverUrl: string, productUrl: string): Promise<ExpectedOffender[]> {
  const database = new pg.Client({ connectionString: serverUrl });
  await database.connect();
  const { rows } = await database.query<ExpectedOffender>(
    'select invariant, subject from expected_offenders where product = $1',
    [productUrl],
  );
  await database.end();
  return rows;
}
