import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookingActivities } from '../../activities/booking.ts';
import { statementExplainingActivities, statementReadingActivities } from '../../activities/statement.ts';
import { inDays } from '../environment/days.ts';
import { inTenant, messagesOf, type Ref, register } from './reconciling.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

/** No webhook is set up here: whatever happens at Asaas is never told. */
let bench: Workbench;

beforeAll(async () => {
  bench = await openWorkbench();
});

afterAll(() => bench.close());

async function readAndExplain({ tenantId, accountId }: Ref): Promise<void> {
  const ref = { tenantId, accountId };
  await inTenant(bench, ref, (scope) =>
    scope
      .insertInto('reconciliations')
      .values({ account_id: accountId, tenant_id: tenantId })
      .onConflict((conflict) => conflict.column('account_id').doNothing())
      .execute(),
  );
  const { readStatement } = statementReadingActivities(bench.deps);
  expect(await bench.run(readStatement, { ...ref, place: null })).toBeNull();
  await bench.run(statementExplainingActivities(bench.deps).explainStatement, ref);
}

async function settled() {
  const seed = await bench.seed();
  const chargeId = await register(bench, seed);
  await bench.control('POST', `/charges/${chargeId}/pay`, { method: 'pix', paidOn: inDays(0) });
  const news = { ...seed, chargeId, source: 'webhook' } as const;
  await bench.run(bookingActivities(bench.deps).bookCharge, news);
  return { seed, chargeId };
}

describe('money that only the statement tells of', () => {
  it('makes the document read its charge again: a refund', async () => {
    const { seed, chargeId } = await settled();
    await readAndExplain(seed);
    expect(await messagesOf(bench, seed)).toEqual([]);
    await bench.control('POST', `/charges/${chargeId}/refund`, { valueCents: 1_000 });
    await readAndExplain(seed);
    const facts = { chargeId, source: 'reconciliation' };
    expect(await messagesOf(bench, seed)).toEqual([{ signal: 'paymentReceived', facts }]);
  });

  it('is kept as a receipt when it came by a charge of nobody’s', async () => {
    const { seed } = await settled();
    await bench.control('POST', `/accounts/${seed.asaasId}/automatic-charge`, { valueCents: 4_200 });
    await readAndExplain(seed);
    const rows = await inTenant(bench, seed, (scope) =>
      scope.selectFrom('messages').select('workflow_type').execute(),
    );
    expect(rows).toEqual([{ workflow_type: 'unidentifiedReceipt' }]);
  });

  it('is no fee that differs by a centavo: reading the charge again would not explain it', async () => {
    const { seed } = await settled();
    const { lines } = await bench.control<{ lines: { seq: string; type: string }[] }>(
      'GET',
      `/accounts/${seed.asaasId}/statement`,
    );
    const fee = lines.find(({ type }) => type === 'PAYMENT_FEE');
    await bench.control('POST', `/statement/${fee?.seq}`, { valueCents: -200 });
    await readAndExplain(seed);
    expect(await messagesOf(bench, seed)).toEqual([]);
  });

  it('is not asked for any more after a week', async () => {
    const { seed, chargeId } = await settled();
    await bench.control('POST', `/charges/${chargeId}/refund`, { valueCents: 1_000 });
    bench.clock.offsetMs = 8 * 86_400_000;
    await readAndExplain(seed);
    bench.clock.offsetMs = 0;
    expect(await messagesOf(bench, seed)).toEqual([]);
  });
});
