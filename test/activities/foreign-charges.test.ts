import { afterAll, beforeAll, expect, it } from 'vitest';
import { bookingActivities } from '../../activities/booking.ts';
import { registrationActivities } from '../../activities/registration.ts';
import { findDocument } from '../../db/documents/documents.ts';
import { asTenant } from '../../db/tenancy.ts';
import type { Seed } from '../environment/seeds.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

let bench: Workbench;

beforeAll(async () => {
  bench = await openWorkbench();
});
afterAll(() => bench.close());

/** A registered document of a company of its own, with its charge. */
async function registered(): Promise<Seed & { chargeId: string }> {
  const seed = await bench.seed();
  await bench.run(registrationActivities(bench.deps).registerCharge, seed);
  return { ...seed, chargeId: (await documentOf(seed)).charge_id ?? '' };
}

const documentOf = (seed: Seed) =>
  asTenant(bench.deps.db, seed.tenantId, (scope) => findDocument(scope, seed.documentId));

const bookedOf = (seed: Seed) =>
  asTenant(bench.deps.db, seed.tenantId, (scope) => scope.selectFrom('ledger_entries').selectAll().execute());

it('a payment of one company’s charge, told by the webhook of another, settles nothing of either', async () => {
  const [one, other] = [await registered(), await registered()];
  await bench.control('POST', `/charges/${one.chargeId}/pay`, { method: 'pix' });
  // The webhook of the other company, its token right, names its own document and a charge that was really paid: elsewhere.
  const news = { ...other, chargeId: one.chargeId, source: 'webhook' as const };
  const outcome = await bench.run(bookingActivities(bench.deps).bookCharge, news).then(
    (snapshot) => snapshot.status,
    () => 'refused',
  );
  expect(['refused', 'registered']).toContain(outcome);
  for (const seed of [one, other]) {
    expect((await documentOf(seed)).status).toBe('registered');
    expect(await bookedOf(seed)).toEqual([]);
  }
  // The company whose charge it is books it by its own key.
  await bench.run(bookingActivities(bench.deps).bookCharge, { ...one, source: 'webhook' as const });
  expect((await documentOf(one)).status).toBe('settled');
  expect([(await bookedOf(one)).length, (await bookedOf(other)).length]).toEqual([1, 0]);
});

it('a payment that was never made, told by the right webhook, settles nothing', async () => {
  const forged = await registered();
  await bench.run(bookingActivities(bench.deps).bookCharge, { ...forged, source: 'webhook' as const });
  expect((await documentOf(forged)).status).toBe('registered');
  expect(await bookedOf(forged)).toEqual([]);
});
