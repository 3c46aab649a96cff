import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAsaasActivities } from '../../activities/activities.ts';
import { asTenant } from '../../db/tenancy.ts';
import type { GivenOrder } from '../../dev/failpoints/orders.ts';
import type { DocumentSnapshot } from '../../domain/next-step.ts';
import type { Failpoint } from '../../failpoint.ts';
import type { Book } from '../environment/erp.ts';
import { failingHere } from '../environment/failing.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

let bench: Workbench;
let seed: Awaited<ReturnType<Workbench['seed']>>;
let order: GivenOrder;

const failAt = failingHere('worker');

beforeAll(async () => {
  bench = await openWorkbench({ unknownOutcomeWaitMs: 200 });
});

beforeEach(async () => {
  seed = await bench.seed();
});

afterEach(() => order.withdraw());

afterAll(() => bench.close());

/** Orders that the document's work fails at one failpoint, after `skip` others have passed it. */
function throwAt(point: Failpoint, call: string, skip: number): void {
  order = failAt(point, point.startsWith('asaas') ? [seed.accountId, call] : [seed.tenantId], skip);
}

const steps = () => createAsaasActivities(bench.deps);

/** Repeats a step as Temporal and the workflow do, until the document stands as it should. */
async function carryOn(
  step: (before: DocumentSnapshot | undefined) => Promise<DocumentSnapshot>,
  status: DocumentSnapshot['status'],
): Promise<void> {
  let before: DocumentSnapshot | undefined;
  for (let tries = 0; tries < 12; tries++) {
    before = await step(before).catch(() => before);
    if (before?.status === status) return;
  }
  throw new Error(`The document is ${before?.status} and not ${status}`);
}

/** Money and ERP, as they were written down. */
async function books() {
  const { charges } = await bench.control<Book>('GET', `/book?account=${seed.asaasId}`);
  const [entries, events] = await asTenant(bench.deps.db, seed.tenantId, (scope) =>
    Promise.all([
      scope.selectFrom('ledger_entries').select('cause').execute(),
      scope.selectFrom('erp_events').select('type').execute(),
    ]),
  );
  return {
    live: charges.filter(({ live }) => live).length,
    booked: entries.length,
    // It is told of an outcome that nobody knows yet, too, and may ignore that.
    told: events.map(({ type }) => type).filter((type) => type !== 'document.uncertain'),
  };
}

const register = () =>
  carryOn(
    (before) =>
      bench.run(before?.status === 'uncertain' ? steps().lookUpCharge : steps().registerCharge, seed),
    'registered',
  );

describe('a document that is sent is charged once when the worker fails', () => {
  it.each([
    ['asaas.before_send', 0],
    ['asaas.after_send', 0],
    ['asaas.after_response', 0],
    ['attempt.before_check', 0],
    ['attempt.after_check', 0],
    // The transaction that writes the attempt, and the one that keeps what Asaas answered.
    ['db.before_commit', 5],
    ['db.after_commit', 5],
    ['db.before_commit', 6],
    ['db.after_commit', 6],
  ] as const)('at %s, after %i others', async (point, skip) => {
    throwAt(point, 'POST /payments', skip);
    await register();
    expect(order.takenAtMs()).not.toBeNull();
    expect(await books()).toEqual({ live: 1, booked: 0, told: ['document.registered'] });
  });
});

describe('a payment is booked once when the worker fails', () => {
  it.each([
    ['asaas.before_send', 0],
    ['asaas.after_send', 0],
    ['asaas.after_response', 0],
    ['settle.before_ledger', 0],
    ['settle.after_ledger', 0],
    ['db.before_commit', 1],
    ['db.after_commit', 1],
  ] as const)('at %s, after %i others', async (point, skip) => {
    await register();
    const chargeId = (await bench.control<Book>('GET', `/book?account=${seed.asaasId}`)).charges[0]?.id ?? '';
    await bench.control('POST', `/charges/${chargeId}/pay`, { method: 'pix' });
    throwAt(point, `GET /payments/${chargeId}`, skip);
    await carryOn(() => bench.run(steps().bookCharge, { ...seed, chargeId, source: 'webhook' }), 'settled');
    expect(order.takenAtMs()).not.toBeNull();
    expect(await books()).toEqual({ live: 1, booked: 1, told: ['document.registered', 'document.settled'] });
  });
});
