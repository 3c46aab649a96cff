import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bookingActivities } from '../../activities/booking.ts';
import { registrationActivities } from '../../activities/registration.ts';
import { findDocument } from '../../db/documents/documents.ts';
import { insertEntry } from '../../db/money/ledger.ts';
import { asTenant } from '../../db/tenancy.ts';
import type { DocumentSnapshot } from '../../domain/next-step.ts';
import { expectTrouble } from '../environment/quiet.ts';
import type { Seed } from '../environment/seeds.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

let bench: Workbench;
let seed: Seed;
let chargeId: string;

beforeAll(async () => {
  bench = await openWorkbench();
});

/** A registered document whose payer has just paid by Pix. */
beforeEach(async () => {
  seed = await bench.seed();
  await bench.run(registrationActivities(bench.deps).registerCharge, seed);
  const document = await inTenant((scope) => findDocument(scope, seed.documentId));
  chargeId = document.charge_id ?? '';
  await bench.control('POST', `/charges/${chargeId}/pay`, { method: 'pix' });
});

afterAll(() => bench.close());

const inTenant: <T>(work: Parameters<typeof asTenant<T>>[2]) => Promise<T> = (work) =>
  asTenant(bench.deps.db, seed.tenantId, work);

function book(): Promise<DocumentSnapshot> {
  return bench.run(bookingActivities(bench.deps).bookCharge, { ...seed, chargeId, source: 'webhook' });
}

const ledger = () =>
  inTenant((scope) =>
    scope.selectFrom('ledger_entries').selectAll().where('document_id', '=', seed.documentId).execute(),
  );

const settledEvents = () =>
  inTenant((scope) =>
    scope.selectFrom('erp_events').select('id').where('type', '=', 'document.settled').execute(),
  );

describe('booking a payment', () => {
  it('happens once when workers that know nothing of each other book it at the same moment', async () => {
    await Promise.allSettled(Array.from({ length: 8 }, book));
    expect((await book()).status).toBe('settled');
    expect(await ledger()).toHaveLength(1);
    expect(await settledEvents()).toHaveLength(1);
  });

  it('is refused by the database itself the second time', async () => {
    await book();
    const [entry] = await ledger();
    if (!entry) throw new Error('Nothing was booked');
    const again = inTenant(async (scope) =>
      insertEntry(
        scope,
        await findDocument(scope, seed.documentId),
        { accountId: seed.accountId, chargeId },
        {
          cause: entry.cause,
          grossCents: entry.gross_cents,
          feeCents: entry.fee_cents,
          netCents: entry.net_cents,
          faceCents: 10_000,
          additionCents: 0,
          rebateCents: 0,
          discountCents: 0,
          fineCents: 0,
          interestAndFineCents: 0,
          differenceCents: 0,
          expected: null,
          paidOn: entry.paid_on,
          creditedOn: entry.credited_on,
        },
        'settlement_return',
      ),
    );
    expectTrouble({
      part: 'postgres',
      line: /violates unique constraint "ledger_entries_account_id_charge_id_cause_key"/,
      why: 'A second entry of one payment is refused by the database itself.',
    });
    await expect(again).rejects.toThrow(/ledger_entries_account_id_charge_id_cause_key/);
  });
});
