import { beforeAll, describe, expect, it } from 'vitest';
import { aDocument, type Body, enter, inDays, openCompany } from '../environment.ts';
import { ownCompany } from '../own-company.ts';

const { api, company } = await ownCompany();

const count = 25;

beforeAll(async () => {
  const documents = Array.from({ length: count }, (_, at) =>
    aDocument({
      number: `N-${String(at).padStart(2, '0')}`,
      amountCents: 10_000 + (at % 5),
      dueDate: inDays(at % 7),
    }),
  );
  await enter(company, ...documents);
  await enter(
    company,
    aDocument({
      number: '100%_a',
      additionCents: 1_000,
      dueDate: inDays(90),
      payer: { taxId: '11222333000181', name: 'Comércio Ótimo' },
    }),
  );
});

describe('the list of documents', () => {
  it.each(['dueDate', '-dueDate', 'number', '-amountCents', 'createdAt', '-createdAt'])(
    'sorted by %s shows each document once, page by page',
    async (sort) => {
      const seen: Body[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const query: string = `sort=${sort}&limit=4${cursor && `&cursor=${cursor}`}`;
        const { body }: { body: Body } = await company.call('GET', `/v1/documents?${query}`);
        seen.push(...body.data);
        cursor = body.nextCursor;
      }
      expect(new Set(seen.map((each) => each.id)).size).toBe(count + 1);
      const field = sort.replace('-', '');
      const values = seen.map((each) => each[field]);
      const sorted = values.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
      expect(values).toEqual(sort.startsWith('-') ? sorted.toReversed() : sorted);
    },
  );

  it('refuses a cursor that is not of this list and this order', async () => {
    const { body } = await company.call('GET', '/v1/documents?limit=2&sort=number');
    for (const query of [`sort=dueDate&cursor=${body.nextCursor}`, 'cursor=nonsense', 'cursor=WzFd']) {
      const answer = await company.call('GET', `/v1/documents?${query}`);
      expect([answer.status, answer.body.errors?.[0].code]).toEqual([400, 'invalid_cursor']);
    }
  });

  it.each([
    ['status=pending', count + 1],
    ['status=paid,settled', 0],
    ['flag=diverged', 0],
    [`dueFrom=${inDays(80)}`, 1],
    [`dueTo=${inDays(0)}`, 4],
    [`dueFrom=${inDays(1)}&dueTo=${inDays(2)}`, 8],
    ['q=n-2', 5],
    ['q=N-24', 1],
    ['q=comércio', 1],
    ['q=11.222.333', 1],
    ['q=249715637', count],
    ['q=00%25', 1],
    ['q=%25_a', 1],
    ['q=0__', 0],
    ['q=%25', 0],
    ['q=_', 0],
    ['q=N-', count],
    ['q=1', 1],
    ['q=co', 1],
    ['q=om', 0],
    ['q=comercio otimo', 1],
    ['q=COMÉRCIO', 1],
    ['q=nobody', 0],
    [`accountId=${crypto.randomUUID()}`, 0],
    [`remittanceId=${crypto.randomUUID()}`, 0],
    [`paidFrom=${inDays(0)}`, 0],
  ])('narrowed by %s finds %i', async (query, expected) => {
    const list = await company.call('GET', `/v1/documents?${query}&limit=200`);
    expect(list.body.data.length).toBe(expected);
    const totals = await company.call('GET', `/v1/documents/totals?${query}`);
    const sum = list.body.data.reduce(
      (total: number, each: Body) => total + each.amountCents + each.additionCents,
      0,
    );
    expect(totals.body).toEqual({ count: expected, amountCents: sum });
  });

  it('finds by a text only what is the company’s own', async () => {
    const other = await openCompany(api);
    await enter(
      other,
      aDocument({ number: 'N-24', payer: { taxId: '11222333000181', name: 'Comércio Ótimo' } }),
    );
    for (const q of ['N-24', 'comercio', '11222333', 'c', 'n']) {
      const mine = (await company.call('GET', `/v1/documents?q=${q}&limit=200`)).body.data;
      const theirs = (await other.call('GET', `/v1/documents?q=${q}`)).body.data;
      expect([q, theirs.length], 'theirs').toEqual([q, 1]);
      expect(mine.map(({ id }: Body) => id)).not.toContain(theirs[0].id);
      expect((await other.call('GET', `/v1/documents/totals?q=${q}`)).body.count).toBe(1);
    }
  });

  it('names what is wrong with its parameters', async () => {
    const { status, body } = await company.call(
      'GET',
      '/v1/documents?limit=201&dueFrom=x&status=new&color=red',
    );
    expect(status).toBe(400);
    const codes = Object.fromEntries(body.errors.map((each: Body) => [each.path, each.code]));
    expect(codes).toEqual({
      limit: 'too_large',
      dueFrom: 'invalid_date',
      'status[0]': 'invalid_choice',
      color: 'unknown_field',
    });
  });

  it('costs the same number of queries for one row as for two hundred', async () => {
    const queriesFor = async (limit: number) => {
      api.queries.count = 0;
      await company.call('GET', `/v1/documents?limit=${limit}`);
      return api.queries.count;
    };
    expect(await queriesFor(200)).toBe(await queriesFor(1));
  });
});
