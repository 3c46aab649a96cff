import { afterEach, describe, expect, it } from 'vitest';
import type { GivenOrder } from '../../../dev/failpoints/orders.ts';
import type { Failpoint } from '../../../failpoint.ts';
import { failingHere } from '../../environment/failing.ts';
import { expectTrouble } from '../../environment/quiet.ts';
import { aDocument, openAccount } from '../environment.ts';
import { webhookOf } from '../limits/webhook-of.ts';
import { ownCompany } from '../own-company.ts';

const { api, company } = await ownCompany();
const failAt = failingHere('api');
let order: GivenOrder;

afterEach(() => order.withdraw());

const expectFailure = (route: string, status: number) =>
  expectTrouble({
    part: 'api',
    line: new RegExp(`The failpoint [a-z._]+ was ordered to throw|"route":"${route}","status":${status}`),
    why: 'A failpoint makes the API fail here.',
  });

describe('an ERP that repeats its call to an API that failed', () => {
  it.each(['db.before_commit', 'db.after_commit'] as const)('at %s has one document', async (point) => {
    expectFailure('post /v1/documents', 500);
    order = failAt(point, [company.tenantId]);
    const [key, body] = [{ 'idempotency-key': crypto.randomUUID() }, { documents: [aDocument()] }];
    expect((await company.call('POST', '/v1/documents', body, key)).status).toBe(500);
    expect(order.takenAtMs()).not.toBeNull();
    const again = await company.call('POST', '/v1/documents', body, key);
    expect(again.body.documents[0].result).toBe('created');
    expect(again.headers.get('idempotent-replayed')).toBe(point === 'db.after_commit' ? 'true' : null);
    const erpId = body.documents[0]?.erpId;
    expect(await api.sql('select id from documents where erp_id = $1', [erpId])).toHaveLength(1);
  });
});

describe('an event that Asaas sends again to an API that failed', () => {
  it.each<Failpoint>(['inbox.after_insert', 'db.before_commit', 'db.after_commit', 'inbox.before_ack'])(
    'at %s is kept once',
    async (point) => {
      const route = 'post \\/webhooks\\/asaas\\/\\{endpoint\\}';
      expectFailure(route, 503);
      const { door, token } = await webhookOf(api, company, await openAccount(api, company));
      const id = `evt_${point}&1`;
      const deliver = async () => {
        const headers = { 'content-type': 'application/json', 'asaas-access-token': token };
        const body = JSON.stringify({ id, event: 'PAYMENT_RECEIVED', payment: { id: `pay_${point}` } });
        return (await fetch(door, { method: 'POST', headers, body })).status;
      };
      order = failAt(point, [company.tenantId]);
      expect(await deliver()).toBe(503);
      expect(order.takenAtMs()).not.toBeNull();
      expect(await deliver()).toBe(200);
      expect(await api.sql('select id from provider_events where event_id = $1', [id])).toHaveLength(1);
      const told = await api.sql(
        "select id from messages where facts ->> 'chargeId' = $1 or subject ->> 'chargeId' = $1",
        [`pay_${point}`],
      );
      expect(told).toHaveLength(1);
    },
  );
});
