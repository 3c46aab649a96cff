import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestSimulator, type TestSimulator } from './asaas.ts';

let simulator: TestSimulator;
beforeAll(async () => {
  simulator = await startTestSimulator();
});
afterAll(() => simulator?.close());

const eventsOf = (charge: { history: { event: string }[] }) => charge.history.map(({ event }) => event);

describe('creating', () => {
  test('a charge is in the book, in the list and readable by its id, all the same', async () => {
    const account = await simulator.account();
    const charge = await account.charge({ externalReference: 'ref-1' });
    expect(charge).toMatchObject({ object: 'payment', status: 'PENDING', value: 350, netValue: 348.01 });
    expect((await account.get(`/payments/${charge.id}`)).body).toEqual(charge);
    const list = (await account.get('/payments?externalReference=ref-1')).body;
    expect(list).toEqual({
      object: 'list',
      hasMore: false,
      totalCount: 1,
      limit: 10,
      offset: 0,
      data: [charge],
    });
    const book = await account.book();
    expect(book.totals.chargesLive).toBe(1);
    expect(book.charges[0]).toMatchObject({ ...charge, live: true, automatic: false });
    expect(eventsOf(book.charges[0])).toEqual(['PAYMENT_CREATED']);
  });

  test('a boleto has the keys of a captured answer, in their order', async () => {
    const account = await simulator.account();
    const charge = await account.charge({
      discount: { value: 5, dueDateLimitDays: 0, type: 'PERCENTAGE' },
      fine: { value: 2, type: 'PERCENTAGE' },
      interest: { value: 1 },
    });
    expect(Object.keys(charge).join()).toBe(
      'object,id,dateCreated,customer,checkoutSession,paymentLink,value,netValue,originalValue,interestValue,description,' +
        'billingType,canBePaidAfterDueDate,pixTransaction,status,dueDate,originalDueDate,paymentDate,clientPaymentDate,' +
        'installmentNumber,invoiceUrl,invoiceNumber,externalReference,deleted,anticipated,anticipable,creditDate,' +
        'estimatedCreditDate,transactionReceiptUrl,nossoNumero,bankSlipUrl,lastInvoiceViewedDate,lastBankSlipViewedDate,' +
        'discount,fine,interest,postalService,escrow,refunds',
    );
    expect(charge).toMatchObject({
      discount: { value: 5, limitDate: null, dueDateLimitDays: 0, type: 'PERCENTAGE' },
      fine: { value: 2, type: 'PERCENTAGE' },
      interest: { value: 1, type: 'PERCENTAGE' },
      creditDate: null,
      estimatedCreditDate: null,
    });
  });

  test('a Pix has no slip, and terms that were left out are zero', async () => {
    const account = await simulator.account();
    const charge = await account.charge({ billingType: 'PIX' });
    expect(charge).toMatchObject({
      nossoNumero: null,
      bankSlipUrl: null,
      discount: { value: 0, limitDate: null, dueDateLimitDays: 0, type: 'FIXED' },
      fine: { value: 0 },
      interest: { value: 0, type: 'PERCENTAGE' },
    });
    expect(charge).not.toHaveProperty('canBePaidAfterDueDate');
    expect(charge).not.toHaveProperty('daysAfterDueDateToRegistrationCancellation');
  });

  test('ids are 20 characters in the new format, and in the old one when that is set', async () => {
    const account = await simulator.account();
    expect((await account.charge()).id).toMatch(/^pay_1_[A-Za-z0-9]{14}$/);
    await account.settings({ chargeIdFormat: 'old' });
    expect((await account.charge()).id).toMatch(/^pay_[a-z0-9]{16}$/);
  });

  test('one reference twice makes two charges', async () => {
    const account = await simulator.account();
    const [one, other] = [
      await account.charge({ externalReference: 'same' }),
      await account.charge({ externalReference: 'same' }),
    ];
    expect(one.id).not.toBe(other.id);
    const { data } = (await account.get('/payments?externalReference=same')).body;
    expect(data.map((charge: { id: string }) => charge.id)).toEqual([other.id, one.id]);
  });

  test('terms of the account apply when a charge leaves them out, and null means none', async () => {
    const account = await simulator.account();
    await account.settings({ defaultFinePercent: 2, defaultInterestPercentPerMonth: 1 });
    expect(await account.charge()).toMatchObject({ fine: { value: 2 }, interest: { value: 1 } });
    expect(await account.charge({ fine: null })).toMatchObject({
      fine: { value: 0 },
      interest: { value: 1 },
    });
  });

  test.each([
    [{ customer: 'cus_000000000000' }, 'invalid_customer', 'Customer inválido ou não informado.'],
    [{ value: undefined }, 'invalid_value', 'O campo value deve ser informado'],
    [{ value: 10.001 }, 'invalid_value', 'O campo value é inválido.'],
    [{ billingType: 'CHEQUE' }, 'invalid_billingType', 'O valor informado em billingType é inválido.'],
    [{ dueDate: '2020-01-01' }, 'invalid_dueDate', 'Não é permitido data de vencimento inferior a hoje.'],
    [{ dueDate: '2030-02-30' }, 'invalid_dueDate', 'A data de vencimento informada é inválida.'],
    [
      { value: 4.99 },
      'invalid_object',
      'O valor da cobrança (R$ 4,99) menos o valor do desconto (R$ 0,00) não pode ser menor que R$ 5,00.',
    ],
    [
      { value: 10, discount: { value: 60, type: 'PERCENTAGE' } },
      'invalid_object',
      'O valor da cobrança (R$ 10,00) menos o valor do desconto (R$ 6,00) não pode ser menor que R$ 5,00.',
    ],
    [{ description: 'x'.repeat(501) }, 'invalid_description', /500/],
  ])('%j is refused as %s', async (fields, code, description) => {
    const account = await simulator.account();
    const answer = await account.post('/payments', {
      customer: await account.customer(),
      billingType: 'BOLETO',
      value: 10,
      dueDate: await simulator.today(5),
      ...fields,
    });
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toHaveLength(1);
    expect(answer.body.errors[0].code).toBe(code);
    expect(answer.body.errors[0].description).toMatch(description);
    expect((await account.book()).charges).toEqual([]);
  });

  test('a charge due today of exactly R$ 5,00 is accepted and stays pending', async () => {
    const account = await simulator.account();
    expect(await account.charge({ value: 5, dueDate: await simulator.today() })).toMatchObject({
      status: 'PENDING',
    });
  });

  test('the daily limit is told and held', async () => {
    const account = await simulator.account();
    await account.settings({ chargesPerDay: 1 });
    await account.charge();
    expect((await account.get('/payments/limits')).body).toEqual({
      creation: { daily: { limit: 1, used: 1, wasReached: true } },
    });
    await expect(account.charge()).rejects.toThrow('invalid_action');
  });
});

