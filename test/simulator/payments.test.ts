import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Json, startTestSimulator, type TestAccount, type TestSimulator } from './asaas.ts';

let simulator: TestSimulator;
beforeAll(async () => {
  simulator = await startTestSimulator();
  // A Thursday with no holiday near it: the last day of a discount moves to the next business day.
  await simulator.control('POST', '/clock', { now: '2027-03-04T09:00:00-03:00' });
});
afterAll(() => simulator?.close());

const pay = async (id: string, body: Record<string, unknown>): Promise<Json[]> =>
  (await simulator.control('POST', `/charges/${id}/pay`, body)).body.payments;
const act = async (id: string, action: string, body = {}): Promise<Json> =>
  (await simulator.control('POST', `/charges/${id}/${action}`, body)).body;
const bookedCharge = async (account: TestAccount, id: string): Promise<Json> =>
  (await account.book()).charges.find((charge: Json) => charge.id === id);
const eventsOf = async (account: TestAccount, id: string): Promise<string[]> =>
  (await bookedCharge(account, id)).history.map(({ event }: Json) => event);

describe('paying', () => {
  test('a boleto is confirmed, and received when it is credited; the receipt is written then', async () => {
    const account = await simulator.account();
    const { id } = await account.charge({ value: 129.9 });
    const today = await simulator.today();
    const [confirmed] = await pay(id, { method: 'boleto' });
    expect(confirmed).toMatchObject({
      status: 'CONFIRMED',
      confirmedDate: today,
      clientPaymentDate: today,
      paymentDate: null,
    });
    expect(confirmed.creditDate > today).toBe(true);
    expect((await account.book()).totals).toMatchObject({ receivedCents: 0, netCents: 0 });
    expect(await act(id, 'settle')).toMatchObject({
      status: 'RECEIVED',
      paymentDate: today,
      netValue: 127.91,
    });
    const book = await account.book();
    expect(book.totals).toEqual({
      chargesLive: 1,
      receivedCents: 12_990,
      feesCents: 199,
      netCents: 12_791,
      cashCents: 0,
      refundedCents: 0,
    });
    expect(book.charges[0].receipts).toMatchObject([{ method: 'boleto', valueCents: 12_990, feeCents: 199 }]);
    expect((await account.get('/finance/balance')).body).toEqual({ balance: 127.91 });
    expect(await eventsOf(account, id)).toEqual(['PAYMENT_CREATED', 'PAYMENT_CONFIRMED', 'PAYMENT_RECEIVED']);
  });

  test('a boleto is received at once when that is set', async () => {
    const account = await simulator.account();
    await account.settings({ boletoConfirmation: 'one-step' });
    const { id } = await account.charge();
    expect(await pay(id, { method: 'boleto' })).toMatchObject([{ status: 'RECEIVED' }]);
    expect(await eventsOf(account, id)).toEqual(['PAYMENT_CREATED', 'PAYMENT_RECEIVED']);
  });

  test('a Pix is received at once with all its dates, also for the slip of a boleto', async () => {
    const account = await simulator.account();
    const { id } = await account.charge();
    const today = await simulator.today();
    expect(await pay(id, { method: 'pix' })).toMatchObject([
      {
        status: 'RECEIVED',
        pixTransaction: expect.stringMatching(/^[0-9a-f-]{36}$/),
        confirmedDate: today,
        paymentDate: today,
        clientPaymentDate: today,
        creditDate: today,
        estimatedCreditDate: today,
        transactionReceiptUrl: expect.any(String),
      },
    ]);
    expect(await eventsOf(account, id)).toEqual(['PAYMENT_CREATED', 'PAYMENT_RECEIVED']);
  });

  test('a Pix charge takes no boleto, and nobody pays in the future', async () => {
    const account = await simulator.account();
    const { id } = await account.charge({ billingType: 'PIX' });
    expect((await simulator.control('POST', `/charges/${id}/pay`, { method: 'boleto' })).status).toBe(400);
    const paidOn = await simulator.today(1);
    expect((await simulator.control('POST', `/charges/${id}/pay`, { method: 'pix', paidOn })).status).toBe(
      400,
    );
  });

  test('an early payment lowers the value by the discount, or not, as set', async () => {
    const account = await simulator.account();
    const discount = { value: 10, type: 'FIXED', dueDateLimitDays: 3 };
    const paid = async (plusDays: number) => {
      const { id } = await account.charge({ value: 100, discount, dueDate: await simulator.today(plusDays) });
      return (await pay(id, { method: 'pix' }))[0];
    };
    expect(await paid(3)).toMatchObject({ value: 90, netValue: 88.01, originalValue: null });
    expect(await paid(2)).toMatchObject({ value: 100, originalValue: null });
    await account.settings({ discountEffect: 'lowers-value-and-keeps-original' });
    expect(await paid(3)).toMatchObject({ value: 90, originalValue: 100 });
    await account.settings({ discountEffect: 'none' });
    expect(await paid(3)).toMatchObject({ value: 100, originalValue: null });
  });

  test('a second payment makes an unknown charge with its own receipt', async () => {
    const account = await simulator.account();
    const charge = await account.charge({ externalReference: 'ours' });
    const [first, second] = await pay(charge.id, { method: 'pix', times: 2 });
    expect(first.id).toBe(charge.id);
    expect(second).toMatchObject({
      status: 'RECEIVED',
      externalReference: null,
      value: 350,
      customer: charge.customer,
    });
    expect((await account.book()).totals).toMatchObject({ chargesLive: 2, receivedCents: 70_000 });
    expect(await bookedCharge(account, second.id)).toMatchObject({ automatic: true });
  });

  test('a second payment tells of the same charge again when that is set', async () => {
    const account = await simulator.account();
    await account.settings({ secondPayment: 'same-charge-event-again' });
    const { id } = await account.charge();
    const payments = await pay(id, { method: 'pix', times: 2 });
    expect(payments.map((payment) => payment.id)).toEqual([id, id]);
    expect((await bookedCharge(account, id)).receipts).toHaveLength(2);
    expect(await eventsOf(account, id)).toEqual(['PAYMENT_CREATED', 'PAYMENT_RECEIVED', 'PAYMENT_RECEIVED']);
  });

  test.each([
    ['revives-charge', { deleted: false, status: 'RECEIVED' }],
    ['pays-deleted-charge', { deleted: true, status: 'RECEIVED' }],
    ['unknown-charge', { deleted: true, status: 'PENDING' }],
    ['refused', { deleted: true, status: 'PENDING' }],
  ])('a payment of a removed charge, set to %s, leaves it %j', async (paymentAfterDelete, left) => {
    const account = await simulator.account();
    await account.settings({ paymentAfterDelete });
    const { id } = await account.charge();
    await account.delete(`/payments/${id}`);
    const answer = await simulator.control('POST', `/charges/${id}/pay`, { method: 'pix' });
    expect(answer.status).toBe(paymentAfterDelete === 'refused' ? 400 : 200);
    expect((await account.get(`/payments/${id}`)).body).toMatchObject(left);
    const moved = paymentAfterDelete === 'refused' ? 0 : 35_000;
    expect((await account.book()).totals.receivedCents).toBe(moved);
  });

  test('an unknown Pix makes a customer and a received charge that carries no reference', async () => {
    const account = await simulator.account();
    const answer = await simulator.control('POST', `/accounts/${account.id}/automatic-charge`, {
      valueCents: 4321,
    });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      status: 'RECEIVED',
      value: 43.21,
      externalReference: null,
      description: 'Cobrança gerada automaticamente a partir de Pix recebido.',
    });
    const book = await account.book();
    expect(book.customers).toHaveLength(1);
    expect(book.totals).toMatchObject({ receivedCents: 4321 });
  });

  test('the sandbox confirms and makes overdue, production does not know how', async () => {
    const account = await simulator.account();
    const [boleto, pix] = [await account.charge(), await account.charge({ billingType: 'PIX' })];
    expect((await account.post(`/sandbox/payment/${boleto.id}/confirm`)).body.status).toBe('CONFIRMED');
    expect((await account.post(`/sandbox/payment/${pix.id}/confirm`)).body.status).toBe('RECEIVED');
    expect((await account.post(`/sandbox/payment/${pix.id}/confirm`)).status).toBe(400);
    expect((await account.post(`/sandbox/payment/${pix.id}/overdue`)).status).toBe(400);
    const production = await simulator.account({ environment: 'production' });
    const charge = await production.charge();
    expect((await production.post(`/sandbox/payment/${charge.id}/confirm`)).status).toBe(404);
  });
});

