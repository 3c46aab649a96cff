import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../db/database.ts';
import { lockDocument } from '../../db/documents/documents.ts';
import { createSealer } from '../../db/sealed-text.ts';
import { asTenant } from '../../db/tenancy.ts';
import { asApplication, freshDatabase } from '../environment/databases.ts';
import { expectTrouble } from '../environment/quiet.ts';
import { type Seed, seedDocument } from '../environment/seeds.ts';

let db: Database;
let seed: Seed;

beforeAll(async () => {
  db = openDatabase(asApplication(await freshDatabase()), { maxConnections: 2 });
  seed = await seedDocument(db, createSealer('ab'.repeat(32)), 'key');
});

afterAll(() => db.destroy());

it('A document that is read for a change is nobody else’s to change until then', async () => {
  expectTrouble({
    part: 'postgres',
    line: /canceling statement due to lock timeout/,
    why: 'The second one must not get the lock.',
  });
  await asTenant(db, seed.tenantId, async (first) => {
    await lockDocument(first, seed.documentId);
    const second = asTenant(db, seed.tenantId, async (scope) => {
      await sql`set local lock_timeout = '200ms'`.execute(scope);
      return lockDocument(scope, seed.documentId);
    });
    await expect(second).rejects.toThrow(/lock timeout/);
  });
});
