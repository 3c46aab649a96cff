import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, startTestSimulator, type TestSimulator } from './asaas.ts';
import { startReceiver } from './receiver.ts';

let simulator: TestSimulator;
beforeAll(async () => {
  simulator = await startTestSimulator();
});
afterAll(() => simulator?.close());

test('accounts are listed without their keys', async () => {
  const { id, apiKey } = await simulator.account({
    name: 'Loja',
    cpfCnpj: '24971563792',
    environment: 'production',
  });
  const { body, text } = await simulator.control('GET', '/accounts');
  expect(body.accounts).toContainEqual(
    expect.objectContaining({ id, name: 'Loja', cpfCnpj: '24971563792', environment: 'production' }),
  );
  expect(text).not.toContain(apiKey);
});

test('an account tells of itself by its API', async () => {
  const account = await simulator.account({ name: 'Loja', cpfCnpj: '24971563792' });
  expect((await account.get('/myAccount/commercialInfo')).body).toMatchObject({
    status: 'APPROVED',
    personType: 'FISICA',
    name: 'Loja',
    cpfCnpj: '24971563792',
  });
  await account.settings({ accountStatus: 'PENDING', boletoFeeCents: 99 });
  expect((await account.get('/myAccount/status')).body).toMatchObject({ id: account.id, general: 'PENDING' });
  expect((await account.get('/myAccount/fees')).body.payment.bankSlip).toMatchObject({
    defaultValue: 0.99,
    daysToReceive: 1,
  });
});

test('the settings of an account lie over the general ones, and null takes them back', async () => {
  const [one, other] = [await simulator.account(), await simulator.account()];
  const fee = async (id?: string) =>
    (await simulator.control('GET', `/settings${id ? `?account=${id}` : ''}`)).body.pixFeeCents;
  await simulator.control('PUT', '/settings', { pixFeeCents: 10 });
  await one.settings({ pixFeeCents: 20 });
  expect([await fee(), await fee(one.id), await fee(other.id)]).toEqual([10, 20, 10]);
  await simulator.restart();
  expect([await fee(), await fee(one.id), await fee(other.id)]).toEqual([10, 20, 10]);
  await simulator.control('PUT', `/settings?account=${one.id}`, { pixFeeCents: null });
  await simulator.control('PUT', '/settings', { pixFeeCents: null });
  expect([await fee(), await fee(one.id)]).toEqual([199, 199]);
});

test('a setting or value nobody knows is refused', async () => {
  for (const change of [{ noSuchSetting: 1 }, { secondPayment: 'maybe' }]) {
    expect((await simulator.control('PUT', '/settings', change)).status).toBe(400);
  }
  expect((await simulator.control('PUT', '/settings?account=nobody', {})).status).toBe(404);
});

test('calls are counted per endpoint, and can be forgotten', async () => {
  const account = await simulator.account();
  const { id } = await account.charge();
  for (let read = 0; read < 3; read += 1) await account.get(`/payments/${id}`);
  await account.get('/payments/pay_unknown');
  const { calls, callsByStatus } = await account.book();
  expect(calls).toEqual({ 'POST /v3/customers': 1, 'POST /v3/payments': 1, 'GET /v3/payments/{id}': 4 });
  expect(callsByStatus['GET /v3/payments/{id}']).toEqual({ total: 4, ok: 3, refused: 1, failed: 0 });
  await simulator.control('POST', '/book/reset-calls', { account: account.id });
  expect((await account.book()).calls).toEqual({});
});

test('book, clock, faults and undelivered events are as they were after a restart', async () => {
  const account = await simulator.account();
  const receiver = await startReceiver();
  await account.webhook(receiver.url);
  await simulator.control('POST', `/webhooks/pause?account=${account.id}`, {});
  const charge = await account.charge();
  await simulator.control('POST', '/clock', { advanceDays: 2 });
  const today = await simulator.today();
  await simulator.restart();
  expect(await simulator.today()).toBe(today);
  const { invoiceUrl: _, bankSlipUrl: __, ...lasting } = charge;
  expect((await account.book()).charges).toMatchObject([lasting]);
  await simulator.control('POST', '/webhooks/resume', {});
  await account.flush();
  expect(receiver.events()).toEqual(['PAYMENT_CREATED']);
  await receiver.close();
});

test('an unknown control, account or charge is 404, a body that is no JSON 400', async () => {
  expect((await simulator.control('GET', '/nothing')).status).toBe(404);
  expect((await simulator.control('GET', '/book?account=nobody')).status).toBe(404);
  expect((await simulator.control('GET', '/book')).status).toBe(400);
  expect((await simulator.control('POST', '/charges/pay_x/pay', { method: 'pix' })).status).toBe(404);
  expect((await simulator.control('POST', '/clock', '{')).status).toBe(400);
  expect((await call(`${simulator.url}/healthz`, { method: 'GET' })).status).toBe(200);
});

test('the addresses of a charge open pages, and the desk loads its parts', async () => {
  const account = await simulator.account();
  const charge = await account.charge({ description: '<b>Aluguel</b>' });
  const page = async (path: string) => call(new URL(path, simulator.url).href, { method: 'GET' });
  const invoice = await page(charge.invoiceUrl);
  expect([invoice.status, invoice.text]).toEqual([200, expect.stringContaining('R$ 350,00')]);
  expect(invoice.text).not.toContain('<b>Aluguel');
  const line = (await account.get(`/payments/${charge.id}/identificationField`)).body.identificationField;
  expect((await page(charge.bankSlipUrl)).text.replace(/[ .]/g, '')).toContain(line);
  expect((await page('/i/unknown')).status).toBe(404);
  const types = await Promise.all(
    ['/', '/desk.js', '/desk.css'].map(async (path) => (await page(path)).headers['content-type']),
  );
  expect(types).toEqual(
    ['text/html', 'text/javascript', 'text/css'].map((type) => expect.stringContaining(type)),
  );
});
