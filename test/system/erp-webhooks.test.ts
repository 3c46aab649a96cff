import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { until } from '../environment/conditions.ts';
import { describedWebhooks } from '../environment/described-webhooks.ts';
import { aDocument, Company, control } from '../environment/erp.ts';
import { type Received, startErpEndpoint, verify } from '../environment/erp-endpoint.ts';
import { product } from '../environment/leased-product.ts';

interface Endpoint {
  id: string;
  secret: string;
  status: string;
  reason: string | null;
  failures: number;
}

const open: { remove(): Promise<void> }[] = [];
afterEach(() => Promise.all(open.splice(0).map((endpoint) => endpoint.remove())));

async function anEndpoint(company: Company, answer?: (received: Omit<Received, 'status'>) => number) {
  const erp = await startErpEndpoint(answer);
  const { status, body } = await company.call<Endpoint>('POST', '/v1/webhook-endpoints', { url: erp.url });
  expect(status).toBe(201);
  const path = `/v1/webhook-endpoints/${body.id}`;
  open.push({
    // Events that come after the test, such as the end of a remittance, would wait for an address that nobody answers.
    remove: async () => {
      await company.call('DELETE', path);
      await erp.goAway();
    },
  });
  return {
    ...erp,
    ...body,
    path,
    read: async () => (await company.call<Endpoint>('GET', path)).body,
    /** Waits until this many deliveries were taken. */
    untilTaken: (count: number) =>
      until(`${count} deliveries to be taken`, async () => erp.taken().length >= count && erp.taken()),
  };
}

function sequencesOf(deliveries: Received[], documentId?: string): (number | null)[] {
  return deliveries
    .filter(({ body }) => documentId === undefined || body.data.documentId === documentId)
    .map(({ body }) => body.sequence);
}

const ascending = (numbers: (number | null)[]) =>
  [...numbers].sort((one, other) => Number(one) - Number(other));

/** The feed once the ends of so many remittances are told of: the last event of a registration. */
function untilCompleted(company: Company, remittances: number) {
  return until('the remittances to be told of', async () => {
    const feed = await company.events();
    return feed.filter(({ type }) => type === 'remittance.completed').length === remittances && feed;
  });
}

async function payByPix(chargeId: string) {
  await control('POST', `/charges/${chargeId}/pay`, { method: 'pix' });
}