describe('cash', () => {
  test('a receipt in cash moves no money, costs no fee, and can be undone', async () => {
    const account = await simulator.account();
    const charge = await account.charge();
    const paymentDate = await simulator.today(-2);
    const { body: received } = await account.post(`/payments/${charge.id}/receiveInCash`, {
      paymentDate,
      value: 340,
    });
    expect(received).toMatchObject({
      status: 'RECEIVED_IN_CASH',
      value: 340,
      netValue: 340,
      paymentDate,
      clientPaymentDate: paymentDate,
    });
    expect((await account.book()).totals).toMatchObject({
      receivedCents: 0,
      feesCents: 0,
      cashCents: 34_000,
    });
    expect((await account.get('/finance/balance')).body).toEqual({ balance: 0 });
    expect((await account.post(`/payments/${charge.id}/undoReceivedInCash`)).body).toEqual(charge);
    expect((await account.book()).totals).toMatchObject({ cashCents: 0 });
    expect(await eventsOf(account, charge.id)).toEqual([
      'PAYMENT_CREATED',
      'PAYMENT_RECEIVED',
      'PAYMENT_RECEIVED_IN_CASH_UNDONE',
    ]);
  });

  test('what is paid can not be received in cash, nor undone what was not', async () => {
    const account = await simulator.account();
    const { id } = await account.charge();
    expect((await account.post(`/payments/${id}/undoReceivedInCash`)).status).toBe(400);
    await pay(id, { method: 'pix' });
    const answer = await account.post(`/payments/${id}/receiveInCash`);
    expect([answer.status, answer.body.errors[0].code]).toEqual([400, 'invalid_action']);
  });
});

