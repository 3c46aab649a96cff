import { beforeAll, describe, expect, it } from 'vitest';
import { catalogue } from '../../../api/events/catalogue/catalogue.ts';
import { aDocument, type Company, enter, openAccount, openCompany } from '../environment.ts';
import { ownCompany } from '../own-company.ts';

const { api } = await ownCompany();

interface Stocked {
  company: Company;
  /** A remittance with all documents of the company in it. */
  remittanceId: string;
}

let small: Stocked;
let large: Stocked;

beforeAll(async () => {
  small = await stock(5);
  large = await stock(100);
});

/** A company with so many documents, remittances, items of a remittance, and events. */
async function stock(count: number): Promise<Stocked> {
  const company = await openCompany(api);
  const { id: accountId } = await openAccount(api, company);
  const documentIds = await enter(company, ...Array.from({ length: count }, () => aDocument()));
  const { body } = await company.call('POST', '/v1/remittances', { accountId, documentIds });
  // Of what workflows write later, only the number of rows matters here.
  await api.sql(
    `insert into remittances (id, tenant_id, account_id, total)
     select gen_random_uuid(), $1, $2, 1 from generate_series(1, $3)`,
    [company.tenantId, accountId, count - 1],
  );
  await api.sql(
    `insert into erp_events (id, tenant_id, sequence, type, data)
     select gen_random_uuid(), $1, number, 'document.registered', $3 from generate_series(1, $2) number`,
    [company.tenantId, count, JSON.stringify(catalogue['document.registered'].example)],
  );
  return { company, remittanceId: body.id };
}

describe('a page of a list costs as many queries with 100 rows as with 5:', () => {
  it.each([
    ['documents', () => '/v1/documents'],
    ['remittances', () => '/v1/remittances'],
    ['items of a remittance', ({ remittanceId }: Stocked) => `/v1/remittances/${remittanceId}/items`],
    ['events', () => '/v1/events'],
  ])('%s', async (_, pathFor) => {
    const queriesFor = async (stocked: Stocked, rows: number) => {
      api.queries.count = 0;
      const { body } = await stocked.company.call('GET', `${pathFor(stocked)}?limit=200`);
      expect(body.data).toHaveLength(rows);
      return api.queries.count;
    };
    expect(await queriesFor(large, 100)).toBe(await queriesFor(small, 5));
  });
});
