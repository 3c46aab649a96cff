import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { addDays } from '../../../domain/calendar.ts';
import { chargedDocument } from '../charged-document.ts';
import { aDocument, call, control, enter, openCompany, startApi } from '../environment.ts';
import { ownAccount } from '../own-company.ts';

const { api, company, accountId } = await ownAccount();

afterEach(() => control(api, 'POST', '/clock/reset'));

const charged = () => chargedDocument(api, company, accountId);

const chargesOf = async (asaasId: string) => (await control(api, 'GET', `/book?account=${asaasId}`)).charges;

const pay = (body: object) => company.call('POST', '/v1/simulator/payments', body);

describe('a payer at the simulator', () => {
  it('pays by Pix at once, and by boleto what the next days credit', async () => {
    const [pix, boleto] = [await charged(), await charged()];
    const paid = await pay({ documentId: pix.documentId, method: 'pix' });
    expect([paid.status, paid.body.chargeId]).toEqual([202, pix.chargeId]);
    await pay({ documentId: boleto.documentId, method: 'boleto' });
    const statusOf = async (id: string) =>
      (await chargesOf(pix.asaasId)).find((charge: { id: string }) => charge.id === id).status;
    expect([await statusOf(pix.chargeId), await statusOf(boleto.chargeId)]).toEqual([
      'RECEIVED',
      'CONFIRMED',
    ]);
    const { today } = (await company.call('GET', '/v1/simulator')).body;
    const moved = await company.call('POST', '/v1/simulator/clock', { advanceDays: 5 });
    expect(moved.body.today).toBe(addDays(today, 5));
    expect(await statusOf(boleto.chargeId)).toBe('RECEIVED');
  });

  it('pays another amount by Pix only, which no charge expects, and pays late with what that costs', async () => {
    const { documentId, chargeId, asaasId } = await charged();
    const refused = await pay({ documentId, method: 'boleto', amountCents: 7_500 });
    expect([refused.status, refused.body.code]).toEqual([409, 'cannot_be_paid']);
    const part = await pay({ documentId, method: 'pix', amountCents: 7_500 });
    expect(part.body.chargeId).not.toBe(chargeId);
    const late = await pay({ documentId, method: 'pix', daysLate: 30 });
    const { dueDate } = (await company.call('GET', `/v1/documents/${documentId}`)).body;
    expect(late.body.today).toBe(addDays(dueDate, 30));
    const charges: { id: string; value: number }[] = await chargesOf(asaasId);
    const amountOf = (id: string) => charges.find((charge) => charge.id === id)?.value;
    expect([amountOf(part.body.chargeId), amountOf(chargeId)]).toEqual([75, 154.5]);
  });

  it('pays nothing that was not sent, nothing of another company, and nothing that who only looks asks for', async () => {
    const [documentId = ''] = await enter(company, aDocument());
    expect((await pay({ documentId, method: 'pix' })).body.code).toBe('cannot_be_paid');
    const sent = await charged();
    const stranger = await openCompany(api);
    const wish = { documentId: sent.documentId, method: 'pix' };
    expect((await stranger.call('POST', '/v1/simulator/payments', wish)).status).toBe(404);
    const viewer = await company.keyOf('viewer');
    expect((await call(api, viewer, 'POST', '/v1/simulator/payments', wish)).status).toBe(403);
    expect((await call(api, viewer, 'POST', '/v1/simulator/clock', { advanceDays: 1 })).status).toBe(403);
    expect((await call(api, viewer, 'GET', '/v1/simulator')).status).toBe(200);
    const [charge] = (await chargesOf(sent.asaasId)).filter(({ id }: { id: string }) => id === sent.chargeId);
    expect(charge.receipts).toEqual([]);
  });
});

describe('without a simulator, as in production', async () => {
  const bare = await startApi({ withoutSimulator: true });
  afterAll(() => bare.close());

  it('there is no such call, neither to make nor in the OpenAPI file', async () => {
    const own = await openCompany(bare);
    const headers = { authorization: `Bearer ${own.key}` };
    expect((await fetch(`${bare.url}/v1/simulator`, { headers })).status).toBe(404);
    const { paths } = (await (await fetch(`${bare.url}/openapi.json`)).json()) as { paths: object };
    expect(Object.keys(paths).filter((path) => path.includes('simulator'))).toEqual([]);
  });
});