describe('amending', () => {
  test('a part of the fields is enough; the original due date stays; the event is told', async () => {
    const account = await simulator.account();
    const charge = await account.charge();
    const dueDate = await simulator.today(40);
    const { status, body } = await account.put(`/payments/${charge.id}`, { dueDate });
    expect(status).toBe(200);
    expect(body).toEqual({ ...charge, dueDate });
    expect(body.originalDueDate).toBe(charge.dueDate);
    expect(eventsOf((await account.book()).charges[0])).toEqual(['PAYMENT_CREATED', 'PAYMENT_UPDATED']);
  });

  test('line and Pix code follow the amendment; nosso número is kept unless set otherwise', async () => {
    const account = await simulator.account();
    const charge = await account.charge();
    const read = async () => ({
      line: (await account.get(`/payments/${charge.id}/identificationField`)).body,
      pix: (await account.get(`/payments/${charge.id}/pixQrCode`)).body.payload,
    });
    const before = await read();
    await account.put(`/payments/${charge.id}`, { value: 351 });
    const after = await read();
    expect(after.line.identificationField).not.toBe(before.line.identificationField);
    expect(after.line.nossoNumero).toBe(before.line.nossoNumero);
    await account.put(`/payments/${charge.id}`, { dueDate: await simulator.today(50) });
    expect(new Set([before.pix, after.pix, (await read()).pix]).size).toBe(3);
    await account.settings({ ourNumberOnUpdate: 'renewed' });
    await account.put(`/payments/${charge.id}`, { value: 352 });
    expect((await read()).line.nossoNumero).not.toBe(before.line.nossoNumero);
  });

  test('a change of the description alone raises an event only when set so', async () => {
    const account = await simulator.account();
    const charge = await account.charge();
    await account.put(`/payments/${charge.id}`, { description: 'a' });
    await account.settings({ updatedEventFor: 'any-change' });
    await account.put(`/payments/${charge.id}`, { description: 'b' });
    expect(eventsOf((await account.book()).charges[0])).toEqual(['PAYMENT_CREATED', 'PAYMENT_UPDATED']);
  });

  test('a past due date and a too small value are refused', async () => {
    const account = await simulator.account();
    const charge = await account.charge();
    const past = await account.put(`/payments/${charge.id}`, { dueDate: await simulator.today(-1) });
    expect(past.body.errors[0].code).toBe('invalid_dueDate');
    const small = await account.put(`/payments/${charge.id}`, { value: 3 });
    expect(small.body.errors[0].code).toBe('invalid_object');
    const rebate = await account.put(`/payments/${charge.id}`, { discount: { value: 346, type: 'FIXED' } });
    expect(rebate.body.errors[0].code).toBe('invalid_object');
    expect((await account.get(`/payments/${charge.id}`)).body).toEqual(charge);
  });

  test('what is paid or removed can not be amended', async () => {
    const account = await simulator.account();
    const [paid, removed] = [await account.charge(), await account.charge()];
    await simulator.control('POST', `/charges/${paid.id}/pay`, { method: 'pix' });
    await account.delete(`/payments/${removed.id}`);
    for (const { id } of [paid, removed]) {
      const answer = await account.put(`/payments/${id}`, { value: 100 });
      expect([answer.status, answer.body.errors[0].code]).toEqual([400, 'invalid_action']);
    }
  });

  test('an overdue charge with a new due date is pending again, unless set otherwise', async () => {
    const account = await simulator.account();
    const overdue = async () => {
      const charge = await account.charge();
      await account.post(`/sandbox/payment/${charge.id}/overdue`);
      return (await account.put(`/payments/${charge.id}`, { dueDate: await simulator.today(20) })).body
        .status;
    };
    expect(await overdue()).toBe('PENDING');
    await account.settings({ overdueWithNewDueDate: 'stays-overdue' });
    expect(await overdue()).toBe('OVERDUE');
  });
});

