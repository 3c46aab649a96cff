import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { erpDeliveryActivities } from '../../activities/erp-delivery.ts';
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

/** Delivers until nothing may be sent now, to an ERP that answers with these statuses, one after the other. */
async function deliver(ref: { tenantId: string; endpointId: string }, answers: (number | null)[]) {
  const { db, sealer, now } = bench.deps;
  let sent = 0;
  const post = async () => {
    const status = answers[sent++] ?? null;
    return { status, body: '', error: status === null ? 'connect ECONNREFUSED' : null };
  };
  const report = await bench.run(erpDeliveryActivities({ db, sealer, now, post }).deliverToErp, ref);
  return { sent, report };
}

describe('an endpoint that does not answer', () => {
  it('has failed once, however many deliveries were on their way to it', async () => {
    const { ref, read } = await endpointWithTenEvents();
    const { sent, report } = await deliver(ref, []);
    expect(sent).toBe(10);
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
    expect((await deliver(ref, [])).sent).toBe(1);
    expect((await read())?.failures).toBe(2);
    bench.clock.offsetMs += 31_000;
    expect((await deliver(ref, Array(10).fill(204))).sent).toBe(10);
    expect(await read()).toMatchObject({ failures: 0, next_try_at: null });
  });
});
