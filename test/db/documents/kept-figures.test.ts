import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase, type Scope } from '../../../db/database.ts';
import { chargedValue } from '../../../db/documents/charged-value.ts';
import {
  type FigureFilter,
  findKeptTotals,
  foldFigureChanges,
} from '../../../db/documents/document-figures.ts';
import { createSealer } from '../../../db/sealed-text.ts';
import { asTenant, asUpkeep } from '../../../db/tenancy.ts';
import { documentStatuses } from '../../../domain/document-status.ts';
import { asApplication, freshDatabase } from '../../environment/databases.ts';
import { inDays } from '../../environment/days.ts';
import { type Seed, seedDocument, seedMoreDocuments } from '../../environment/seeds.ts';

let db: Database;
let seed: Seed;
let other: Seed;
let ids: string[];

beforeAll(async () => {
  db = openDatabase(asApplication(await freshDatabase()), { maxConnections: 8 });
  const sealer = createSealer('7'.repeat(64));
  [seed, other] = [await seedDocument(db, sealer, 'key'), await seedDocument(db, sealer, 'key')];
  ids = (await seedMoreDocuments(db, seed, 40)).map(({ documentId }) => documentId);
  await makeAnyStatusPossible();
});

afterAll(() => db.destroy());

const days = [-40, -1, 0, 1, 3].map(inDays);

/** What a writer may do in one transaction. */
const change = fc.record({
  at: fc.nat(39),
  many: fc.boolean(),
  status: fc.constantFrom(...documentStatuses),
  amountCents: fc.integer({ min: 1, max: 1_000_000 }),
  additionCents: fc.integer({ min: 0, max: 500 }),
  rebateCents: fc.integer({ min: 0, max: 0 }),
  dueDate: fc.constantFrom(...days),
  paidOn: fc.constantFrom(null, ...days),
  enters: fc.boolean(),
  fails: fc.nat(4).map((one) => one === 0),
});

type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never;

describe('the kept figures', () => {
  it('are what a count finds, at every moment, whatever several writers do while changes are folded', async () => {
    const writers = fc.array(fc.array(change, { minLength: 1, maxLength: 12 }), {
      minLength: 4,
      maxLength: 4,
    });
    const property = fc.asyncProperty(writers, async (plans) => {
      let isOver = false;
      const folding = repeatUntil(
        () => isOver,
        () => asUpkeep(db, foldFigureChanges),
      );
      const comparing = repeatUntil(() => isOver, expectEqual);
      await Promise.all(plans.map(writeAll)).finally(() => {
        isOver = true;
      });
      await Promise.all([folding, comparing]);
      await expectEqual();
      await foldAll();
      await expectEqual();
    });
    await fc.assert(property, { numRuns: 8 });
  });

  it('keep no row of a day on which no document is left', async () => {
    await foldAll();
    const { rows } = await asTenant(db, seed.tenantId, (scope) =>
      sql`select from document_figures where count = 0`.execute(scope),
    );
    expect(rows).toEqual([]);
  });

  it('are of one company', async () => {
    const { count } = await asTenant(db, other.tenantId, (scope) => findKeptTotals(scope, {}));
    expect(count).toBe(1);
  });

  it('are folded by one at a time', async () => {
    await writeAll([{ ...fc.sample(change, 1)[0], enters: true, fails: false } as Change]);
    await asUpkeep(db, async (scope) => {
      await foldFigureChanges(scope);
      expect(await asUpkeep(db, foldFigureChanges)).toBe(false);
    });
  });
});

async function writeAll(changes: Change[]): Promise<void> {
  for (const each of changes) {
    await asTenant(db, seed.tenantId, async (scope) => {
      await write(scope, each);
      if (each.fails) throw new Undone();
    }).catch((error) => {
      if (!(error instanceof Undone)) throw error;
    });
  }
}

class Undone extends Error {}

async function write(scope: Scope, each: Change): Promise<void> {
  const touched = each.many ? ids.slice(each.at, each.at + 5) : [ids[each.at] ?? ''];
  if (each.enters) await enterCopies(scope, touched);
  await scope
    .selectFrom('documents')
    .select('id')
    .where('id', 'in', touched)
    .orderBy('id')
    .forUpdate()
    .execute();
  await scope
    .updateTable('documents')
    .set({
      status: each.status,
      amount_cents: each.amountCents,
      addition_cents: each.additionCents,
      due_date: each.dueDate,
      ...(each.paidOn !== null && { paid_on: each.paidOn }),
    })
    .where('id', 'in', touched)
    .execute();
}

async function enterCopies(scope: Scope, ofIds: string[]): Promise<void> {
  await sql`
    insert into documents (id, tenant_id, erp_id, number, payer_id, account_id, amount_cents, due_date)
    select gen_random_uuid(), tenant_id, gen_random_uuid()::text, number, payer_id, account_id, amount_cents, due_date
    from documents where id = any(${ofIds}::uuid[])
  `.execute(scope);
}

const filters: FigureFilter[] = [
  {},
  { statuses: ['registered', 'overdue'] },
  { statuses: ['settled'], paidFrom: days[1], paidTo: days[3] },
  { dueFrom: days[2] },
  { paidTo: days[2] },
];

/** In one snapshot, since kept and counted are two statements. */
function expectEqual(): Promise<void> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (scope) => {
      await sql`select set_config('app.tenant_id', ${seed.tenantId}, true)`.execute(scope);
      for (const filter of [...filters, { accountId: seed.accountId }]) {
        const kept = await findKeptTotals(scope, filter);
        expect({ filter, ...kept }).toEqual({ filter, ...(await count(scope, filter)) });
      }
    });
}

async function count(scope: Scope, filter: FigureFilter) {
  const row = await scope
    .selectFrom('documents')
    .select([
      sql<number>`count(*)`.as('count'),
      sql<number>`coalesce(sum(${chargedValue}), 0)::bigint`.as('sum'),
    ])
    .$if(filter.statuses !== undefined, (query) => query.where('status', 'in', filter.statuses ?? []))
    .$if(filter.accountId !== undefined, (query) => query.where('account_id', '=', filter.accountId ?? ''))
    .$if(filter.dueFrom !== undefined, (query) => query.where('due_date', '>=', filter.dueFrom ?? ''))
    .$if(filter.paidFrom !== undefined, (query) => query.where('paid_on', '>=', filter.paidFrom ?? ''))
    .$if(filter.paidTo !== undefined, (query) => query.where('paid_on', '<=', filter.paidTo ?? ''))
    .executeTakeFirstOrThrow();
  return { count: row.count, amountCents: row.sum };
}

async function foldAll(): Promise<void> {
  while (await asUpkeep(db, foldFigureChanges));
}

async function repeatUntil(isOver: () => boolean, work: () => Promise<unknown>): Promise<void> {
  do await work();
  while (!isOver());
}

/** Every status has its proof, so that a writer may choose any. */
async function makeAnyStatusPossible(): Promise<void> {
  await asTenant(db, seed.tenantId, (scope) =>
    scope
      .updateTable('documents')
      .set({
        charge_id: 'pay_1',
        synced_terms: '{}',
        last_error: '{}',
        paid_on: days[0],
        settled_at: new Date(),
        cancelled_at: new Date(),
        refunded_at: new Date(),
      })
      .execute(),
  );
}
