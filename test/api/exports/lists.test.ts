import { afterAll, describe, expect, it } from 'vitest';
import { catalogue } from '../../../api/events/catalogue/catalogue.ts';
import { fileTypes } from '../../../api/http/send-export.ts';
import {
  type Answer,
  aDocument,
  adminKey,
  asaasAccount,
  type Body,
  call,
  enter,
  openCompany,
  startApi,
} from '../environment.ts';
import { furnishedCompany, knownIds } from '../hostile-input/furnished-company.ts';
import { linesOf, rowsOf } from './sheet.ts';

const api = await startApi();
afterAll(() => api.close());
const company = await furnishedCompany(api);
const ids = await knownIds(api, company);

// More than one page of them, since the feed goes on by its numbers.
await api.sql(
  `insert into erp_events (tenant_id, sequence, id, type, data)
   select $1, n, gen_random_uuid(), 'account.key_refused', $2 from generate_series(1, 450) n`,
  [company.tenantId, JSON.stringify(catalogue['account.key_refused'].example)],
);

// Nobody is told of them, and two are parked: there is no worker.
await api.sql(
  `update messages set attempts = 3, last_error = 'nobody is there', parked_at = now()
   where delivered_at is null and tenant_id = $1`,
  [company.tenantId],
);
const vendors = ids.ofPath({ method: 'GET', path: '/v1/tenants' });
await call(api, adminKey, 'POST', `/v1/tenants/${vendors}/users`, {
  login: 'lia@empresa.example',
  name: 'Lia',
  role: 'viewer',
  password: 'uma senha comprida',
});
// A remittance with something that waits for a person.
const mark = {
  amount_differs: { reason: 'Recebido a mais.', at: new Date().toISOString(), amountCents: 150 },
};
await api.sql('update documents set flags = $1 where id in (select document_id from remittance_items)', [
  JSON.stringify(mark),
]);

const { document } = api.judge as unknown as { document: Body };

/** Lists that are no files, and why. */
const noFiles: Record<string, string> = {
  listBanks: 'It is what a form offers, the same for everybody.',
  listViews: 'A view is a filter of a screen: it is opened, and nobody reckons with it.',
};

const lists: { path: string; method: string }[] = Object.entries<Body>(document.paths)
  .filter(([, { get }]) => get?.operationId.startsWith('list') && !(get.operationId in noFiles))
  .map(([path]) => ({ path, method: 'get' }));

/** Who may read it: lists of companies, keys and people are the vendor's. */
const keyFor = (path: string): string => (path.startsWith('/v1/tenants') ? adminKey : company.key);

const json = (path: string): Promise<Answer<Body>> => call(api, keyFor(path), 'GET', path);

const csv = (path: string): Promise<Answer<string>> => call<string>(api, keyFor(path), 'GET', path);

async function xlsx(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(api.url + path, { headers: { authorization: `Bearer ${keyFor(path)}`, ...headers } });
}

const addressOf = (list: { path: string; method: string }) =>
  list.path.replace('{id}', ids.ofPath({ ...list, method: 'GET' }));

