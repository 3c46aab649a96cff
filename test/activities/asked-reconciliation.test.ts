import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statementExplainingActivities } from '../../activities/statement.ts';
import { sweepBoundsActivities } from '../../activities/sweep-bounds.ts';
import { findReconciliation, isAwaited, reconcileNow } from '../../db/statement/reconciliations.ts';
import { inTenant, type Ref, register } from './reconciling.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

let bench: Workbench;

beforeAll(async () => {
  bench = await openWorkbench();
});

afterAll(() => bench.close());

/** An account whose only charge is so young that it is compared only when somebody asks. */
async function young() {
  const { tenantId, accountId, documentId } = await bench.seed();
  const ref: Ref = { tenantId, accountId };
  await register(bench, { ...ref, documentId });
  return {
    ask: () =>
      inTenant(bench, ref, (scope) =>
        reconcileNow(scope, { id: accountId, tenant_id: tenantId, name: 'Conta' }),
      ),
    begin: () => bench.run(sweepBoundsActivities(bench.deps).beginSweep, ref),
    end: () => bench.run(statementExplainingActivities(bench.deps).explainStatement, ref),
    isAwaited: async () => {
      const row = await inTenant(bench, ref, (scope) => findReconciliation(scope, accountId));
      return row !== undefined && isAwaited(row);
    },
  };
}

describe('a reconciliation that somebody asked for', () => {
  it('is done by the one that begins after it, and by no other', async () => {
    const account = await young();
    await account.ask();
    expect(await account.begin()).not.toBeNull();
    await account.end();
    expect(await account.isAwaited()).toBe(false);
    expect(await account.begin()).toBeNull();
  });

  it('while another was under way is still awaited when that ends, and compares young charges too', async () => {
    const account = await young();
    await account.ask();
    await account.begin();
    await account.ask();
    await account.end();
    expect(await account.isAwaited()).toBe(true);
    expect(await account.begin()).not.toBeNull();
    await account.end();
    expect(await account.isAwaited()).toBe(false);
  });

  it('is not forgotten when its beginning is taken twice', async () => {
    const account = await young();
    await account.ask();
    await account.begin();
    expect(await account.begin()).not.toBeNull();
  });
});
