import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase, type Scope } from '../../../db/database.ts';
import { createSealer } from '../../../db/sealed-text.ts';
import { keepLines, type StatementFilter, saveExplanations } from '../../../db/statement/statement-lines.ts';
import { findStatementTotals } from '../../../db/statement/statement-totals.ts';
import { asTenant } from '../../../db/tenancy.ts';
import { lineKinds } from '../../../domain/statement.ts';
import { asApplication, freshDatabase } from '../../environment/databases.ts';
import { inDays } from '../../environment/days.ts';
import { type Seed, seedDocument } from '../../environment/seeds.ts';

let db: Database;
let seed: Seed;
let other: Seed;

beforeAll(async () => {
  db = openDatabase(asApplication(await freshDatabase()), { maxConnections: 4 });
  const sealer = createSealer('7'.repeat(64));
  [seed, other] = [await seedDocument(db, sealer, 'key'), await seedDocument(db, sealer, 'key')];
});

afterAll(() => db.destroy());

const days = [-400, -3, -2, 0].map(inDays);
const explanations = ['booked', 'known_cost', 'own_movement', 'unexplained'] as const;

/** Few ids, so that lines are read again: with the same values, with others, on the day that they had. */
const line = fc.record({
  at: fc.nat(30),
  kind: fc.constantFrom(...lineKinds),
  amountCents: fc.integer({ min: -50_000, max: 50_000 }),
  balanceCents: fc.integer({ min: -50_000, max: 50_000 }),
  explanation: fc.constantFrom(...explanations),
});

/** What the reading of a statement does in one transaction: it keeps a page, or explains lines. */
const work = fc.record({
  does: fc.constantFrom('keep', 'explain'),
  lines: fc.uniqueArray(line, { minLength: 1, maxLength: 8, selector: ({ at }) => at }),
  fails: fc.nat(4).map((one) => one === 0),
});

type Work = typeof work extends fc.Arbitrary<infer Value> ? Value : never;

const periods: Pick<StatementFilter, 'from' | 'to'>[] = [
  {},
  { from: inDays(-3) },
  { to: inDays(-3) },
  { from: inDays(-2), to: inDays(-2) },
  { from: inDays(-100), to: inDays(-50) },
];

describe('the kept sums of a statement', () => {
  it('are what adding up its lines finds, whatever two readings of it do side by side', async () => {
    const readers = fc.tuple(
      fc.array(work, { minLength: 1, maxLength: 15 }),
      fc.array(work, { minLength: 1, maxLength: 15 }),
    );
    const property = fc.asyncProperty(readers, async (plans) => {
      await Promise.all(plans.map(workOff));
      for (const period of periods) {
        const kept = await asTenant(db, seed.tenantId, (scope) =>
          findStatementTotals(scope, seed.accountId, period),
        );
        expect(kept).toEqual(await addedUp(period));
      }
    });
    await fc.assert(property, { numRuns: 15 });
    expect((await addedUp({})).count).toBeGreaterThan(20);
  });

  it('are of one account of one company', async () => {
    const totals = await asTenant(db, other.tenantId, (scope) =>
      findStatementTotals(scope, other.accountId, {}),
    );
    expect(totals).toMatchObject({ count: 0, inCents: 0, outCents: 0, balanceCents: null, gapCents: 0 });
    const seen = await asTenant(db, other.tenantId, (scope) =>
      findStatementTotals(scope, seed.accountId, {}),
    );
    expect(seen.count).toBe(0);
  });
});

class Undone extends Error {}

async function workOff(plan: Work[]): Promise<void> {
  for (const each of plan) {
    await asTenant(db, seed.tenantId, async (scope) => {
      await doWork(scope, each);
      if (each.fails) throw new Undone();
    }).catch((error) => {
      if (!(error instanceof Undone)) throw error;
    });
  }
}

async function doWork(scope: Scope, { does, lines }: Work): Promise<void> {
  const inOrder = lines.toSorted((a, b) => a.at - b.at);
  if (does === 'explain')
    return saveExplanations(
      scope,
      seed.accountId,
      inOrder.map(({ at, explanation }) => ({ lineId: `ftx_${at}`, explanation, bookedCents: null })),
    );
  await keepLines(
    scope,
    { id: seed.accountId, tenant_id: seed.tenantId },
    inOrder.map(({ at, kind, amountCents, balanceCents }) => ({
      ...{ lineId: `ftx_${at}`, date: days[at % days.length] ?? inDays(0), kind, providerType: kind },
      ...{ amountCents, balanceCents, chargeId: null, description: '' },
    })),
  );
}

/** The same totals by adding up every line. */
async function addedUp({ from = '0001-01-01', to = '9999-12-31' }: Pick<StatementFilter, 'from' | 'to'>) {
  const { rows } = await asTenant(db, seed.tenantId, (scope) =>
    sql<{ amount: number; balance: number; explanation: string }>`
      select amount_cents as amount, balance_cents as balance, explanation from statement_lines
      where account_id = ${seed.accountId} and on_date between ${from}::date and ${to}::date order by position
    `.execute(scope),
  );
  const sum = (lines: typeof rows) => lines.reduce((total, { amount }) => total + amount, 0);
  const unexplained = rows.filter(({ explanation }) => explanation === 'unexplained');
  const [first, last] = [rows[0], rows.at(-1)];
  return {
    count: rows.length,
    inCents: sum(rows.filter(({ amount }) => amount > 0)),
    outCents: sum(rows.filter(({ amount }) => amount < 0)),
    unexplainedCount: unexplained.length,
    unexplainedCents: sum(unexplained),
    balanceCents: last?.balance ?? null,
    gapCents: first && last ? last.balance - (first.balance - first.amount) - sum(rows) : 0,
  };
}
