import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../db/database.ts';
import { leaveDocumentMessage } from '../../db/messages/messages.ts';
import { rebuildRuns } from '../../db/rebuild/rebuild-runs.ts';
import { createSealer } from '../../db/sealed-text.ts';
import { asTenant } from '../../db/tenancy.ts';
import type { DocumentFacts, DocumentSignal } from '../../domain/messages.ts';
import { asApplication, freshDatabase } from '../environment/databases.ts';
import { type Seed, seedDocument, seedMoreDocuments } from '../environment/seeds.ts';

let db: Database;
let superuser: pg.Pool;
let seed: Seed;

beforeEach(async () => {
  const url = await freshDatabase();
  db = openDatabase(asApplication(url), { maxConnections: 3 });
  superuser = new pg.Pool({ connectionString: url, max: 2 });
  seed = await seedDocument(db, createSealer('ab'.repeat(32)), 'key');
});

afterEach(() => Promise.all([db.destroy(), superuser.end()]));

const anHour = 3_600_000;
const anHourAgo = () => new Date(Date.now() - anHour);

/** Tells the document something that reached its run `hoursAgo`. */
async function told<Name extends DocumentSignal>(
  signal: Name,
  facts: DocumentFacts[Name],
  hoursAgo = 0,
): Promise<void> {
  const id = await asTenant(db, seed.tenantId, (scope) =>
    leaveDocumentMessage(scope, seed.documentId, signal, facts),
  );
  await superuser.query(
    `update messages set delivered_at = now() - make_interval(hours => $2), created_at = now() - make_interval(hours => $2, secs => 1)
     where id = $1`,
    [id, hoursAgo],
  );
}

/** What a rebuild tells the document, in order, beside that it goes on. */
async function retold(): Promise<[string, object][]> {
  await rebuildRuns(db, anHourAgo());
  const { rows } = await superuser.query<{ signal: string; facts: object }>(
    `select signal, facts from messages where delivered_at is null and workflow_type = 'receivableDocument'
     and signal <> 'runRebuilt' order by workflow_id, seq`,
  );
  return rows.map(({ signal, facts }) => [signal, facts]);
}

/** With all that the database demands of any status. */
async function setStatus(status: string): Promise<void> {
  await superuser.query(
    `update documents set status = $2, charge_id = 'pay_1', synced_terms = '{}', paid_on = current_date,
       settled_at = now(), cancelled_at = now()
     where id = $1`,
    [seed.documentId, status],
  );
}

/** Money in the books, as a receipt (or, if negative, as its undoing). */
async function booked(cents: number): Promise<void> {
  await superuser.query(
    `insert into ledger_entries (id, tenant_id, account_id, document_id, charge_id, cause, gross_cents, fee_cents, net_cents, paid_on, source)
     values (gen_random_uuid(), $1, $2, $3, 'pay_1', $4, $5, 0, $5, current_date, 'person')`,
    [seed.tenantId, seed.accountId, seed.documentId, `cause ${Math.random()}`, cents],
  );
}

const cash = { amountCents: 10_000, paidOn: '2026-11-20' };

describe('news of Asaas', () => {
  it('is told again once for each charge, for the return that waits for it', async () => {
    await told('paymentReceived', { chargeId: 'pay_1' });
    await told('paymentReceived', { chargeId: 'pay_1', source: 'settlement_return', returnId: 'return' });
    await told('chargeChanged', { chargeId: 'pay_1', event: 'PAYMENT_REFUNDED' });
    await told('chargeChanged', { chargeId: 'pay_2', event: 'PAYMENT_DELETED' });
    expect(await retold()).toEqual([
      ['paymentReceived', { chargeId: 'pay_1', source: 'settlement_return', returnId: 'return' }],
      ['paymentReceived', { chargeId: 'pay_2' }],
    ]);
  });

  it('of before the period is told again only to a document with a held booking', async () => {
    await told('paymentReceived', { chargeId: 'pay_1' }, 5);
    expect(await retold()).toEqual([]);
    await superuser.query(
      `update documents set hold = 'forbidden', hold_work = 'book', hold_since = now(), hold_account_id = account_id, hold_tries = 1
       where id = $1`,
      [seed.documentId],
    );
    expect(await retold()).toEqual([['paymentReceived', { chargeId: 'pay_1' }]]);
  });

  it('is told again after what a rebuild before has told, and no more often', async () => {
    await told('paymentReceived', { chargeId: 'pay_1' });
    await retold();
    await superuser.query('update messages set delivered_at = now() where delivered_at is null');
    expect(await retold()).toEqual([['paymentReceived', { chargeId: 'pay_1' }]]);
  });
});

