import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase, type Scope } from '../../db/database.ts';
import { createSealer } from '../../db/sealed-text.ts';
import { asTenant } from '../../db/tenancy.ts';
import { asApplication, freshDatabase } from '../environment/databases.ts';
import { expectTrouble } from '../environment/quiet.ts';
import { type Seed, seedDocument } from '../environment/seeds.ts';

let db: Database;
let seed: Seed;

beforeAll(async () => {
  expectTrouble({
    part: 'postgres',
    line: /ERROR: {2}duplicate key value violates unique constraint/,
    why: 'The tests try what the database must refuse.',
  });
  db = openDatabase(asApplication(await freshDatabase()));
});

beforeEach(async () => {
  seed = await seedDocument(db, createSealer('ab'.repeat(32)), 'key');
});

afterAll(() => db.destroy());

const inTenant = <T>(work: (scope: Scope) => Promise<T>) => asTenant(db, seed.tenantId, work);

async function openAttempt(number: number): Promise<string> {
  const id = randomUUID();
  const { tenantId, documentId, accountId } = seed;
  await inTenant((scope) =>
    sql`
      insert into registration_attempts (id, tenant_id, document_id, account_id, number, version, charge, sent_at)
      values (${id}, ${tenantId}, ${documentId}, ${accountId}, ${number}, 1, '{}', now())
    `.execute(scope),
  );
  return id;
}

function insertLiveCharge(chargeId: string, attemptId: string): Promise<unknown> {
  const { tenantId, documentId, accountId } = seed;
  return inTenant((scope) =>
    sql`
      insert into charges (tenant_id, account_id, charge_id, document_id, attempt_id, live)
      values (${tenantId}, ${accountId}, ${chargeId}, ${documentId}, ${attemptId}, true)
    `.execute(scope),
  );
}

describe('the database itself refuses', () => {
  it('a second create call of a document while the outcome of one is unknown', async () => {
    await openAttempt(1);
    await expect(openAttempt(2)).rejects.toMatchObject({ constraint: 'one_open_attempt' });
  });

  it('a second live charge of a document', async () => {
    const attemptId = await openAttempt(1);
    await insertLiveCharge('pay_1', attemptId);
    await expect(insertLiveCharge('pay_2', attemptId)).rejects.toMatchObject({
      constraint: 'one_live_charge',
    });
  });
});
