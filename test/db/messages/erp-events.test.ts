import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase, type Scope } from '../../../db/database.ts';
import { findEventsAfter, findLastSequence, tellErp } from '../../../db/messages/erp-events.ts';
import { createSealer } from '../../../db/sealed-text.ts';
import { asTenant } from '../../../db/tenancy.ts';
import { asApplication, freshDatabase } from '../../environment/databases.ts';
import { seedDocument } from '../../environment/seeds.ts';

const writersMax = 6;

let db: Database;

beforeAll(async () => {
  db = openDatabase(asApplication(await freshDatabase()), { maxConnections: writersMax + 1 });
});

afterAll(() => db.destroy());

/** What one transaction tells, how many other statements it sends before and after, and whether it is undone. */
interface Telling {
  before: number;
  events: number;
  after: number;
  isUndone: boolean;
}

const telling: fc.Arbitrary<Telling> = fc.record({
  before: fc.nat({ max: 4 }),
  events: fc.integer({ min: 1, max: 3 }),
  after: fc.nat({ max: 4 }),
  isUndone: fc.boolean(),
});

const feeds = fc.record({
  /** Each writes one transaction after the other, all beside each other. */
  writers: fc.array(fc.array(telling, { minLength: 1, maxLength: 6 }), {
    minLength: 2,
    maxLength: writersMax,
  }),
  pageLength: fc.integer({ min: 1, max: 5 }),
});

describe('the feed, while several write and some change their mind', () => {
  it('gives whoever pages by `after` each committed event once, numbered without a gap', async () => {
    const sealer = createSealer('ab'.repeat(32));
    await fc.assert(
      fc.asyncProperty(feeds, async ({ writers, pageLength }) => {
        const { tenantId } = await seedDocument(db, sealer, 'key');
        let isWriting = true;
        const read = readAll(tenantId, pageLength, () => isWriting);
        const told = await Promise.all(writers.map((tellings) => write(tenantId, tellings)));
        isWriting = false;
        const seen = await read;
        expect(seen.map(({ sequence }) => sequence)).toEqual(seen.map((_, at) => at + 1));
        expect(seen.map(({ mark }) => mark).sort()).toEqual(told.flat().sort());
        // Each writer's own events follow the order in which it wrote them.
        for (const marks of told)
          expect(seen.map(({ mark }) => mark).filter((mark) => marks.includes(mark))).toEqual(marks);
      }),
      { numRuns: 15 },
    );
  });
});

/** Returns the marks of the committed events, in order. */
async function write(tenantId: string, tellings: readonly Telling[]): Promise<string[]> {
  const committed: string[] = [];
  for (const each of tellings) {
    const marks = Array.from({ length: each.events }, () => randomUUID());
    const isDone = await asTenant(db, tenantId, (scope) => tell(scope, tenantId, each, marks)).then(
      () => true,
      (error) => {
        if (error instanceof Undone) return false;
        throw error;
      },
    );
    if (isDone) committed.push(...marks);
  }
  return committed;
}

class Undone extends Error {
  override readonly name = 'Undone';
}

async function tell(scope: Scope, tenantId: string, { before, after, isUndone }: Telling, marks: string[]) {
  await work(scope, before);
  for (const accountId of marks) {
    const data = { accountId, name: 'Conta', cause: 'a fila parou', since: '2026-12-10T12:00:00Z' };
    await tellErp(scope, tenantId, { type: 'account.webhook_interrupted', data });
    await work(scope, after);
  }
  if (isUndone) throw new Undone();
}

/** Statements between which the others have their turn. */
async function work(scope: Scope, statements: number): Promise<void> {
  for (let at = 0; at < statements; at += 1) await sql`select 1`.execute(scope);
}

/** Reads as an ERP does: page after page, after the last number that it saw, until nothing more comes. */
async function readAll(tenantId: string, pageLength: number, isWriting: () => boolean) {
  const seen: { sequence: number; mark: string }[] = [];
  for (;;) {
    const wasWriting = isWriting();
    const after = seen.at(-1)?.sequence ?? 0;
    const page = await asTenant(db, tenantId, (scope) => findEventsAfter(scope, after, pageLength));
    seen.push(
      ...page.map(({ sequence, data }) => ({ sequence, mark: (data as { accountId: string }).accountId })),
    );
    if (page.length === 0 && !wasWriting) break;
  }
  expect(await asTenant(db, tenantId, findLastSequence)).toBe(seen.at(-1)?.sequence ?? 0);
  return seen;
}
