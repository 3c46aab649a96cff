import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Api, adminKey, type Company, startApi } from '../environment.ts';
import { operationsOf } from '../hostile-input/api-description.ts';
import { furnishedCompany, knownIds } from '../hostile-input/furnished-company.ts';
import { addressOf, OrderlyCalls } from '../hostile-input/orderly-calls.ts';
import { Samples } from '../hostile-input/samples.ts';

/** What stands in a column that every table has and no answer names. */
const canary = 'canary-7f3a';

let api: Api;
let company: Company;

beforeAll(async () => {
  api = await startApi();
  company = await furnishedCompany(api);
  const tables = await api.sql<{ name: string }>(
    `select relname as name from pg_class where relkind in ('r', 'p') and not relispartition
       and relnamespace = 'public'::regnamespace`,
  );
  for (const { name } of tables) {
    await api.sql(`alter table ${name} add column canary text default '${canary}'`);
  }
});

afterAll(() => api.close());

it('A column that no answer names leaves the API by no operation, in JSON or as a file', async () => {
  const ids = await knownIds(api, company);
  const samples = new Samples(api.judge, (field) =>
    field === 'erpId' ? `erp-${randomUUID()}` : ids.ofField(field),
  );
  const calls = new OrderlyCalls(ids, samples);
  const answered: string[] = [];
  const leaks: string[] = [];
  for (const operation of operationsOf(api.judge)) {
    const key = operation.roles.includes('admin') ? adminKey : company.key;
    for (const accept of operation.method === 'GET'
      ? ['application/json', 'text/csv']
      : ['application/json']) {
      const attempt = calls.of(operation);
      const response = await fetch(api.url + addressOf(operation, attempt), {
        method: operation.method,
        headers: {
          ...attempt.headers,
          accept,
          authorization: `Bearer ${key}`,
          'idempotency-key': randomUUID(),
          ...(attempt.body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(attempt.body !== undefined && { body: JSON.stringify(attempt.body) }),
      });
      const text = await response.text();
      if (response.ok && text.length > 2) answered.push(operation.name);
      if (text.includes(canary)) leaks.push(`${operation.name} as ${accept}`);
    }
  }
  expect(leaks).toEqual([]);
  // With few answers it would prove little.
  expect(new Set(answered).size).toBeGreaterThan(60);
});