describe('refunds', () => {
  test('a Pix goes back in parts until nothing is left', async () => {
    const account = await simulator.account();
    const { id } = await account.charge();
    await pay(id, { method: 'pix' });
    const part = (await account.post(`/payments/${id}/refund`, { value: 100, description: 'metade' })).body;
    expect(part).toMatchObject({
      status: 'RECEIVED',
      refunds: [{ status: 'DONE', value: 100, description: 'metade' }],
    });
    const tooMuch = await account.post(`/payments/${id}/refund`, { value: 250.01 });
    expect(tooMuch.body.errors[0].code).toBe('invalid_value');
    expect((await account.post(`/payments/${id}/refund`)).body.status).toBe('REFUNDED');
    expect((await account.get(`/payments/${id}/refunds`)).body).toMatchObject({
      totalCount: 2,
      data: [{ value: 250 }, { value: 100 }],
    });
    expect((await account.book()).totals).toMatchObject({
      chargesLive: 0,
      receivedCents: 35_000,
      refundedCents: 35_000,
    });
    expect((await eventsOf(account, id)).slice(2)).toEqual([
      'PAYMENT_PARTIALLY_REFUNDED',
      'PAYMENT_REFUNDED',
    ]);
  });

  test('a boleto goes back by a link, and the bank may refuse', async () => {
    const account = await simulator.account();
    const { id } = await account.charge();
    await pay(id, { method: 'boleto' });
    expect((await account.post(`/payments/${id}/bankSlip/refund`)).status).toBe(400);
    await act(id, 'settle');
    expect((await account.post(`/payments/${id}/refund`)).body.errors[0].code).toBe('invalid_action');
    const ask = () => account.post(`/payments/${id}/bankSlip/refund`);
    expect((await ask()).body).toEqual({ requestUrl: expect.stringContaining('/i/') });
    expect((await account.get(`/payments/${id}/status`)).body).toEqual({ status: 'REFUND_REQUESTED' });
    expect(await act(id, 'refund', { deny: true })).toMatchObject({ status: 'RECEIVED' });
    await ask();
    expect(await act(id, 'refund')).toMatchObject({ status: 'REFUNDED' });
    expect((await eventsOf(account, id)).slice(3)).toEqual([
      'PAYMENT_REFUND_IN_PROGRESS',
      'PAYMENT_REFUND_DENIED',
      'PAYMENT_REFUND_IN_PROGRESS',
      'PAYMENT_REFUNDED',
    ]);
  });
});