describe('a wish about cash', () => {
  it('is told again if the books do not show it', async () => {
    await told('cashReceived', cash);
    expect(await retold()).toEqual([['cashReceived', cash]]);
  });

  it('is not told again once it is booked', async () => {
    await told('cashReceived', cash);
    await booked(10_000);
    expect(await retold()).toEqual([]);
  });

  it('is the last one alone, so that nothing is undone that was received again', async () => {
    await told('cashReceived', cash);
    await told('cashReceiptUndone', { reason: 'engano' });
    await told('cashReceived', cash);
    for (const cents of [10_000, -10_000, 10_000]) await booked(cents);
    expect(await retold()).toEqual([]);
    await told('cashReceiptUndone', { reason: 'outro engano' });
    expect(await retold()).toEqual([['cashReceiptUndone', { reason: 'outro engano' }]]);
  });

  it('is not told again if it was refused', async () => {
    await told('cashReceived', cash);
    await superuser.query(
      `insert into timeline (tenant_id, document_id, what, actor, details) values ($1, $2, 'cash_receipt.refused', 'asaas', '{}')`,
      [seed.tenantId, seed.documentId],
    );
    expect(await retold()).toEqual([]);
  });
});

describe('a document', () => {
  /** Puts the document into a remittance, whose outcome is open unless said. */
  async function handedOver(outcome: string | null = null): Promise<string> {
    const { rows } = await superuser.query<{ id: string }>(
      `insert into remittances (id, tenant_id, account_id, total) values (gen_random_uuid(), $1, $2, 1) returning id`,
      [seed.tenantId, seed.accountId],
    );
    const id = rows[0]?.id ?? '';
    await superuser.query(
      `insert into remittance_items (remittance_id, tenant_id, position, document_id, handed_at, outcome, outcome_at)
       values ($1, $2, 1, $3, now(), $4, case when $4::text is not null then now() end)`,
      [id, seed.tenantId, seed.documentId, outcome],
    );
    await superuser.query('update documents set remittance_id = $2 where id = $1', [seed.documentId, id]);
    return id;
  }

  it('that was handed over and not begun is sent again', async () => {
    const remittanceId = await handedOver();
    expect(await retold()).toEqual([['documentSent', { remittanceId }]]);
  });

  it('that is registered, or was never sent, is not sent again', async () => {
    await handedOver('registered');
    await setStatus('registered');
    const [other] = await seedMoreDocuments(db, seed, 1);
    expect(other).toBeDefined();
    expect(await retold()).toEqual([]);
  });

  it.each([
    ['registered', 1],
    ['overdue', 1],
    ['paid', 1],
    ['settled', 0],
    ['cancelled', 0],
  ])('that is %s is resumed so often: %i', async (status, times) => {
    await told('documentAmended', { version: 1 });
    await setStatus(status);
    await rebuildRuns(db, anHourAgo());
    const { rows } = await superuser.query(`select 1 from messages where signal = 'runRebuilt'`);
    expect(rows).toHaveLength(times);
  });
});

describe('the notices of an account', () => {
  it.each([
    ['that did not reach all payers', null, 1],
    ['that reached all payers', 'now()', 0],
  ])('%s are asked for again, or left alone (%s): %i', async (_, appliedAt, times) => {
    await superuser.query(
      `insert into account_notices (account_id, tenant_id, changed_at, applied_at)
       values ($1, $2, now(), ${appliedAt})`,
      [seed.accountId, seed.tenantId],
    );
    await rebuildRuns(db, anHourAgo());
    const { rows } = await superuser.query(`select 1 from messages where signal = 'noticesChanged'`);
    expect(rows).toHaveLength(times);
  });
});
