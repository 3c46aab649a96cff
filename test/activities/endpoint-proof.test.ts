import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { erpDeliveryActivities } from '../../activities/erp-delivery.ts';
import { guardedPost } from '../../activities/guarded-post.ts';
import { insertTestDelivery } from '../../db/erp-delivery/deliveries.ts';
import { findEndpoint, lockEndpoint, unproved, updateEndpoint } from '../../db/erp-delivery/endpoints.ts';
import { asTenant } from '../../db/tenancy.ts';
import { type Api, openCompany, startApi } from '../api/environment.ts';
import { startErpEndpoint, verify } from '../environment/erp-endpoint.ts';
import { openDependencies, runActivity } from './dependencies.ts';

let api: Api;
let erp: Awaited<ReturnType<typeof startErpEndpoint>>;
let opened: ReturnType<typeof openDependencies>;

beforeAll(async () => {
  api = await startApi();
  erp = await startErpEndpoint();
  // The API of the tests seals with this key.
  const place = { databaseUrl: api.databaseUrl, simulatorUrl: api.simulatorUrl, sealingKey: '7'.repeat(64) };
  opened = openDependencies(place);
});

afterAll(async () => {
  await erp.goAway();
  await opened.close();
  await api.close();
});

/** An endpoint of a company, as the API adds it, at an address that this test listens at. */
async function anEndpoint(prove?: typeof erp.behaviour.prove) {
  erp.behaviour.prove = prove ?? (({ challenge }) => ({ challenge }));
  erp.challenges.splice(0);
  erp.received.splice(0);
  const company = await openCompany(api);
  const { body } = await company.call('POST', '/v1/webhook-endpoints', { url: 'https://erp.example/x' });
  const ref = { tenantId: company.tenantId, endpointId: body.id as string };
  const { deps, clock } = opened;
  const inTenant = <T>(work: Parameters<typeof asTenant<T>>[2]) => asTenant(deps.db, ref.tenantId, work);
  // The API takes https alone here.
  await inTenant((scope) => updateEndpoint(scope, ref.endpointId, { url: erp.url }));
  const post = guardedPost({ privateAllowed: true });
  const activities = erpDeliveryActivities({ db: deps.db, sealer: deps.sealer, post, now: deps.now });
  return {
    secret: body.secret as string,
    path: `/v1/webhook-endpoints/${body.id}`,
    company,
    inTenant,
    clock,
    ref,
    shown: async (language = 'pt-BR') =>
      (
        await company.call('GET', `/v1/webhook-endpoints/${body.id}`, undefined, {
          'accept-language': language,
        })
      ).body,
    addDelivery: () =>
      inTenant(async (scope) => {
        const row = await lockEndpoint(scope, ref.endpointId);
        if (row) await insertTestDelivery(scope, row);
      }),
    round: () => runActivity(activities.deliverToErp, ref),
  };
}

