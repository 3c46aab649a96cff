import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { erpEventTypes } from '../../../api/events/catalogue/catalogue.ts';
import { findIllToldEvents } from '../../environment/told-events.ts';
import { type Api, type Body, openCompany, startApi } from '../environment.ts';

let api: Api;
let document: Body;

beforeAll(async () => {
  api = await startApi();
  document = await (await fetch(`${api.url}/openapi.json`)).json();
});

afterAll(() => api.close());

const delivered = [...erpEventTypes, 'webhook_endpoint.tested'];

describe('the OpenAPI file', () => {
  it('has a webhook for every event that is told, and for the test delivery', () => {
    expect(Object.keys(document.webhooks).sort()).toEqual([...delivered].sort());
  });

  it.each(delivered)('shows a %s as it comes, with the headers of Standard Webhooks', (type) => {
    const { post } = document.webhooks[type];
    const names = post.parameters.map((header: { name: string }) => header.name);
    expect(names).toEqual(['webhook-id', 'webhook-timestamp', 'webhook-signature']);
    const { schema, example } = post.requestBody.content['application/json'];
    expect(example.type).toBe(type);
    const fits = validator(schema);
    expect([fits(example), fits.errors]).toEqual([true, null]);
    // Nothing free-form: a field that nobody described does not fit.
    expect(fits({ ...example, data: { ...example.data, other: 1 } })).toBe(false);
    expect(fits({ ...example, type: 'other' })).toBe(false);
  });

  it('says of the feed that each type has its own data', () => {
    const fits = validator({ $ref: '#/components/schemas/Event' });
    const { example } = document.webhooks['account.key_refused'].post.requestBody.content['application/json'];
    const event = {
      id: example.data.accountId,
      sequence: 1,
      occurredAt: example.timestamp,
      data: example.data,
    };
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

function validator(schema: object) {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema({ $id: 'api', ...document });
  return ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"api#/')));
}
