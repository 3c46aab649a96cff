import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { registrationActivities } from '../../activities/registration.ts';
import { findDocument } from '../../db/documents/documents.ts';
import { asTenant } from '../../db/tenancy.ts';
import { inDays } from '../environment/days.ts';
import type { Book } from '../environment/erp.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

let bench: Workbench;

beforeAll(async () => {
  bench = await openWorkbench();
});

afterEach(() => bench.control('DELETE', '/faults'));

afterAll(() => bench.close());

/** More than one page. */
const chargesOfOthers = 101;

describe('the look-up of a charge', () => {
  it('finds it among the charges of others, on the last page of a list that Asaas did not filter', async () => {
    const seed = await bench.seed();
    const { registerCharge, lookUpCharge } = registrationActivities(bench.deps);
    const fault = (rule: object) => bench.control('PUT', '/faults', { rules: [rule] });
    await fault({ method: 'POST', path: '/v3/payments', dropAnswerAfterCommit: true, count: 1 });
    await bench.run(registerCharge, seed);
    const book = () =>
      bench.control<Book & { charges: { customer: string }[] }>('GET', `/book?account=${seed.asaasId}`);
    const [ours] = (await book()).charges;
    for (let at = 0; at < chargesOfOthers; at++) await createForeign(seed.apiKey, ours?.customer ?? '', at);
    await fault({ method: 'GET', path: '/v3/payments', ignoreFilters: true });
    expect(await bench.run(lookUpCharge, seed)).toMatchObject({ status: 'registered' });
    const { charges } = await book();
    expect(charges.filter(({ live }) => live)).toHaveLength(chargesOfOthers + 1);
    const { charge_id } = await asTenant(bench.deps.db, seed.tenantId, (scope) =>
      findDocument(scope, seed.documentId),
    );
    expect(charge_id).toBe(ours?.id);
  });
});

async function createForeign(apiKey: string, customer: string, at: number): Promise<void> {
  const response = await fetch(`${bench.simulatorUrl}/v3/payments`, {
    method: 'POST',
    headers: { access_token: apiKey, 'content-type': 'application/json', 'user-agent': 'test' },
    body: JSON.stringify({
      customer,
      billingType: 'BOLETO',
      value: 50,
      dueDate: inDays(20),
      externalReference: `of another system ${at}`,
    }),
  });
  expect(response.status).toBe(200);
}