describe('an endpoint that was added', () => {
  it('is pending, and gets nothing before its address sent the challenge back', async () => {
    const endpoint = await anEndpoint();
    await endpoint.addDelivery();
    expect(await endpoint.shown()).toMatchObject({
      status: 'pending',
      provedAt: null,
      reason: expect.stringContaining('ainda não respondeu ao desafio'),
    });
    expect((await endpoint.round()).standing).toBe('active');
    expect(erp.challenges).toHaveLength(1);
    expect(erp.received).toHaveLength(1);
    for (const sent of [...erp.challenges, ...erp.received]) verify(endpoint.secret, sent);
    expect(await endpoint.shown()).toMatchObject({ status: 'active', reason: null, failures: 0 });
    await endpoint.addDelivery();
    await endpoint.round();
    expect(erp.challenges).toHaveLength(1);
  });

  it.each<[string, typeof erp.behaviour.prove, string]>([
    [
      'whatever it was sent',
      (data) => ({ type: 'webhook_endpoint.challenged', data }),
      'not with the challenge',
    ],
    ['another challenge', () => ({ challenge: randomUUID() }), 'not with the challenge'],
    ['nothing', () => null, 'not with the challenge'],
  ])('stays pending while its address sends back %s', async (_, prove, reason) => {
    const endpoint = await anEndpoint(prove);
    await endpoint.addDelivery();
    const report = await endpoint.round();
    expect(report.standing).toBe('pending');
    expect(report.nextAtMs).toBeGreaterThan(Date.now());
    expect(erp.received).toEqual([]);
    expect(await endpoint.shown('en')).toMatchObject({
      status: 'pending',
      failures: 1,
      reason: expect.stringContaining(reason),
    });
    const { body } = await endpoint.company.call('GET', '/v1/problems');
    expect(body.data).toMatchObject([{ code: 'endpoint_pending', count: 1 }]);
  });

  it('that is cured is asked at once when somebody wants it, and gets what waited', async () => {
    const endpoint = await anEndpoint(() => ({}));
    await endpoint.addDelivery();
    await endpoint.round();
    erp.behaviour.prove = ({ challenge }) => ({ challenge });
    expect((await endpoint.round()).standing).toBe('pending');
    const { status, body } = await endpoint.company.call('POST', `${endpoint.path}/challenge`);
    expect([status, body.status, body.failures]).toEqual([202, 'pending', 0]);
    await endpoint.round();
    expect(erp.received).toHaveLength(1);
    const again = await endpoint.company.call('POST', `${endpoint.path}/challenge`);
    expect([again.status, again.body.status]).toEqual([202, 'active']);
  });

  it('is parked when its address answered no challenge for a week', async () => {
    const endpoint = await anEndpoint(() => ({}));
    await endpoint.round();
    endpoint.clock.offsetMs = 8 * 86_400_000;
    expect((await endpoint.round()).standing).toBe('parked');
    endpoint.clock.offsetMs = 0;
    expect(await endpoint.shown()).toMatchObject({ status: 'parked', provedAt: null });
    const { body } = await endpoint.company.call('PATCH', endpoint.path, { status: 'active' });
    expect(body.status).toBe('pending');
  });
});

describe('an endpoint whose address changes', () => {
  it('has to prove the new one, and an answer to an earlier challenge proves nothing', async () => {
    const endpoint = await anEndpoint();
    await endpoint.round();
    const moved = await endpoint.company.call('PATCH', endpoint.path, { url: 'https://erp.example/new' });
    expect(moved.body).toMatchObject({ status: 'pending', provedAt: null });
    const described = await endpoint.company.call('PATCH', endpoint.path, { description: 'ERP' });
    expect(described.body.status).toBe('pending');
    // While the answer is on its way, somebody changes the address once more.
    await endpoint.inTenant((scope) => updateEndpoint(scope, endpoint.ref.endpointId, { url: erp.url }));
    let isRenewed = false;
    erp.behaviour.prove = ({ challenge }) => ({ challenge });
    const before = await endpoint.inTenant((scope) => findEndpoint(scope, endpoint.ref.endpointId));
    const post = async (...call: Parameters<ReturnType<typeof guardedPost>>) => {
      const answer = await guardedPost({ privateAllowed: true })(...call);
      if (!isRenewed)
        await endpoint.inTenant((scope) => updateEndpoint(scope, endpoint.ref.endpointId, unproved()));
      isRenewed = true;
      return answer;
    };
    const { deps } = opened;
    const { deliverToErp } = erpDeliveryActivities({ db: deps.db, sealer: deps.sealer, post, now: deps.now });
    erp.challenges.splice(0);
    await runActivity(deliverToErp, endpoint.ref);
    const sent = erp.challenges.map(({ body }) => body.data.challenge);
    expect(sent).toHaveLength(2);
    expect(sent[0]).toBe(before?.challenge);
    expect(new Set(sent).size).toBe(2);
    expect((await endpoint.shown()).status).toBe('active');
  });
});