describe('removing', () => {
  test('a removed charge leaves the list, is still readable, and can be restored', async () => {
    const account = await simulator.account();
    const charge = await account.charge();
    expect((await account.delete(`/payments/${charge.id}`)).body).toEqual({ deleted: true, id: charge.id });
    expect((await account.get('/payments')).body.data).toEqual([]);
    expect((await account.get(`/payments/${charge.id}`)).body).toMatchObject({
      deleted: true,
      status: 'PENDING',
    });
    expect((await account.book()).totals.chargesLive).toBe(0);
    await account.settings({ deletedInLists: 'shown' });
    expect((await account.get('/payments')).body.totalCount).toBe(1);
    expect((await account.post(`/payments/${charge.id}/restore`)).body).toEqual(charge);
    expect(eventsOf((await account.book()).charges[0])).toEqual([
      'PAYMENT_CREATED',
      'PAYMENT_DELETED',
      'PAYMENT_RESTORED',
    ]);
  });

  test.each([
    ['refused', 400],
    ['ok', 200],
    ['not-found', 404],
  ])('a second removal, set to %s, answers %i', async (deleteTwice, status) => {
    const account = await simulator.account();
    await account.settings({ deleteTwice });
    const charge = await account.charge();
    await account.delete(`/payments/${charge.id}`);
    expect((await account.delete(`/payments/${charge.id}`)).status).toBe(status);
  });

  test('a received charge can not be removed, one received in cash can', async () => {
    const account = await simulator.account();
    const [received, cash] = [await account.charge(), await account.charge()];
    await simulator.control('POST', `/charges/${received.id}/pay`, { method: 'pix' });
    await account.post(`/payments/${cash.id}/receiveInCash`);
    const refusal = { code: 'invalid_action', description: 'Não pode.' };
    await account.settings({ deleteRefusal: refusal });
    const answer = await account.delete(`/payments/${received.id}`);
    expect([answer.status, answer.body.errors]).toEqual([400, [refusal]]);
    expect((await account.delete(`/payments/${cash.id}`)).status).toBe(200);
  });
});
