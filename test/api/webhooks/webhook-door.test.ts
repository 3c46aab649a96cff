import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../db/database.ts';
import { createMetrics } from '../../../worker/metrics.ts';
import { asApplication } from '../../environment/databases.ts';
import { expectTrouble } from '../../environment/quiet.ts';
import { openAccount } from '../environment.ts';
import { webhookOf } from '../limits/webhook-of.ts';
import { ownCompany } from '../own-company.ts';

const { api, company } = await ownCompany();

const fixtures = new URL('../../fixtures/asaas/', import.meta.url);
const names = readdirSync(fixtures).filter((name) => name.endsWith('.json'));

let door: string;
let token: string;

beforeAll(async () => {
  ({ door, token } = await webhookOf(api, company, await openAccount(api, company)));
});

async function deliver(body: string | Buffer, withToken = token): Promise<number> {
  const headers = { 'content-type': 'application/json', 'asaas-access-token': withToken };
  return (await fetch(door, { method: 'POST', headers, body })).status;
}

const keptOf = (eventId: string) =>
  api.sql<{ name: string; fate: string; body: Buffer }>('select * from provider_events where event_id = $1', [
    eventId,
  ]);

describe('the door for Asaas’ webhooks', () => {
  it.each(names)('keeps %s byte for byte and answers exactly 200', async (name) => {
    const body = readFileSync(new URL(name, fixtures));
    const { id, event } = JSON.parse(body.toString('utf8'));
    expect(await deliver(body)).toBe(200);
    expect(await deliver(body)).toBe(200);
    const kept = await keptOf(id);
    expect(kept).toHaveLength(1);
    expect(kept[0]?.name).toBe(event);
    expect(kept[0]?.body.equals(body)).toBe(true);
  });

  it.each([
    ['what is no JSON', '{"id": '],
    ['an event without a payment', JSON.stringify({ id: 'evt_none&1', event: 'ACCESS_TOKEN_EXPIRING_SOON' })],
    [
      'an event nobody knows',
      JSON.stringify({ id: 'evt_new&2', event: 'PAYMENT_SOMETHING_NEW', payment: { id: 'pay_9' } }),
    ],
    ['a number where a name belongs', JSON.stringify({ id: 7, event: ['x'], payment: 3 })],
    ['half a surrogate pair', '{"id":"evt_\\ud800","event":"PAYMENT_RECEIVED","payment":{"id":"p"}}'],
  ])('answers 200 to %s, which is kept and changes nothing', async (_, body) => {
    const before = await api.sql('select id from provider_events');
    expect(await deliver(body)).toBe(200);
    expect(await api.sql('select id from provider_events')).toHaveLength(before.length + 1);
  });

  it('counts in the metrics what nobody could read, for a day', async () => {
    const db = openDatabase(asApplication(api.databaseUrl), { maxConnections: 1 });
    const counted = async () =>
      Number((await createMetrics(db).metrics()).match(/^remessa_unreadable_events (\d+)$/m)?.[1]);
    const before = await counted();
    await deliver('<html>not an event</html>');
    await deliver(
      JSON.stringify({ id: 'evt_read&1', event: 'PAYMENT_UPDATED', payment: { id: 'pay_read' } }),
    );
    expect(await counted()).toBe(before + 1);
    await api.sql(`update provider_events set received_at = now() - interval '25 hours'`);
    expect(await counted()).toBe(0);
    await db.destroy();
  });

  it('answers 401 to a wrong or missing token, and keeps nothing', async () => {
    const body = JSON.stringify({ id: 'evt_forged&1', event: 'PAYMENT_RECEIVED', payment: { id: 'pay_1' } });
    expect(await deliver(body, 'wrong')).toBe(401);
    expect(await deliver(body, '')).toBe(401);
    expect(await keptOf('evt_forged&1')).toEqual([]);
  });

  it('never says 200 to what it could not keep, so that Asaas sends it again', async () => {
    const body = JSON.stringify({ id: 'evt_lost&1', event: 'PAYMENT_RECEIVED', payment: { id: 'pay_1' } });
    expectTrouble({
      part: 'postgres',
      line: /permission denied for table provider_events/,
      why: 'The right to store events is taken away.',
    });
    expectTrouble({
      part: 'api',
      line: /permission denied for table provider_events|"route":"post \/webhooks\/asaas\/\{endpoint\}","status":503/,
      why: 'An event that cannot be stored must be answered 503.',
    });
    await api.sql('revoke insert on provider_events from remessa_app');
    expect(await deliver(body)).toBe(503);
    await api.sql('grant insert on provider_events to remessa_app');
    expect(await keptOf('evt_lost&1')).toEqual([]);
    expect(await deliver(body)).toBe(200);
    expect(await keptOf('evt_lost&1')).toHaveLength(1);
  });
});
