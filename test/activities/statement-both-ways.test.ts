import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { statementExplainingActivities, statementReadingActivities } from '../../activities/statement.ts';
import { inDays } from '../environment/days.ts';
import { type MoneyBench, openMoneyBench } from './money-bench.ts';

interface Line {
  seq: string;
  type: string;
  valueCents: string;
  chargeId: string | null;
}

const dayMs = 86_400_000;
const benches: MoneyBench[] = [];
let bench: MoneyBench;

beforeEach(async () => {
  bench = await openMoneyBench();
  benches.push(bench);
});

afterAll(async () => {
  for (const each of benches) await each.close();
});

/** Reads and explains the statement as the reconciliation does, on a day that is so many days ahead. */
async function reconcile(daysAhead = 0) {
  await bench.company.call('POST', `/v1/accounts/${bench.accountId}/reconcile`);
  const ref = { tenantId: bench.company.tenantId, accountId: bench.accountId };
  bench.clock.offsetMs = daysAhead * dayMs;
  const { readStatement } = statementReadingActivities(bench.deps);
  expect(await bench.run(readStatement, { ...ref, place: null })).toBeNull();
  await bench.run(statementExplainingActivities(bench.deps).explainStatement, ref);
  bench.clock.offsetMs = 0;
}

const totals = async (query = '') =>
  (await bench.company.call('GET', `/v1/accounts/${bench.accountId}/statement/totals${query}`)).body;

const unexplained = async () =>
  (await bench.company.call('GET', `/v1/accounts/${bench.accountId}/statement?explanation=unexplained`)).body
    .data;

/** A line of the simulator's own book. */
async function lineOf(chargeId: string, type: string): Promise<Line> {
  const { lines }: { lines: Line[] } = await bench.control('GET', `/accounts/${bench.asaasId}/statement`);
  const found = lines.find((line) => line.chargeId === chargeId && line.type === type);
  if (!found) throw new Error(`No ${type} of ${chargeId}`);
  return found;
}

async function settled(): Promise<{ id: string; chargeId: string }> {
  const document = await bench.register();
  await bench.pay(document.chargeId);
  await bench.book(document.id, document.chargeId);
  return document;
}

describe('a payment of our books that the statement does not have', () => {
  it('is named with the document, words and a cure once three days have passed, and gone when its line comes', async () => {
    const listed = await settled();
    const { id, chargeId } = await settled();
    const line = await lineOf(chargeId, 'PAYMENT_RECEIVED');
    await bench.control('DELETE', `/statement/${line.seq}`);
    await reconcile(3);
    expect((await totals()).missing).toBeNull();

    await reconcile(4);
    const { missing } = await totals();
    expect(missing).toMatchObject({ count: 1, amountCents: Number(line.valueCents) });
    expect(missing.oldest).toMatchObject([{ documentId: id, chargeId, creditedOn: inDays(0) }]);
    expect(missing.words).toMatch(/the statement at Asaas does not have them/);
    expect(missing.cure).toMatch(/ask Asaas’ support/);
    expect((await totals(`?to=${inDays(-1)}`)).missing).toBeNull();
    expect((await totals(`?from=${inDays(0)}`)).missing.oldest).not.toMatchObject([
      { chargeId: listed.chargeId },
    ]);

    await bench.control('POST', `/accounts/${bench.asaasId}/statement`, {
      type: 'PAYMENT_RECEIVED',
      valueCents: Number(line.valueCents),
      chargeId,
    });
    await reconcile(4);
    expect((await totals()).missing).toBeNull();
  });

  it('is no cash, which never passes through Asaas', async () => {
    const { id } = await bench.register();
    await bench.receiveInCash(id, 1_000, inDays(0));
    expect(await bench.read(id)).toMatchObject({ status: 'settled' });
    await reconcile(10);
    expect((await totals()).missing).toBeNull();
  });
});

describe('the fee of a notice', () => {
  const messaging = 'PAYMENT_MESSAGING_NOTIFICATION_FEE';

  it('is explained by what the notices of the account cost, and not when it differs by one centavo', async () => {
    await bench.control('PUT', `/settings?account=${bench.asaasId}`, { noticeFeeCents: 87 });
    await bench.company.call('PUT', `/v1/accounts/${bench.accountId}/notices`, { notifyPayers: true });
    const { chargeId } = await bench.register();
    await reconcile();
    expect(await unexplained()).toEqual([]);

    const { seq } = await lineOf(chargeId, messaging);
    await bench.control('POST', `/statement/${seq}`, { valueCents: -88 });
    await reconcile();
    expect(await unexplained()).toMatchObject([
      { kind: 'notice_fee', chargeId, amountCents: -88, bookedCents: -87 },
    ]);
    await bench.control('POST', `/statement/${seq}`, { valueCents: -87 });
    await reconcile();
    expect(await unexplained()).toEqual([]);
  });

  it('is unexplained while the account’s notices are off', async () => {
    const { chargeId } = await bench.register();
    const fee = { type: messaging, valueCents: -99, chargeId };
    await bench.control('POST', `/accounts/${bench.asaasId}/statement`, fee);
    await reconcile();
    expect(await unexplained()).toMatchObject([
      { kind: 'notice_fee', chargeId, amountCents: -99, bookedCents: 0 },
    ]);
  });
});