describe('a list as a file', () => {
  it('is there for each list, but for those that have a reason', () => {
    const operations = Object.values<Body>(document.paths).flatMap(({ get }) => get ?? []);
    const listed = operations.filter(({ operationId }) => operationId.startsWith('list'));
    const without = listed.filter(
      ({ parameters = [] }) => !parameters.some(({ name }: Body) => name === 'format'),
    );
    expect(without.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(noFiles).sort());
    expect(listed.length).toBeGreaterThan(20);
  });

  it.each(lists)('has the rows of the list, as CSV and as a workbook: $path', async (list) => {
    const path = addressOf(list);
    const isWhole = !document.paths[list.path].get.parameters.some(({ name }: Body) => name === 'limit');
    const { body } = await json(isWhole ? path : `${path}?limit=200`);
    expect(body.data.length).toBeGreaterThan(0);
    const rowCount = list.path === '/v1/events' ? 450 : body.data.length;
    const asCsv = await csv(`${path}?format=csv`);
    expect(asCsv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const lines = linesOf(asCsv.body);
    expect(lines).toHaveLength(rowCount + 1);
    const answer = await xlsx(`${path}?format=xlsx`);
    expect(answer.headers.get('content-type')).toBe(fileTypes.xlsx);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="?[\w-]+\.xlsx"?$/);
    const rows = rowsOf(new Uint8Array(await answer.arrayBuffer()));
    expect(rows).toHaveLength(lines.length);
    expect(rows[0]?.map(({ content }) => content)).toEqual(lines[0]);
  });

  it('never holds a secret, whatever its list is of', async () => {
    const { entry } = await asaasAccount(api);
    await company.call('POST', '/v1/accounts', entry);
    const url = 'https://erp.example/others';
    const { secret } = (await company.call('POST', '/v1/webhook-endpoints', { url })).body;
    const keys = `/v1/tenants/${company.tenantId}/api-keys`;
    const { key } = (await call(api, adminKey, 'POST', keys, { name: 'a nova', role: 'viewer' })).body;
    const secrets = [entry.apiKey, secret, key, company.key, adminKey];
    for (const path of [keys, ...lists.map(addressOf)]) {
      const { status, body } = await csv(`${path}?format=csv`);
      expect([path, status]).toEqual([path, 200]);
      expect([path, secrets.filter((each) => body.includes(each))]).toEqual([path, []]);
    }
  });

  it('is asked for by the Accept header, too, and is JSON where a caller takes anything', async () => {
    const formats = { [fileTypes.csv]: fileTypes.csv, [fileTypes.xlsx]: fileTypes.xlsx };
    for (const [accept, type] of Object.entries({
      ...formats,
      '*/*': 'application/json',
      'text/html,*/*;q=0.8': 'application/json',
    })) {
      const { headers } = await xlsx('/v1/documents', { accept });
      expect([accept, headers.get('content-type')?.split(';')[0]]).toEqual([accept, type]);
      expect(headers.get('vary')?.toLowerCase()).toContain('accept');
    }
    const both = await xlsx('/v1/documents?format=csv', { accept: fileTypes.xlsx });
    expect(both.headers.get('content-type')).toContain(fileTypes.csv);
  });

  it('with a fault in its question is a problem, and no file that breaks off', async () => {
    for (const query of [
      'format=pdf',
      'format=csv&format=xlsx',
      'format=csv&dueFrom=x',
      'format=csv&cursor=x',
    ]) {
      const { status, body } = await company.call('GET', `/v1/documents?${query}`);
      expect([query, status, body.code]).toEqual([query, 400, 'invalid_request']);
    }
    const other = await openCompany(api);
    const items = addressOf({ path: '/v1/remittances/{id}/items', method: 'get' });
    expect((await other.call('GET', `${items}?format=csv`)).status).toBe(404);
    expect(linesOf((await other.call<string>('GET', '/v1/documents?format=csv')).body)).toHaveLength(1);
  });
});

describe('the file of the documents', () => {
  it('has all that the filter finds, in the list’s order, however many pages that is', async () => {
    const owner = await openCompany(api);
    const many = Array.from({ length: 450 }, (_, at) =>
      aDocument({ number: `N-${String(at).padStart(3, '0')}`, amountCents: 10_000 + at }),
    );
    await enter(owner, ...many);
    const { body } = await owner.call<string>('GET', '/v1/documents?format=csv&sort=number&q=N-&limit=1');
    const [headings = [], ...lines] = linesOf(body);
    const at = (heading: string) => headings.indexOf(heading);
    expect(lines.map((line) => line[at('Documento')])).toEqual(many.map(({ number }) => number));
    expect(lines[7]?.[at('Valor')]).toBe('100,07');
    const some = await owner.call<string>('GET', '/v1/documents?format=csv&q=N-44');
    expect(linesOf(some.body)).toHaveLength(11);
  });

  it('is refused where the list itself would be, also for what only pages have', async () => {
    const owner = await openCompany(api);
    const refused = await owner.call('GET', '/v1/documents?format=csv&limit=false');
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: 'limit' }] } });
    expect((await owner.call('GET', '/v1/documents?format=csv&unknown=1')).status).toBe(400);
  });

  it('has amounts and dates that a spreadsheet reckons with, and no text that it runs', async () => {
    const owner = await openCompany(api);
    const names = ['=cmd|calc', '+1', '-1', '@SUM(A1)', ' =1', 'Maria; "Souza"'];
    await enter(owner, ...names.map((name) => aDocument({ payer: { taxId: '52998224725', name } })));
    await enter(owner, aDocument({ description: '=HYPERLINK("http://x")', amountCents: 123_456 }));
    const authorization = `Bearer ${owner.key}`;
    const answer = await fetch(`${api.url}/v1/documents?format=xlsx`, { headers: { authorization } });
    const [headings = [], ...rows] = rowsOf(new Uint8Array(await answer.arrayBuffer()));
    const at = (heading: string) => headings.findIndex(({ content }) => content === heading);
    expect(rows.flat().some(({ isFormula }) => isFormula)).toBe(false);
    const hyperlink = rows.find((row) => row[at('Descrição')]?.content.startsWith('=HYPERLINK'));
    expect(hyperlink?.[at('Descrição')]?.type).toBe('inlineStr');
    expect(hyperlink?.[at('Valor')]).toMatchObject({ type: null, content: '1234.56' });
    expect(Number(hyperlink?.[at('Vencimento')]?.content)).toBeGreaterThan(40_000);
    const { body } = await owner.call<string>('GET', '/v1/documents?format=csv');
    for (const cell of linesOf(body).flat()) expect(cell).not.toMatch(/^\s*[=+\-@]/);
  });
});
