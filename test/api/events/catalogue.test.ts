import { describe, expect, it } from 'vitest';
import { erpEventTypes } from '../../../api/events/catalogue/catalogue.ts';
import { describedWebhooks } from '../../environment/described-webhooks.ts';
import { findIllToldEvents } from '../../environment/told-events.ts';
import { openCompany } from '../environment.ts';
import { ownCompany } from '../own-company.ts';

const { api } = await ownCompany();
const webhooks = await describedWebhooks(api.url);
const delivered = [...erpEventTypes, 'webhook_endpoint.challenged', 'webhook_endpoint.tested'];

describe('the OpenAPI file', () => {
  it('has a webhook for every event that is told, for the challenge and for the test delivery', () => {
    expect(webhooks.types.toSorted()).toEqual(delivered.toSorted());
  });

  it.each(delivered)('shows a %s as it comes, with the headers of Standard Webhooks', (type) => {
    const { headers, schema, example } = webhooks.webhookOf(type);
    expect(headers).toEqual(['webhook-id', 'webhook-timestamp', 'webhook-signature']);
    expect(example.type).toBe(type);
    webhooks.demand(example);
    const fits = webhooks.judgeOf(schema);
    // Nothing free-form: a field that nobody described does not fit.
    expect(fits({ ...example, data: { ...example.data, other: 1 } })).toBe(false);
    expect(fits({ ...example, type: 'other' })).toBe(false);
  });

  it('says of the feed that each type has its own data', () => {
    const fits = webhooks.judgeOf({ $ref: '#/components/schemas/Event' });
    const { data } = webhooks.webhookOf('account.key_refused').example;
    const event = { id: crypto.randomUUID(), sequence: 1, occurredAt: new Date().toISOString(), data };
    expect(fits({ ...event, type: 'account.key_refused' })).toBe(true);
    expect(fits({ ...event, type: 'document.settled' })).toBe(false);
  });
});

describe('the judge of what the tests have told', () => {
  it.each([
    ['an event without a schema', 'document.invented', {}, 'is in no catalogue'],
    ['data that do not fit', 'account.key_refused', { accountId: 'x' }, 'Invalid UUID'],
  ])('refuses %s', async (_, type, data, words) => {
    const { tenantId } = await openCompany(api);
    await api.sql(
      'insert into erp_events (tenant_id, sequence, id, type, data) values ($1, 1, gen_random_uuid(), $2, $3)',
      [tenantId, type, JSON.stringify(data)],
    );
    const troubles = await findIllToldEvents(api.databaseUrl);
    expect(troubles).toMatchObject([
      { part: 'erp_events', file: type, line: expect.stringContaining(words) },
    ]);
    await api.sql('delete from erp_events where tenant_id = $1', [tenantId]);
  });
});
