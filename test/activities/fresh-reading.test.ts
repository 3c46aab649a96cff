import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { bookingActivities } from '../../activities/booking.ts';
import { cancellationActivities } from '../../activities/cancellation.ts';
import { cashReceiptActivities } from '../../activities/cash-receipt.ts';
import type { Dependencies } from '../../activities/dependencies.ts';
import { registrationActivities } from '../../activities/registration.ts';
import { findDocument, setCancellation } from '../../db/documents/documents.ts';
import { asTenant } from '../../db/tenancy.ts';
import { inDays } from '../environment/erp.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

let bench: Workbench;
let seed: Awaited<ReturnType<Workbench['seed']>>;
let chargeId: string;

beforeAll(async () => {
  bench = await openWorkbench();
});

beforeEach(async () => {
  seed = await bench.seed();
  await bench.run(registrationActivities(bench.deps).registerCharge, seed);
  chargeId = (await inTenant((scope) => findDocument(scope, seed.documentId))).charge_id ?? '';
});

afterAll(() => bench.close());

const inTenant: <T>(work: Parameters<typeof asTenant<T>>[2]) => Promise<T> = (work) =>
  asTenant(bench.deps.db, seed.tenantId, work);

const book = (deps: Dependencies = bench.deps) =>
  bench.run(bookingActivities(deps).bookCharge, { ...seed, chargeId, source: 'webhook' });

const causes = async () =>
  (
    await inTenant((scope) =>
      scope
        .selectFrom('ledger_entries')
        .select('cause')
        .where('document_id', '=', seed.documentId)
        .orderBy('id')
        .execute(),
    )
  ).map(({ cause }) => cause);

/** Somebody at Asaas' own page does this to the charge. */
async function atAsaas(action: string, body: object = {}): Promise<void> {
  const answer = await fetch(`${bench.simulatorUrl}/v3/payments/${chargeId}/${action}`, {
    method: 'POST',
    headers: { access_token: seed.apiKey, 'content-type': 'application/json', 'user-agent': 'test' },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
}

/** A booking whose first reading of the charge is done, and which resumes only when told to: its activity timed out. */
async function startSlowBooking() {
  const { charges } = bench.deps.asaas;
  let hasRead = () => {};
  let resume = () => {};
  const reading = new Promise<void>((resolve) => {
    hasRead = resolve;
  });
  const told = new Promise<void>((resolve) => {
    resume = resolve;
  });
  const read = vi.fn<typeof charges.read>(async (...call) => {
    const charge = await charges.read(...call);
    hasRead();
    await told;
    return charge;
  });
  const booking = book({ ...bench.deps, asaas: { ...bench.deps.asaas, charges: { ...charges, read } } });
  await reading;
  return {
    read,
    finish: () => {
      resume();
      return booking;
    },
  };
}

describe('a reading that comes late', () => {
  it('does not undo cash that was received after it', async () => {
    const slow = await startSlowBooking();
    await atAsaas('receiveInCash', { paymentDate: inDays(0), value: 100 });
    expect((await book()).status).toBe('settled');
    expect((await slow.finish()).status).toBe('settled');
    expect(slow.read).toHaveBeenCalledTimes(2);
    expect(await causes()).toEqual(['cash/1']);
  });

  it('does not book cash that was undone after it, though the newer reading found nothing to book', async () => {
    await atAsaas('receiveInCash', { paymentDate: inDays(0), value: 100 });
    const slow = await startSlowBooking();
    await atAsaas('undoReceivedInCash');
    expect((await book()).status).toBe('registered');
    expect((await slow.finish()).status).toBe('registered');
    expect(await causes()).toEqual([]);
  });

  it('does not bring back a document that was cancelled after it', async () => {
    const slow = await startSlowBooking();
    await inTenant((scope) =>
      setCancellation(scope, [seed.documentId], { requestedAt: new Date(), reason: 'engano' }),
    );
    await bench.run(cancellationActivities(bench.deps).cancelCharge, seed);
    expect((await slow.finish()).status).toBe('cancelled');
  });

  it('does not undo what a person’s cash receipt booked meanwhile', async () => {
    const slow = await startSlowBooking();
    const receipt = { ...seed, amountCents: 5_000, paidOn: inDays(0) };
    await bench.run(cashReceiptActivities(bench.deps).receiveInCash, receipt);
    expect((await slow.finish()).status).toBe('settled');
    expect(await causes()).toEqual(['cash/1']);
  });
});

describe('booking a charge', () => {
  it('takes two transactions and one call', async () => {
    await bench.control('POST', `/charges/${chargeId}/pay`, { method: 'pix' });
    const transactions = vi.spyOn(bench.deps.db, 'transaction');
    const read = vi.spyOn(bench.deps.asaas.charges, 'read');
    try {
      expect((await book()).status).toBe('settled');
      expect([transactions.mock.calls.length, read.mock.calls.length]).toEqual([2, 1]);
    } finally {
      transactions.mockRestore();
      read.mockRestore();
    }
  });
});
