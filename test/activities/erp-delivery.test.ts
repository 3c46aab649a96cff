import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { erpDeliveryActivities } from '../../activities/erp-delivery.ts';
import { replay } from '../../db/erp-delivery/deliveries.ts';
import { makeEndpointSecret, sealEndpointSecret } from '../../db/erp-delivery/endpoint-secrets.ts';
import { findEndpoint, insertEndpoint } from '../../db/erp-delivery/endpoints.ts';
import { tellErp } from '../../db/messages/erp-events.ts';
import { asTenant } from '../../db/tenancy.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

let bench: Workbench;

beforeAll(async () => {
  bench = await openWorkbench();
});

afterAll(() => bench.close());

/** An endpoint for which ten events wait, each about another subject. */
async function endpointWithTenEvents() {
  const { tenantId } = await bench.seed();
  const endpointId = randomUUID();
  const { db, sealer } = bench.deps;
  await asTenant(db, tenantId, async (scope) => {
    const owner = { id: endpointId, tenant_id: tenantId };
    const secret_sealed = sealEndpointSecret(sealer, owner, makeEndpointSecret());
    await insertEndpoint(scope, {
      ...owner,
      url: 'https://erp.example/',
      secret_sealed,
      proved_at: new Date(),
    });
    for (let count = 0; count < 10; count += 1) {
      const data = { accountId: randomUUID(), name: 'Conta' };
      await tellErp(scope, tenantId, { type: 'account.key_accepted', data });
    }
  });
  const ref = { tenantId, endpointId };
  return { ref, read: () => asTenant(db, tenantId, (scope) => findEndpoint(scope, endpointId)) };
}

interface Ref {
  tenantId: string;
  endpointId: string;
}

/**
 * Delivers until nothing may be sent now, to an ERP that answers with these statuses, one after the other. `meanwhile` happens
 * while the first of them is under way.
 */
async function deliver(ref: Ref, answers: (number | null)[], meanwhile?: () => Promise<void>) {
  const { db, sealer, now } = bench.deps;
  const sent: number[] = [];
  const post = async (_url: string, _headers: object, body: string) => {
    const at = sent.push(JSON.parse(body).sequence) - 1;
    if (at === 0) await meanwhile?.();
    const status = answers[at] ?? null;
    return { status, body: '', error: status === null ? 'connect ECONNREFUSED' : null };
  };
  const report = await bench.run(erpDeliveryActivities({ db, sealer, now, post }).deliverToErp, ref);
  return { sent, report };
}

describe('an endpoint that does not answer', () => {
  it('has failed once, however many deliveries were on their way to it', async () => {
    const { ref, read } = await endpointWithTenEvents();
    const { sent, report } = await deliver(ref, []);
    expect(sent).toHaveLength(10);
    expect(report.standing).toBe('failing');
    const endpoint = await read();
    expect(endpoint?.failures).toBe(1);
    const pauseMs = Number(endpoint?.next_try_at) - Number(endpoint?.failing_since);
    expect(pauseMs).toBeLessThanOrEqual(6_000);
  });

  it('is tried ever less often, one delivery at a time, and gets everything once it answers', async () => {
    const { ref, read } = await endpointWithTenEvents();
    await deliver(ref, []);
    bench.clock.offsetMs += 6_000;
    expect((await deliver(ref, [])).sent).toHaveLength(1);
    expect((await read())?.failures).toBe(2);
    bench.clock.offsetMs += 31_000;
    expect((await deliver(ref, Array(10).fill(204))).sent).toHaveLength(10);
    expect(await read()).toMatchObject({ failures: 0, next_try_at: null });
  });
});

describe('a delivery that is asked for again', () => {
  it('while an attempt is under way is sent once more, whatever comes of that attempt', async () => {
    for (const first of [200, 500]) {
      const { ref, read } = await endpointWithTenEvents();
      const { db } = bench.deps;
      const again = () =>
        asTenant(db, ref.tenantId, async (scope) => {
          const endpoint = await read();
          if (endpoint) await replay(scope, endpoint, { from: 1, to: 1 });
        });
      const { sent } = await deliver(ref, [first, ...Array(20).fill(200)], again);
      bench.clock.offsetMs += 6_000;
      sent.push(...(await deliver(ref, Array(20).fill(200))).sent);
      expect(sent.filter((sequence) => sequence === 1)).toHaveLength(2);
      expect(sent).toHaveLength(11);
    }
  });
});
