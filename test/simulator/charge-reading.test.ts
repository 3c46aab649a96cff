import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Json, startTestSimulator, type TestSimulator } from './asaas.ts';

let simulator: TestSimulator;
beforeAll(async () => {
  simulator = await startTestSimulator();
});
afterAll(() => simulator?.close());

describe('listing', () => {
  test('pages are newest first, ten unless asked, a hundred at most', async () => {
    const account = await simulator.account();
    const customer = await account.customer();
    const ids: string[] = [];
    for (let made = 0; made < 12; made += 1) ids.unshift((await account.charge({ customer })).id);
    const page = async (query: string) => (await account.get(`/payments${query}`)).body;
    const idsOf = (body: { data: { id: string }[] }) => body.data.map((charge) => charge.id);
    const first = await page('');
    expect([first.hasMore, first.totalCount, first.limit]).toEqual([true, 12, 10]);
    expect(idsOf(first)).toEqual(ids.slice(0, 10));
    const second = await page('?offset=10&limit=10');
    expect([second.hasMore, idsOf(second)]).toEqual([false, ids.slice(10)]);
    expect((await page('?limit=500')).limit).toBe(100);
    await account.settings({ limitAbove100: 'refused' });
    expect((await account.get('/payments?limit=500')).status).toBe(400);
  });

  test('filters narrow, with brackets encoded or not, and unknown ones do nothing', async () => {
    const account = await simulator.account();
    const due = [await simulator.today(1), await simulator.today(2), await simulator.today(3)];
    const charges: Json[] = [];
    for (const dueDate of due) charges.push(await account.charge({ dueDate }));
    await simulator.control('POST', `/charges/${charges[0].id}/pay`, { method: 'pix' });
    await account.post(`/payments/${charges[1].id}/receiveInCash`);
    const today = await simulator.today();
    const found = async (query: string) =>
      (await account.get(`/payments?${query}`)).body.data
        .map((row: { id: string }) => charges.findIndex((charge) => charge.id === row.id))
        .sort();
    expect(await found(`dueDate[ge]=${due[1]}`)).toEqual([1, 2]);
    expect(await found(`dueDate%5Bge%5D=${due[1]}&dueDate%5Ble%5D=${due[1]}`)).toEqual([1]);
    expect(await found(`paymentDate=${today}`)).toEqual([0, 1]);
    expect(await found(`paymentDate[ge]=${await simulator.today(1)}`)).toEqual([]);
    expect(await found(`dateCreated[le]=${today}`)).toEqual([0, 1, 2]);
    expect(await found(`estimatedCreditDate[ge]=${today}`)).toEqual([0]);
    expect(await found(`customer=${charges[2].customer}`)).toEqual([2]);
    expect(await found('billingType=PIX')).toEqual([]);
    expect(await found('subscription=sub_1')).toEqual([]);
    expect(await found('anticipated=false')).toEqual([0, 1, 2]);
    expect(await found('noSuchFilter=1')).toEqual([0, 1, 2]);
    // Cash is a status of its own: a filter by RECEIVED does not find it.
    expect(await found('status=RECEIVED')).toEqual([0]);
    expect(await found('status=RECEIVED_IN_CASH')).toEqual([1]);
  });
});

describe('instructions', () => {
  test('a boleto has a line, a bar code and a Pix code that expires a year after the due date', async () => {
    const account = await simulator.account();
    const charge = await account.charge();
    const line = (await account.get(`/payments/${charge.id}/identificationField`)).body;
    expect(line).toEqual({
      identificationField: expect.stringMatching(/^4619111\d{40}$/),
      nossoNumero: charge.nossoNumero,
      barCode: expect.stringMatching(/^4619\d{40}$/),
    });
    expect(line.identificationField.slice(-10)).toBe('0000035000');
    const pix = (await account.get(`/payments/${charge.id}/pixQrCode`)).body;
    expect(pix).toMatchObject({ success: true, description: 'Descricao nao informada' });
    expect(pix.payload).toMatch(/^000201010212.*br\.gov\.bcb\.pix.*6304[0-9A-F]{4}$/);
    const [year, rest] = [Number(charge.dueDate.slice(0, 4)), charge.dueDate.slice(4)];
    expect(pix.expirationDate).toBe(`${year + 1}${rest} 23:59:59`);
    const all = (await account.get(`/payments/${charge.id}/billingInfo`)).body;
    expect(all).toMatchObject({
      pix,
      creditCard: null,
      bankSlip: { ...line, bankSlipUrl: charge.bankSlipUrl },
    });
  });

  test('a Pix has no line, and UNDEFINED has one unless set otherwise', async () => {
    const account = await simulator.account();
    const [pix, undecided] = [
      await account.charge({ billingType: 'PIX' }),
      await account.charge({ billingType: 'UNDEFINED' }),
    ];
    const answer = await account.get(`/payments/${pix.id}/identificationField`);
    expect([answer.status, answer.body.errors[0].code]).toEqual([400, 'invalid_action']);
    expect((await account.get(`/payments/${undecided.id}/identificationField`)).status).toBe(200);
    await account.settings({ undefinedIdentificationField: 'refuses' });
    expect((await account.get(`/payments/${undecided.id}/identificationField`)).status).toBe(400);
  });
});