describe('an endpoint of the ERP', () => {
  it('is sent every event of the feed, signed, each document’s in order', async () => {
    const company = await Company.open();
    const endpoint = await anEndpoint(company);
    const documents = await Promise.all([1, 2, 3].map(() => company.register()));
    for (const { chargeId } of documents) await payByPix(chargeId);
    await Promise.all(documents.map(({ id }) => company.untilStatus(id, 'settled')));

    const feed = await untilCompleted(company, documents.length);
    const taken = await endpoint.untilTaken(feed.length);
    expect(ascending(sequencesOf(taken))).toEqual(feed.map(({ sequence }) => sequence));
    for (const { id } of documents) {
      const own = sequencesOf(taken, id);
      expect(own).toEqual(ascending(own));
    }
    const settled = taken.find(({ body }) => body.type === 'document.settled') as Received;
    expect(settled.body.data).toEqual(feed.find(({ sequence }) => sequence === settled.body.sequence)?.data);
    const webhooks = await describedWebhooks(product.apiUrl);
    for (const delivery of taken) {
      webhooks.demand(delivery.body);
      verify(endpoint.secret, delivery);
      expect(delivery.headers['webhook-signature']).toBe(`v1,${signatureByHand(endpoint.secret, delivery)}`);
    }
  });

  it('that is dead delays no other, and is sent all it missed, in order, when it is back', async () => {
    const company = await Company.open();
    const dead = await anEndpoint(company);
    const alive = await anEndpoint(company);
    await dead.goAway();
    const { id, chargeId } = await company.register();
    await payByPix(chargeId);
    await company.untilStatus(id, 'settled');
    const feed = await company.events();
    await alive.untilTaken(feed.length);
    expect(dead.taken()).toEqual([]);
    await until('the dead one to be seen failing', async () => (await dead.read()).failures > 0);

    await dead.comeBack();
    const taken = await dead.untilTaken(feed.length);
    const own = sequencesOf(taken, id);
    expect(own).toEqual(ascending(own));
    await until('it to be seen working', async () => (await dead.read()).failures === 0);
    expect((await dead.read()).status).toBe('active');
  });

  it('that refuses one event is sent the other documents’ events, and that document’s later ones after it', async () => {
    const company = await Company.open();
    const refused = { documentId: '', times: 0 };
    const endpoint = await anEndpoint(company, ({ body }) => {
      const isRefused = body.data.documentId === refused.documentId && refused.times < 1;
      if (isRefused) refused.times += 1;
      return isRefused ? 500 : 200;
    });
    const [poisonous = '', healthy = ''] = await company.record([aDocument(), aDocument()]);
    refused.documentId = poisonous;
    await company.send([poisonous, healthy]);
    for (const id of [poisonous, healthy]) {
      const { chargeId } = await company.untilStatus(id, 'registered');
      await payByPix(String(chargeId));
    }
    await until('the healthy document’s settlement to be delivered', async () =>
      endpoint
        .taken()
        .some(({ body }) => body.type === 'document.settled' && body.data.documentId === healthy),
    );
    const own = await until('the refused document’s settlement to be delivered', async () => {
      const events = endpoint.taken().filter(({ body }) => body.data.documentId === poisonous);
      return events.some(({ body }) => body.type === 'document.settled') && sequencesOf(events);
    });
    expect(refused.times).toBe(1);
    expect(own).toEqual(ascending(own));
  });

  it('that answers 410 is parked and told of in the feed; set going again it is sent the rest', async () => {
    const company = await Company.open();
    const endpoint = await anEndpoint(company, () => 410);
    await company.register();
    await until('it to be parked', async () => (await endpoint.read()).status === 'parked');
    expect((await endpoint.read()).reason).toContain('410');
    const attempts = endpoint.received.length;
    await company.register();
    const feed = await company.events();
    expect(feed.map(({ type }) => type)).toContain('webhook_endpoint.parked');
    expect(endpoint.received).toHaveLength(attempts);

    endpoint.behaviour.answer = () => 200;
    await company.call('PATCH', endpoint.path, { status: 'active' });
    await endpoint.untilTaken(feed.length);
  });

  it('is sent a range once more, under the ids it had', async () => {
    const company = await Company.open();
    const endpoint = await anEndpoint(company);
    await company.register();
    // No event comes between the first sending and the second.
    const feed = await untilCompleted(company, 1);
    const first = [...(await endpoint.untilTaken(feed.length))];
    await until('all of it to be noted as delivered', async () => {
      const path = `${endpoint.path}/deliveries?status=delivered`;
      return (await company.call<{ data: object[] }>('GET', path)).body.data.length === feed.length;
    });
    const range = { fromSequence: 1, toSequence: feed.length };
    const { status, body } = await company.call('POST', `${endpoint.path}/replay`, range);
    expect({ status, body }).toEqual({ status: 202, body: { waiting: feed.length } });
    const all = await endpoint.untilTaken(2 * feed.length);
    expect(
      all
        .slice(first.length)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(first.map(({ id }) => id).sort());
  });

  it('is signed for by the old secret too while a rotation is under way', async () => {
    const company = await Company.open();
    const endpoint = await anEndpoint(company);
    const { body } = await company.call<Endpoint>('POST', `${endpoint.path}/rotate-secret`);
    expect(body.secret).not.toBe(endpoint.secret);
    const test = await company.call<{ id: string }>('POST', `${endpoint.path}/test`);
    expect(test.status).toBe(202);
    const [delivery] = (await endpoint.untilTaken(1)) as [Received];
    expect(delivery.body.type).toBe('webhook_endpoint.tested');
    (await describedWebhooks(product.apiUrl)).demand(delivery.body);
    verify(body.secret, delivery);
    verify(endpoint.secret, delivery);
    const parts = [body, endpoint].map(({ secret }) => `v1,${signatureByHand(secret, delivery)}`);
    expect(String(delivery.headers['webhook-signature']).split(' ').sort()).toEqual(parts.sort());
    expect(() => verify(`whsec_${Buffer.alloc(32).toString('base64')}`, delivery)).toThrow();
    const log = await until('the log to tell of it', async () => {
      const { body } = await company.call<{ data: { id: string; status: string; httpStatus: number }[] }>(
        'GET',
        `${endpoint.path}/deliveries?status=delivered&type=webhook_endpoint.tested&limit=5`,
      );
      return body.data.length > 0 && body.data;
    });
    expect(log).toMatchObject([{ id: test.body.id, status: 'delivered', httpStatus: 200 }]);
  });

  it('that redirects is not followed, and one that was removed hears nothing more', async () => {
    const company = await Company.open();
    const endpoint = await anEndpoint(company, () => 307);
    await company.call('POST', `${endpoint.path}/test`);
    await until('the first attempt to fail', async () => (await endpoint.read()).failures > 0);
    // Removed at once: a second attempt follows the first some seconds later.
    expect((await company.call('DELETE', endpoint.path)).status).toBe(200);
    expect(endpoint.received).toHaveLength(1);
    expect((await company.call('GET', endpoint.path)).status).toBe(404);
    const other = await anEndpoint(company);
    await company.register();
    await other.untilTaken((await company.events()).length);
    expect(endpoint.received).toHaveLength(1);
  });
});

/** The signature as the specification describes it, without its library. */
function signatureByHand(secret: string, { id, headers, raw }: Received): string {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  return createHmac('sha256', key).update(`${id}.${headers['webhook-timestamp']}.${raw}`).digest('base64');
}
