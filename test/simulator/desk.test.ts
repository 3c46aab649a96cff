import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultRule } from '../../simulator/fault-rule.ts';
import { call, type Json, startTestSimulator, type TestSimulator } from './asaas.ts';

let simulator: TestSimulator;

beforeAll(async () => {
  simulator = await startTestSimulator();
});

afterAll(() => simulator.close());

test('an account’s charges are listed newest first with their payers, in pages, and found by what people know of them', async () => {
  const account = await simulator.account({ name: 'Padaria' });
  const charges: Json[] = [];
  for (let at = 0; at < 27; at += 1) charges.push(await account.charge({ description: `NF-${at}` }));
  const list = async (query: string) =>
    (await simulator.control('GET', `/accounts/${account.id}/charges?${query}`)).body;
  const first = await list('');
  expect([first.total, first.pages, first.charges.length]).toEqual([27, 2, 25]);
  expect(first.charges[0]).toMatchObject({ id: charges[26].id, customerName: expect.any(String) });
  expect((await list('page=2')).charges.map(({ id }: Json) => id)).toEqual([charges[1].id, charges[0].id]);
  expect((await list('q=NF-13')).charges.map(({ id }: Json) => id)).toEqual([charges[13].id]);
  expect((await list(`q=${charges[5].nossoNumero}`)).total).toBe(1);
  expect((await list(`q=${encodeURIComponent('%')}`)).total).toBe(0);
  await simulator.control('POST', `/charges/${charges[3].id}/pay`, { method: 'pix' });
  await account.delete(`/payments/${charges[4].id}`);
  const found = async (status: string) => (await list(`status=${status}`)).total;
  expect([await found('open'), await found('paid'), await found('other')]).toEqual([25, 1, 1]);
});

test('each fault of the desk is a rule that the simulator takes, and every kind of fault has a button', async () => {
  const { faults } = await import(new URL('../../simulator/page/desk-faults.js', import.meta.url).href);
  for (const { rule } of faults)
    expect((await simulator.control('PUT', '/faults', { rules: [rule] })).status).toBe(200);
  const rules = (faults as { rule: object }[]).flatMap(({ rule }) => Object.keys(rule));
  const aboutTheCall = ['method', 'path', 'accountId', 'probability', 'count', 'seed', 'used'];
  const kinds = Object.keys(faultRule.shape).filter((name) => !aboutTheCall.includes(name));
  expect(kinds.filter((kind) => !rules.includes(kind))).toEqual([]);
  await simulator.control('DELETE', '/faults');
});

test('the desk loads all of its scripts', async () => {
  const page = async (path: string) => call(`${simulator.url}${path}`, { method: 'GET' });
  const pending = ['/desk.js'];
  const loaded = new Set<string>();
  for (let path = pending.pop(); path; path = pending.pop()) {
    const { status, text } = await page(path);
    expect([path, status]).toEqual([path, 200]);
    loaded.add(path);
    for (const [, part] of text.matchAll(/from '\.(\/[\w-]+\.js)'/g))
      if (part && !loaded.has(part)) pending.push(part);
  }
  expect(loaded.size).toBe(5);
});
