import { beforeAll, describe, expect, it } from 'vitest';
import { receiveInCash } from '../environment/cash-at-asaas.ts';
import { until } from '../environment/conditions.ts';
import { inDays } from '../environment/days.ts';
import { aDocument, Company, control } from '../environment/erp.ts';
import { holdWebhooks, releaseWebhooks } from '../environment/held-webhooks.ts';

let company: Company;

beforeAll(async () => {
  company = await Company.open();
});

describe('the life of a document', () => {
  it('is registered once, paid by Pix and settled to the centavo, and the ERP hears of it', async () => {
    const document = await company.register();
    await control('POST', `/charges/${document.chargeId}/pay`, { method: 'pix' });
    await company.untilStatus(document.id, 'settled');

    const told = (await company.events()).filter((event) => event.data.documentId === document.id);
    expect(told.map((event) => event.type)).toEqual(['document.registered', 'document.settled']);
    const charge = (await company.book()).charges.find((each) => each.id === document.chargeId);
    expect(told[1]?.data).toMatchObject({
      grossCents: document.amountCents,
      netCents: Math.round((charge?.netValue ?? 0) * 100),
      differenceCents: 0,
      erpId: document.erpId,
    });
  });

  it('is paid first and settled when the money comes, when its boleto is paid at a bank', async () => {
    const document = await company.register();
    await control('POST', `/charges/${document.chargeId}/pay`, { method: 'boleto' });
    await company.untilStatus(document.id, 'paid');
    await control('POST', `/charges/${document.chargeId}/settle`);
    await company.untilStatus(document.id, 'settled');
  });

  it('carries several edits in a row to Asaas as its newest version', async () => {
    const document = await company.register();
    const path = `/v1/documents/${document.id}`;
    await company.call('PATCH', path, { additionCents: 500 });
    await company.call('PATCH', path, { dueDate: inDays(40) });
    await company.call('PATCH', path, { discount: { type: 'fixed', amountCents: 300 } });
    await until(
      'Asaas to have version 4',
      async () => (await company.document(document.id)).syncedVersion === 4,
    );

    const charge = (await company.book()).charges.find((each) => each.id === document.chargeId);
    expect(charge).toMatchObject({
      value: (document.amountCents + 500) / 100,
      dueDate: inDays(40),
      discount: { value: 3, type: 'FIXED' },
    });
  });

  it('is cancelled at Asaas, and sent again it gets a new charge', async () => {
    const document = await company.register();
    await company.call('POST', `/v1/documents/${document.id}/cancel`, { reason: 'pedido do cliente' });
    await company.untilStatus(document.id, 'cancelled');
    await company.send([document.id]);
    const again = await company.untilStatus(document.id, 'registered');

    const { charges } = await company.book();
    expect(charges.find((each) => each.id === document.chargeId)).toMatchObject({ deleted: true });
    expect(charges.find((each) => each.id === again.chargeId)).toMatchObject({ live: true });
  });

  it('is not cancelled when its payer was faster, though Asaas would remove a charge received in cash', async () => {
    const payee = await Company.open();
    const document = await payee.register();
    await holdWebhooks(payee);
    await receiveInCash(payee, document.chargeId, document.amountCents / 100);
    await payee.call('POST', `/v1/documents/${document.id}/cancel`, { reason: 'pedido do cliente' });
    const refused = await until('the cancellation to be refused', async () =>
      (await payee.events()).find((event) => event.type === 'document.cancellation_refused'),
    );
    expect(refused.data).toMatchObject({
      documentId: document.id,
      reason: 'O cancelamento não foi possível: O pagador já pagou.',
    });
    const charge = (await payee.book()).charges.find((each) => each.id === document.chargeId);
    expect(charge).toMatchObject({ deleted: false, status: 'RECEIVED_IN_CASH' });
    await releaseWebhooks(payee);
    await payee.untilStatus(document.id, 'settled');
  });

  it('keeps Asaas’ refusal word for word with field and cure, and registers once it is corrected and retransmitted', async () => {
    const { rules } = await control<{ rules: object[] }>('GET', '/faults');
    expect(rules).toEqual([]);
    const [id = ''] = await company.record([
      aDocument({ payer: { taxId: '19540550000121', name: 'Loja', phone: '47999999999' } }),
    ]);
    await company.send([id]);
    const rejected = await company.untilStatus(id, 'rejected');
    expect(rejected.registration.lastError).toMatchObject({
      code: 'invalid_mobilePhone',
      field: 'payer.phone',
    });

    await company.record([
      aDocument({
        erpId: rejected.erpId,
        payer: { taxId: '19540550000121', name: 'Loja', phone: '47988887766' },
      }),
    ]);
    await company.call('POST', `/v1/documents/${id}/retransmit`);
    await company.untilStatus(id, 'registered');
  });

  it('is received in cash, taken back, and received again, each with an entry of its own', async () => {
    const document = await company.register();
    const path = `/v1/documents/${document.id}`;
    const receipt = { amountCents: document.amountCents, paidOn: inDays(0) };
    await company.call('POST', `${path}/receive-in-cash`, receipt);
    await company.untilStatus(document.id, 'settled');
    await company.call('POST', `${path}/undo-receive-in-cash`, { reason: 'engano' });
    await company.untilStatus(document.id, 'registered');
    await company.call('POST', `${path}/receive-in-cash`, receipt);
    await company.untilStatus(document.id, 'settled');

    const told = (await company.events()).filter((event) => event.data.documentId === document.id);
    expect(told.map((event) => event.type)).toEqual([
      'document.registered',
      'document.settled',
      'document.settlement_undone',
      'document.settled',
    ]);
  });

  it('is refunded with a reversing entry when the money goes back', async () => {
    const document = await company.register();
    await control('POST', `/charges/${document.chargeId}/pay`, { method: 'pix' });
    await company.untilStatus(document.id, 'settled');
    await control('POST', `/charges/${document.chargeId}/refund`, {});
    await company.untilStatus(document.id, 'refunded');
  });

  it('is overdue when Asaas says so, and registered again with a later due date', async () => {
    const document = await company.register();
    await control('POST', `/charges/${document.chargeId}/overdue`);
    await company.untilStatus(document.id, 'overdue');
    await company.call('PATCH', `/v1/documents/${document.id}`, { dueDate: inDays(60) });
    await company.untilStatus(document.id, 'registered');
  });
});
