import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { addDays, type Json, startTestSimulator, type TestAccount, type TestSimulator } from './asaas.ts';

let simulator: TestSimulator;
let account: TestAccount;
beforeAll(async () => {
  simulator = await startTestSimulator();
});
afterAll(() => simulator?.close());

// A Monday morning in São Paulo, with no bank holiday in the two weeks after it.
const monday = '2027-03-01';
beforeEach(async () => {
  await simulator.control('POST', '/clock', { now: `${monday}T09:00:00-03:00` });
  account = await simulator.account();
});

const advance = (days: number) => simulator.control('POST', '/clock', { advanceDays: days });
const pay = (id: string, method: string) => simulator.control('POST', `/charges/${id}/pay`, { method });
const bookedCharge = async (id: string): Promise<Json> =>
  (await account.book()).charges.find((charge: Json) => charge.id === id);
const historyOf = async (id: string): Promise<string[]> =>
  (await bookedCharge(id)).history.map(({ at, event }: Json) => `${at.slice(0, 10)} ${event}`);

test('the clock tells its time and goes back to the machine’s', async () => {
  const { body } = await simulator.control('POST', '/clock', { advanceMs: 3_600_000 });
  expect(body).toMatchObject({ today: monday, now: expect.stringMatching(/^2027-03-01T13:00/) });
  const reset = (await simulator.control('POST', '/clock/reset', {})).body;
  expect(reset.offsetMs).toBe(0);
});

test('the day changes at midnight in São Paulo', async () => {
  await simulator.control('POST', '/clock', { now: `${monday}T23:59:00-03:00` });
  expect(await simulator.today()).toBe(monday);
  await simulator.control('POST', '/clock', { advanceMs: 120_000 });
  expect(await simulator.today()).toBe('2027-03-02');
});

test('a charge falls overdue the day after its due date, not on it', async () => {
  const charge = await account.charge({ dueDate: addDays(monday, 2) });
  await advance(2);
  expect((await bookedCharge(charge.id)).status).toBe('PENDING');
  await advance(1);
  expect((await bookedCharge(charge.id)).status).toBe('OVERDUE');
  expect(await historyOf(charge.id)).toEqual(['2027-03-01 PAYMENT_CREATED', '2027-03-04 PAYMENT_OVERDUE']);
});

test('a leap of weeks does each day’s work on its day, in order', async () => {
  const late = await account.charge({
    dueDate: addDays(monday, 9),
    daysAfterDueDateToRegistrationCancellation: 3,
  });
  const soon = await account.charge({ dueDate: addDays(monday, 1) });
  const paid = await account.charge({ dueDate: addDays(monday, 1) });
  await pay(paid.id, 'boleto');
  await advance(21);
  expect(await historyOf(paid.id)).toEqual([
    '2027-03-01 PAYMENT_CREATED',
    '2027-03-01 PAYMENT_CONFIRMED',
    '2027-03-02 PAYMENT_RECEIVED',
  ]);
  expect(await historyOf(soon.id)).toEqual(['2027-03-01 PAYMENT_CREATED', '2027-03-03 PAYMENT_OVERDUE']);
  expect(await historyOf(late.id)).toEqual([
    '2027-03-01 PAYMENT_CREATED',
    '2027-03-11 PAYMENT_OVERDUE',
    '2027-03-14 PAYMENT_BANK_SLIP_CANCELLED',
  ]);
});

test('a boleto paid on Friday is credited on Monday', async () => {
  await simulator.control('POST', '/clock', { now: '2027-03-05T10:00:00-03:00' });
  const charge = await account.charge({ dueDate: '2027-03-20' });
  await pay(charge.id, 'boleto');
  expect((await bookedCharge(charge.id)).creditDate).toBe('2027-03-08');
  await advance(2);
  expect((await bookedCharge(charge.id)).status).toBe('CONFIRMED');
  await advance(1);
  expect(await bookedCharge(charge.id)).toMatchObject({ status: 'RECEIVED', paymentDate: '2027-03-08' });
});

test('a late payment carries fine and interest on top of what the charge was', async () => {
  const charge = await account.charge({
    value: 350,
    dueDate: monday,
    fine: { value: 2, type: 'PERCENTAGE' },
    interest: { value: 1 },
  });
  await advance(10);
  const { body } = await pay(charge.id, 'pix');
  // 2 % of 350.00 once, and 1 % a month for 10 days.
  expect(body.payments[0]).toMatchObject({
    value: 358.17,
    originalValue: 350,
    interestValue: 8.17,
    netValue: 356.18,
  });
});

test('news of an older payment carries its dates, and its money is there at once', async () => {
  const charge = await account.charge({ dueDate: addDays(monday, 20) });
  await advance(5);
  const paidOn = addDays(monday, 1);
  await simulator.control('POST', `/charges/${charge.id}/pay`, { method: 'boleto', paidOn });
  expect(await bookedCharge(charge.id)).toMatchObject({ status: 'RECEIVED', clientPaymentDate: paidOn });
});

test('once its registration has lapsed a slip takes no boleto, but Pix', async () => {
  const charge = await account.charge({ dueDate: monday, daysAfterDueDateToRegistrationCancellation: 0 });
  expect(charge).toMatchObject({
    canBePaidAfterDueDate: false,
    daysAfterDueDateToRegistrationCancellation: 0,
  });
  await advance(1);
  expect((await pay(charge.id, 'boleto')).status).toBe(400);
  expect((await pay(charge.id, 'pix')).status).toBe(200);
});

test('a removed or paid charge does not fall overdue', async () => {
  const removed = await account.charge({ dueDate: monday });
  const paid = await account.charge({ dueDate: monday });
  await account.delete(`/payments/${removed.id}`);
  await pay(paid.id, 'pix');
  await advance(3);
  expect([(await bookedCharge(removed.id)).status, (await bookedCharge(paid.id)).status]).toEqual([
    'PENDING',
    'RECEIVED',
  ]);
});

test('a cash receipt undone after the due date leaves the charge overdue', async () => {
  const charge = await account.charge({ dueDate: monday });
  await account.post(`/payments/${charge.id}/receiveInCash`);
  await advance(2);
  expect((await account.post(`/payments/${charge.id}/undoReceivedInCash`)).body.status).toBe('OVERDUE');
});
