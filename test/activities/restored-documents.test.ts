import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAsaasActivities } from '../../activities/activities.ts';
import { referenceOf } from '../../db/documents/attempt-reference.ts';
import { markRestored } from '../../db/restore/restored-accounts.ts';
import { asTenant } from '../../db/tenancy.ts';
import { type Healing, readForgottenCharges } from '../../worker/restore-healing.ts';
import { inDays } from '../environment/days.ts';
import type { Book } from '../environment/erp.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

/** What a document does whose charge the restored database does not know. */
let bench: Workbench;
let seed: Awaited<ReturnType<Workbench['seed']>>;

beforeAll(async () => {
  bench = await openWorkbench();
});

beforeEach(async () => {
  seed = await bench.seed();
  await inTenant((scope) => markRestored(scope, new Date()));
});

afterAll(() => bench.close());

const inTenant: <T>(work: Parameters<typeof asTenant<T>>[2]) => Promise<T> = (work) =>
  asTenant(bench.deps.db, seed.tenantId, work);
const steps = () => createAsaasActivities(bench.deps);
const book = async () => (await bench.control<Book>('GET', `/book?account=${seed.asaasId}`)).charges;
/** The seed's document has its own id as the ERP's. */
const erpNames = () => ({ tenant_id: seed.tenantId, erp_id: seed.documentId });

async function atAsaas<T>(path: string, body?: object, method = 'POST'): Promise<T> {
  const response = await fetch(`${bench.simulatorUrl}/v3${path}`, {
    method,
    headers: { access_token: seed.apiKey, 'content-type': 'application/json', 'user-agent': 'test' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return (await response.json()) as T;
}

/** The charge that the document's attempt of this number had created. Returns its id. */
async function forgottenCharge(number: number, value = 100): Promise<string> {
  const customer = await atAsaas<{ id: string }>('/customers', { name: 'João', cpfCnpj: '24971563792' });
  const charge = await atAsaas<{ id: string }>('/payments', {
    ...{ customer: customer.id, billingType: 'BOLETO', value, dueDate: inDays(20) },
    externalReference: referenceOf(erpNames(), number),
  });
  return charge.id;
}

async function readCharges(): Promise<Healing | undefined> {
  const healed = await readForgottenCharges(bench.deps);
  return healed.find(({ tenantId }) => tenantId === seed.tenantId);
}

describe('after a restore', () => {
  it('no charge is created before those of all accounts were read', async () => {
    expect(await bench.run(steps().registerCharge, seed)).toMatchObject({
      status: 'registering',
      hold: { cause: 'unexpected' },
    });
    expect(await book()).toEqual([]);
    await readCharges();
    expect(await bench.run(steps().registerCharge, seed)).toMatchObject({ status: 'registered', hold: null });
    expect(await book()).toHaveLength(1);
  });

  it.each([1, 3])('a document takes the charge that its attempt %i had created', async (number) => {
    const chargeId = await forgottenCharge(number);
    expect((await readCharges())?.waiting.map((charge) => charge.charge_id)).toEqual([chargeId]);
    expect(await bench.run(steps().registerCharge, seed)).toMatchObject({
      status: 'uncertain',
      hasOpenAttempt: true,
    });
    expect(await bench.run(steps().lookUpCharge, seed)).toMatchObject({ status: 'registered' });
    expect((await book()).map(({ id }) => id)).toEqual([chargeId]);
    expect((await readCharges())?.waiting).toEqual([]);
  });

  it('a charge that was removed meanwhile is not taken: the document gets another one', async () => {
    const chargeId = await forgottenCharge(1);
    await readCharges();
    await atAsaas(`/payments/${chargeId}`, undefined, 'DELETE');
    for (const step of ['registerCharge', 'lookUpCharge', 'lookUpCharge', 'registerCharge'] as const)
      await bench.run(steps()[step], seed);
    const live = (await book()).filter((charge) => charge.live);
    expect(live).toHaveLength(1);
    expect(live[0]?.externalReference).toBe(referenceOf(erpNames(), 2));
  });

  it('charges of others, and those that our rows know, are no forgotten ones', async () => {
    const { id: customer } = await atAsaas<{ id: string }>('/customers', {
      ...{ name: 'João', cpfCnpj: '24971563792' },
    });
    for (const externalReference of [null, 'pedido 7', 'ab'.repeat(16), crypto.randomUUID()]) {
      await atAsaas('/payments', {
        ...{ customer, billingType: 'PIX', value: 7, dueDate: inDays(3), externalReference },
      });
    }
    expect((await readCharges())?.waiting).toEqual([]);
    await bench.run(steps().registerCharge, seed);
    await inTenant((scope) => markRestored(scope, new Date()));
    expect((await readCharges())?.waiting).toEqual([]);
  });

  it('an account that Asaas does not show is named, and goes on creating nothing', async () => {
    await bench.control('PUT', '/faults', {
      rules: [{ accountId: seed.asaasId, method: 'GET', path: '/v3/payments', html503: 'html' }],
    });
    const healed = await readCharges();
    await bench.control('DELETE', '/faults');
    expect(healed?.unread.map(({ accountId }) => accountId)).toEqual([seed.accountId]);
    await bench.run(steps().registerCharge, seed);
    expect(await book()).toEqual([]);
  });
});
