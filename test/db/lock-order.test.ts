import pg from 'pg';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Dependencies } from '../../activities/dependencies.ts';
import { processingActivities } from '../../activities/settlement-return.ts';
import { type Database, openDatabase, type Scope } from '../../db/database.ts';
import { lockDocumentsByErpIds } from '../../db/documents/document-entry.ts';
import { findDocumentsThatFit } from '../../db/documents/document-list.ts';
import { findDocumentsByIds } from '../../db/documents/documents.ts';
import { leaveDocumentMessages } from '../../db/messages/messages.ts';
import { takeNextDocuments } from '../../db/remittances/remittance-progress.ts';
import { lockRemittanceDocuments } from '../../db/remittances/remittances.ts';
import { createSealer } from '../../db/sealed-text.ts';
import { asTenant } from '../../db/tenancy.ts';
import { until } from '../environment/conditions.ts';
import { asApplication, freshDatabase } from '../environment/databases.ts';
import { type Seed, seedDocument, seedMoreDocuments } from '../environment/seeds.ts';

const count = 60;

let db: Database;
let superuser: pg.Pool;
let seed: Seed;
/** In the order of their ids; by position, due date, erp id and charge id they stand the other way round. */
let documentIds: string[];
const erpIds = Array.from({ length: count }, (_, at) => `erp-${String(at).padStart(3, '0')}`);
const remittanceId = crypto.randomUUID();
const returnId = crypto.randomUUID();

beforeAll(async () => {
  const url = await freshDatabase();
  db = openDatabase(asApplication(url), { maxConnections: 12 });
  superuser = new pg.Pool({ connectionString: url, max: 3 });
  const sealer = createSealer('ab'.repeat(32));
  seed = await seedDocument(db, sealer, 'key');
  const seeds = [seed, ...(await seedMoreDocuments(db, seed, count - 1))];
  documentIds = seeds.map((each) => each.documentId).sort();
  await seedAgainstTheirIds();
});

afterAll(async () => {
  await Promise.all([db.destroy(), superuser.end()]);
});

async function seedAgainstTheirIds(): Promise<void> {
  const { tenantId, accountId } = seed;
  const own = [tenantId, accountId];
  await superuser.query(
    'insert into remittances (id, tenant_id, account_id, total) values ($3, $1, $2, $4)',
    [...own, remittanceId, count],
  );
  await superuser.query(
    `insert into settlement_returns (id, tenant_id, account_id, paid_from, paid_to, status, loaded_at)
     values ($3, $1, $2, current_date, current_date, 'processing', now())`,
    [...own, returnId],
  );
  for (const [rank, id] of documentIds.entries()) {
    const at = count - rank;
    const name = String(at).padStart(3, '0');
    const place = [...own, id, at];
    await superuser.query(
      `update documents set remittance_id = $1, erp_id = $2, due_date = current_date + $3::int where id = $4`,
      [remittanceId, erpIds[at - 1], at, id],
    );
    await superuser.query(
      'insert into remittance_items (tenant_id, remittance_id, document_id, position) values ($1, $2, $3, $4)',
      [tenantId, remittanceId, id, at],
    );
    await superuser.query(
      `with attempt as (
         insert into registration_attempts (id, tenant_id, document_id, account_id, number, version, charge)
         values (gen_random_uuid(), $1, $3, $2, $4, 1, '{}') returning id
       )
       insert into charges (tenant_id, account_id, document_id, charge_id, attempt_id)
       select $1, $2, $3, 'pay_' || $5, id from attempt`,
      [...place, name],
    );
    await superuser.query(
      `insert into settlement_return_items (return_id, tenant_id, account_id, charge_id, kind, method, gross_cents,
         fee_cents, net_cents, paid_on, received_on, chosen_at)
       values ($3, $1, $2, 'pay_' || $4, 'unidentified', 'pix', 100, 0, 100, current_date, current_date, now())`,
      [...own, returnId, name],
    );
  }
}

/** Nothing was handed over yet, neither of the remittance nor of the settlement return. */
beforeEach(async () => {
  await superuser.query('update remittance_items set handed_at = null');
  await superuser.query(
    `update settlement_return_items set handed_at = null, document_id = null, kind = 'unidentified'`,
  );
});

const inTenant = (work: (scope: Scope) => Promise<unknown>) => () => asTenant(db, seed.tenantId, work);

/** Whatever locks many documents in one transaction. */
const lockers: Record<string, () => Promise<unknown>> = {
  'a remittance that hands over': inTenant((scope) => takeNextDocuments(scope, remittanceId, count)),
  'a remittance that is cancelled': inTenant((scope) => lockRemittanceDocuments(scope, remittanceId, {})),
  'documents sent by their ids': inTenant((scope) =>
    findDocumentsByIds(scope, documentIds, { locked: true }),
  ),
  'documents sent by a filter': inTenant((scope) =>
    findDocumentsThatFit(scope, {}, { limit: count, locked: true }),
  ),
  'documents entered in bulk': inTenant((scope) => lockDocumentsByErpIds(scope, erpIds)),
  'messages to many documents': inTenant((scope) =>
    leaveDocumentMessages(scope, documentIds, 'documentSent', { remittanceId }),
  ),
  'a settlement return that hands over': () => {
    // It needs the database alone.
    const deps = { db, logger: pino({ level: 'silent' }) } as Dependencies;
    const ref = { tenantId: seed.tenantId, returnId, chunk: count };
    return processingActivities(deps).processReturnItems(ref);
  },
};

const names = Object.keys(lockers);
const pairs = names.flatMap((one, at) => names.slice(at).map((other) => [one, other] as const));

describe('documents are locked in one order', () => {
  /**
   * A third party holds the document in the middle until both wait. Two that came from opposite ends would then hold
   * what the other wants.
   */
  it.each(pairs)('%s and %s do not cross', async (one, other) => {
    const gate = await superuser.connect();
    await gate.query('begin');
    await gate.query('select 1 from documents where id = $1 for update', [documentIds[count / 2]]);
    const both = Promise.allSettled([lockers[one]?.(), lockers[other]?.()]);
    await until('both to wait', async () => {
      const { rows } = await superuser.query(
        `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return rows.length === 2;
    });
    await gate.query('rollback');
    gate.release();
    expect((await both).flatMap((end) => (end.status === 'rejected' ? [String(end.reason)] : []))).toEqual(
      [],
    );
  });

  it('all together, many times over, meet no deadlock', async () => {
    const everybody = [...Object.values(lockers), ...Object.values(lockers)];
    for (let round = 0; round < 10; round++) {
      await superuser.query('update remittance_items set handed_at = null');
      await superuser.query(
        `update settlement_return_items set handed_at = null, document_id = null, kind = 'unidentified'`,
      );
      const ends = await Promise.allSettled(everybody.map((lock) => lock()));
      expect(ends.filter((end) => end.status === 'rejected')).toEqual([]);
    }
    const { rows } = await superuser.query(
      'select deadlocks::int from pg_stat_database where datname = current_database()',
    );
    expect(rows).toEqual([{ deadlocks: 0 }]);
  });
});
