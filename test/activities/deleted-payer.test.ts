import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { registrationActivities } from '../../activities/registration.ts';
import { Refused } from '../../asaas/errors.ts';
import { asTenant } from '../../db/tenancy.ts';
import type { Book } from '../environment/erp.ts';
import { type Seed, seedMoreDocuments } from '../environment/seeds.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

let bench: Workbench;
let seed: Awaited<ReturnType<Workbench['seed']>>;
let next: Seed;

beforeAll(async () => {
  bench = await openWorkbench();
});

beforeEach(async () => {
  seed = await bench.seed();
  [next] = (await seedMoreDocuments(bench.deps.db, seed, 1)) as [Seed];
  await register(seed);
  await deleteCustomer((await customers())[0]?.id ?? '');
});

afterAll(() => bench.close());

const register = (of: Seed, deps = bench.deps) => bench.run(registrationActivities(deps).registerCharge, of);
const book = () => bench.control<Book>('GET', `/book?account=${seed.asaasId}`);
const customers = async () => (await book()).customers;

async function deleteCustomer(id: string): Promise<void> {
  const answer = await fetch(`${bench.simulatorUrl}/v3/customers/${id}`, {
    method: 'DELETE',
    headers: { access_token: seed.apiKey, 'user-agent': 'test' },
  });
  expect(answer.status).toBe(200);
}

describe('a payer who was deleted at Asaas', () => {
  it('is created again when Asaas refuses a charge for it, and the document has one charge', async () => {
    expect((await register(next)).status).toBe('registered');
    expect((await customers()).map(({ deleted }) => deleted).sort()).toEqual([false, true]);
    expect((await book()).charges).toHaveLength(2);
  });

  it('is created again when its changed data cannot be carried there', async () => {
    await asTenant(bench.deps.db, seed.tenantId, (scope) =>
      scope.updateTable('payers').set({ name: 'João da Silva', version: 2 }).execute(),
    );
    expect((await register(next)).status).toBe('registered');
    expect((await customers()).map(({ deleted }) => deleted).sort()).toEqual([false, true]);
  });

  it('is replaced once: a refusal that stays is told at the document', async () => {
    const { asaas } = bench.deps;
    let asked = 0;
    const create = () => {
      asked += 1;
      const fault = { code: 'invalid_customer', description: 'Customer inválido ou não informado.' };
      return Promise.reject(new Refused('refused', 400, [fault]));
    };
    const refusing = { ...bench.deps, asaas: { ...asaas, charges: { ...asaas.charges, create } } };
    expect((await register(next, refusing)).status).toBe('rejected');
    expect(asked).toBe(2);
  });
});
