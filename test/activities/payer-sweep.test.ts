import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findTimeline } from '../../db/documents/timeline.ts';
import { atAsaas, inTenant, register, sweep } from './reconciling.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

let bench: Workbench;

beforeAll(async () => {
  bench = await openWorkbench();
});

afterAll(() => bench.close());

async function registered() {
  const seed = await bench.seed();
  await inTenant(bench, seed, (scope) =>
    scope.updateTable('payers').set({ email: 'joao@cliente.example' }).execute(),
  );
  const chargeId = await register(bench, seed);
  const customer = String((await atAsaas(bench, seed.apiKey, 'GET', `/payments/${chargeId}`)).customer);
  const path = `/customers/${customer}`;
  return {
    seed,
    path,
    read: () => atAsaas(bench, seed.apiKey, 'GET', path),
    told: async () =>
      (
        await inTenant(bench, seed, (scope) =>
          findTimeline(scope, seed.documentId, { afterId: 0, limit: 100 }),
        )
      )
        .filter(({ what }) => what === 'payer.mended')
        .map(({ details }) => details),
    customer,
  };
}

describe('a payer that somebody changed at Asaas', () => {
  it.each([
    ['name', { name: 'Outro' }],
    ['email', { email: 'outro@cliente.example' }],
    ['taxId', { cpfCnpj: '52998224725' }],
    ['notices', { notificationDisabled: false }],
  ])('is put right by the next sweep, which its documents tell: %s', async (field, change) => {
    const { seed, path, read, told, customer } = await registered();
    const before = await read();
    await atAsaas(bench, seed.apiKey, 'PUT', path, change);
    await sweep(bench, seed);
    expect(await read()).toEqual(before);
    expect(await told()).toEqual([{ customerId: customer, fields: [field] }]);
  });

  it('is brought back when it was removed', async () => {
    const { seed, path, read, told } = await registered();
    await atAsaas(bench, seed.apiKey, 'DELETE', path);
    await sweep(bench, seed);
    expect(await read()).toMatchObject({ deleted: false, name: 'João' });
    expect(await told()).toHaveLength(1);
  });

  it('costs nothing while it is as we hold it, however Asaas writes it', async () => {
    const { seed, path } = await registered();
    await atAsaas(bench, seed.apiKey, 'PUT', path, { name: 'JOÃO' });
    await bench.control('POST', '/book/reset-calls', { account: seed.asaasId });
    await sweep(bench, seed);
    const { calls } = await bench.control<{ calls: Record<string, number> }>(
      'GET',
      `/book?account=${seed.asaasId}`,
    );
    expect(Object.keys(calls).sort()).toEqual(['GET /v3/customers', 'GET /v3/payments']);
  });
});
