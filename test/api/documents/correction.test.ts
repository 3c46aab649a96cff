import { describe, expect, it } from 'vitest';
import { aDocument, type Body, enter, inDays } from '../environment.ts';
import { ownAccount } from '../own-company.ts';
import { messagesOf, placeDocument, sendingsOf, waitsToBeSent } from '../placed-document.ts';

const { api, company, accountId } = await ownAccount();

const retransmit = (id: string, body?: object) =>
  company.call('POST', `/v1/documents/${id}/retransmit`, body);

/** A document in a remittance, as a refusal of its first charge leaves it. */
async function rejected(changes: object = {}): Promise<string> {
  const [id = ''] = await enter(company, aDocument(changes));
  await company.call('POST', '/v1/remittances', { accountId, documentIds: [id] });
  await placeDocument(api, company, id, { accountId, status: 'rejected' });
  await api.sql('update documents set charge_id = null where id = $1', [id]);
  await api.sql(`update remittance_items set outcome = 'rejected' where document_id = $1`, [id]);
  return id;
}

describe('correcting and transmitting again in one step', () => {
  it('goes once however often it is clicked at the same moment', async () => {
    const id = await rejected();
    const clicks = Array.from({ length: 12 }, () => retransmit(id, { changes: { additionCents: 100 } }));
    const statuses = (await Promise.all(clicks)).map((answer) => answer.status).toSorted();
    expect(statuses).toEqual([202, ...Array.from({ length: 11 }, () => 409)]);
    const signals = (await messagesOf(api, id)).map((message) => message.signal);
    expect(signals).toEqual(['documentAmended']);
    expect(await waitsToBeSent(api, id)).toBe(true);
    expect(await sendingsOf(api, id)).toBe(2);
  });

  const timelineOf = async (id: string) =>
    (await company.call('GET', `/v1/documents/${id}/timeline`)).body.data;

  it('makes a new version with before and after, and sends it', async () => {
    const id = await rejected({ payer: { taxId: '19540550000121', name: 'Loja', phone: '4799999999' } });
    const { status, body } = await retransmit(id, {
      changes: { dueDate: inDays(30), discount: { type: 'percentage', percent: 5 } },
      payer: { phone: '47988887766' },
    });
    expect(status).toBe(202);
    expect(body).toMatchObject({
      version: 2,
      dueDate: inDays(30),
      payer: { name: 'Loja', phone: '47988887766' },
    });
    const amended = (await timelineOf(id)).find((line: Body) => line.what === 'document.amended');
    expect(amended.details).toEqual({
      version: 2,
      before: { dueDate: inDays(20), discount: null, payer: { phone: '4799999999' } },
      after: {
        dueDate: inDays(30),
        discount: { type: 'percentage', percent: 5, daysBeforeDue: 0 },
        payer: { phone: '47988887766' },
      },
    });
    expect((await timelineOf(id)).at(-1).what).toBe('remittance.sent_again');
  });

  it('names every fault at once, and then stores and sends nothing', async () => {
    const id = await rejected();
    await api.sql('update documents set due_date = $2 where id = $1', [id, inDays(-1)]);
    const unreadable = await retransmit(id, {
      changes: { amountCents: 0, dueDate: '2026-02-30' },
      payer: { taxId: '123', phone: '1' },
    });
    expect([unreadable.status, unreadable.body.errors.map((each: Body) => each.path).toSorted()]).toEqual([
      400,
      ['changes.amountCents', 'changes.dueDate', 'payer.phone', 'payer.taxId'],
    ]);
    const { status, body } = await retransmit(id, {
      changes: { amountCents: 499 },
      payer: { name: 'Outro nome' },
    });
    expect([status, body.errors.map((each: Body) => [each.path, each.code])]).toEqual([
      422,
      [
        ['dueDate', 'past_due_date'],
        ['changes.amountCents', 'below_minimum'],
      ],
    ]);
    const document = (await company.call('GET', `/v1/documents/${id}`)).body;
    expect([document.version, document.amountCents, document.payer.name]).toEqual([
      1,
      15_000,
      'João da Silva',
    ]);
    expect(await messagesOf(api, id)).toEqual([]);
  });

  it('moves a document that never had a charge to the payer with the right tax id', async () => {
    const wrong = { taxId: '11144477735', name: 'Ana Lima', phone: '41998765432' };
    const id = await rejected({ payer: wrong });
    const { status, body } = await retransmit(id, { payer: { taxId: '529.982.247-25' } });
    expect([status, body.version]).toEqual([202, 2]);
    expect(body.payer).toMatchObject({ taxId: '52998224725', name: 'Ana Lima', phone: '41998765432' });
    const known = await rejected({ payer: { taxId: '11144477735', name: 'Ana Lima' } });
    const moved = await retransmit(known, { payer: { taxId: '52998224725', email: 'ana@lima.com' } });
    expect(moved.body.payer).toEqual({ ...body.payer, email: 'ana@lima.com' });
    const charged = await rejected();
    await api.sql(`update documents set charge_id = 'pay_old' where id = $1`, [charged]);
    const refused = await retransmit(charged, { payer: { taxId: '52998224725' } });
    expect(refused.body.errors).toMatchObject([{ path: 'payer.taxId', code: 'payer_not_changeable' }]);
  });

  it('gives a cancelled one a new due date, though it can no longer be amended', async () => {
    const id = await rejected();
    await api.sql(`update documents set status = 'cancelled', due_date = $2 where id = $1`, [id, inDays(-3)]);
    expect((await retransmit(id)).body.errors[0].code).toBe('past_due_date');
    const { status, body } = await retransmit(id, { changes: { dueDate: inDays(15) } });
    expect([status, body.dueDate, body.version]).toEqual([202, inDays(15), 2]);
  });

  it('that changes nothing is no new version', async () => {
    const id = await rejected();
    const { body } = await retransmit(id, { changes: {}, payer: { name: 'João da Silva' } });
    expect(body.version).toBe(1);
    expect(await messagesOf(api, id)).toEqual([]);
    expect(await waitsToBeSent(api, id)).toBe(true);
  });
});
