import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Json, startTestSimulator, type TestAccount, type TestSimulator } from './asaas.ts';

let simulator: TestSimulator;
beforeAll(async () => {
  simulator = await startTestSimulator();
});
afterAll(() => simulator?.close());

async function aCustomer() {
  const account = await simulator.account();
  const customer = await account.customer();
  const listed = async (): Promise<Json[]> =>
    (await account.get(`/customers/${customer}/notifications`)).body.data;
  return { account, customer, listed };
}

const quiet = { emailEnabledForCustomer: false, smsEnabledForCustomer: false, enabled: false };

async function feesOf(account: TestAccount): Promise<Record<string, number>> {
  const { body } = await simulator.control('GET', `/accounts/${account.id}/statement`);
  const fees: Record<string, number> = {};
  for (const { type, valueCents } of body.lines) fees[type] = (fees[type] ?? 0) + valueCents;
  return fees;
}

test('a customer has the fixed eight notifications from its beginning, by e-mail and SMS', async () => {
  const { customer, listed } = await aCustomer();
  const all = await listed();
  expect(all.map(({ event, scheduleOffset }) => `${event} ${scheduleOffset}`).sort()).toEqual([
    'PAYMENT_CREATED 0',
    'PAYMENT_DUEDATE_WARNING 0',
    'PAYMENT_DUEDATE_WARNING 10',
    'PAYMENT_OVERDUE 0',
    'PAYMENT_OVERDUE 7',
    'PAYMENT_RECEIVED 0',
    'PAYMENT_UPDATED 0',
    'SEND_LINHA_DIGITAVEL 0',
  ]);
  expect(Object.keys(all[0]).join()).toBe(
    'object,id,customer,enabled,emailEnabledForProvider,smsEnabledForProvider,emailEnabledForCustomer,' +
      'smsEnabledForCustomer,phoneCallEnabledForCustomer,whatsappEnabledForCustomer,event,scheduleOffset,deleted',
  );
  for (const each of all) {
    expect(each).toMatchObject({ customer, enabled: true, emailEnabledForCustomer: true });
    expect(each).toMatchObject({ smsEnabledForCustomer: true, whatsappEnabledForCustomer: false });
  }
});

test('a batch changes those it names, and all of them or none', async () => {
  const { account, customer, listed } = await aCustomer();
  const [first, second] = await listed();
  const strange = await aCustomer();
  const [foreign] = await strange.listed();
  const batch = (ids: string[]) =>
    account.put('/notifications/batch', { customer, notifications: ids.map((id) => ({ id, ...quiet })) });
  expect((await batch([first.id, foreign.id])).status).toBe(404);
  expect((await listed())[0]).toEqual(first);
  const { status, body } = await batch([first.id]);
  expect([status, body]).toEqual([200, { notifications: [{ ...first, ...quiet }] }]);
  expect(await listed()).toEqual(expect.arrayContaining([{ ...first, ...quiet }, second]));
});

test('a day that Asaas does not know, or a voice without a phone, is refused', async () => {
  const { account, listed } = await aCustomer();
  const all = await listed();
  const of = (event: string) => all.find((each) => each.event === event).id;
  const put = async (event: string, change: object) => {
    const { status, body } = await account.put(`/notifications/${of(event)}`, change);
    return [status, body.errors?.[0].code ?? body.scheduleOffset];
  };
  expect(await put('PAYMENT_DUEDATE_WARNING', { scheduleOffset: 5 })).toEqual([200, 5]);
  expect(await put('PAYMENT_DUEDATE_WARNING', { scheduleOffset: 3 })).toEqual([
    400,
    'invalid_scheduleOffset',
  ]);
  expect(await put('PAYMENT_RECEIVED', { scheduleOffset: 5 })).toEqual([400, 'invalid_scheduleOffset']);
  expect(await put('PAYMENT_CREATED', { phoneCallEnabledForCustomer: true })).toEqual([
    400,
    'invalid_action',
  ]);
});

test('a charge costs the e-mails and SMS once, and each WhatsApp by itself', async () => {
  const { account, customer, listed } = await aCustomer();
  await account.put(`/customers/${customer}`, { notificationDisabled: false });
  const charge = { customer, billingType: 'BOLETO', value: 100, dueDate: await simulator.today(10) };
  const all = await listed();
  const set = (change: object) =>
    account.put('/notifications/batch', {
      customer,
      notifications: all.map(({ id }) => ({ id, ...change })),
    });
  await set(quiet);
  await account.post('/payments', charge);
  expect(await feesOf(account)).toEqual({});
  await set({ ...quiet, enabled: true, whatsappEnabledForCustomer: true });
  await account.put(`/notifications/${all[0].id}`, { emailEnabledForCustomer: true });
  await account.post('/payments', charge);
  expect(await feesOf(account)).toEqual({
    PAYMENT_MESSAGING_NOTIFICATION_FEE: -99,
    INSTANT_TEXT_MESSAGE_FEE: -8 * 55,
  });
});
