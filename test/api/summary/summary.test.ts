import { randomUUID } from 'node:crypto';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { chargedValue } from '../../../db/documents/charged-value.ts';
import { documentStatuses } from '../../../domain/document-status.ts';
import { aDocument, type Body, enter, inDays, openAccount, openCompany } from '../environment.ts';
import { ownCompany } from '../own-company.ts';
import { placeDocument } from '../placed-document.ts';

const { api, company } = await ownCompany();
const accountId: string = (await openAccount(api, company)).id;
const otherAccountId: string = (await openAccount(api, company)).id;

const summary = async (query = '', of = company) => (await of.call('GET', `/v1/summary${query}`)).body;
const totals = async (query: string) =>
  (await company.call('GET', `/v1/documents/totals?${query}`)).body as Body;

/** Documents of every status, due on all days that begin or end a row of the summary, of two accounts. */
const offsets = [-400, -91, -90, -61, -60, -31, -30, -1, 0, 1, 7, 8, 15, 16, 30, 31, 400];
const documents = documentStatuses.flatMap((status) => offsets.map((offset) => ({ status, offset })));
const ids = await enter(
  company,
  ...documents.map(({ offset }, at) =>
    aDocument({ dueDate: inDays(Math.abs(offset)), amountCents: 1_000 + at, additionCents: at % 7 }),
  ),
);
for (const [at, { status, offset }] of documents.entries()) {
  const account = at % 3 === 0 ? otherAccountId : accountId;
  await placeDocument(api, company, ids[at] ?? '', { accountId: account, status });
  await api.sql(
    'update documents set due_date = $2, settled_at = null, registered_at = null where id = $1 and status <> $3',
    [ids[at], inDays(offset), 'settled'],
  );
}

describe('the summary', () => {
  it.each(['', `accountId=${otherAccountId}`])(
    'says what the totals of the list say (%s)',
    async (filter) => {
      const { today, byStatus, overdue, comingDue } = await summary(filter && `?${filter}`);
      expect(today).toBe(inDays(0));
      expect(byStatus.map((each: Body) => each.status)).toEqual(documentStatuses);
      for (const { status, ...figure } of byStatus)
        expect(figure).toEqual(await totals(`status=${status}&${filter}`));
      for (const { fromDays, toDays, ...figure } of overdue) {
        const from = toDays === null ? '' : `&dueFrom=${inDays(-toDays)}`;
        const to = fromDays === null ? '' : `&dueTo=${inDays(-fromDays)}`;
        expect(figure).toEqual(await totals(`status=overdue${from}${to}&${filter}`));
      }
      for (const { fromDays, toDays, ...figure } of comingDue) {
        const from = fromDays === null ? '' : `&dueFrom=${inDays(fromDays)}`;
        const to = toDays === null ? '' : `&dueTo=${inDays(toDays)}`;
        expect(figure).toEqual(await totals(`status=registered${from}${to}&${filter}`));
      }
    },
  );

  it('adds up: each age is in its status, none is in two', async () => {
    const { byStatus, overdue, comingDue } = await summary();
    const sum = (rows: Body[]) => [
      rows.reduce((total, { count }) => total + count, 0),
      rows.reduce((total, { amountCents }) => total + amountCents, 0),
    ];
    const of = (status: string) => sum(byStatus.filter((each: Body) => each.status === status));
    expect(sum(overdue)).toEqual(of('overdue'));
    expect(sum(comingDue)).toEqual(of('registered'));
    expect(overdue.map(({ count }: Body) => count)).toEqual([11, 2, 2, 2]);
  });

  it('has what was received on each of the last seven days, less what was undone on it, and today’s apart', async () => {
    const own = await openCompany(api);
    const account = (await openAccount(api, own)).id;
    const [id] = await enter(own, aDocument());
    const book = (cause: string, grossCents: number, feeCents: number, paidOn: string) =>
      api.sql(
        `insert into ledger_entries (id, tenant_id, account_id, document_id, charge_id, cause, gross_cents, fee_cents,
           net_cents, paid_on, source) values ($1, $2, $3, $4, 'pay_1', $5, $6, $7, $8, $9, 'webhook')`,
        [randomUUID(), own.tenantId, account, id, cause, grossCents, feeCents, grossCents - feeCents, paidOn],
      );
    await book('payment', 10_000, 199, inDays(0));
    await book('cash/1', 500, 0, inDays(0));
    await book('cash_undone/1', -500, 0, inDays(0));
    await book('refund/3000', -3_000, 0, inDays(0));
    await book('cash/2', 777, 0, inDays(-1));
    await book('cash/3', 888, 0, inDays(-6));
    await book('cash/4', 999, 0, inDays(-7));
    const { receivedToday, receivedByDay } = await summary('', own);
    expect(receivedToday).toEqual({ count: 2, grossCents: 7_000, feeCents: 199, netCents: 6_801 });
    expect(receivedByDay.at(-1)).toEqual({ date: inDays(0), ...receivedToday });
    expect(receivedByDay.map(({ date }: Body) => date)).toEqual([-6, -5, -4, -3, -2, -1, 0].map(inDays));
    expect(receivedByDay.map(({ grossCents }: Body) => grossCents)).toEqual([888, 0, 0, 0, 0, 777, 7_000]);
    expect((await summary(`?accountId=${randomUUID()}`, own)).receivedToday.count).toBe(0);
  });

  it('says how long documents took that were settled in the last thirty days', async () => {
    const own = await openCompany(api);
    const account = (await openAccount(api, own)).id;
    expect((await summary('', own)).timeToSettle).toEqual({ count: 0, averageDays: null, medianDays: null });
    const took = [1, 2, 9];
    for (const [at, id] of (await enter(own, ...took.map(() => aDocument()))).entries()) {
      await placeDocument(api, own, id, { accountId: account, status: 'settled' });
      await api.sql(
        `update documents set settled_at = now() - interval '1 day',
           registered_at = now() - interval '1 day' - make_interval(days => $2) where id = $1`,
        [id, took[at]],
      );
    }
    const [old = ''] = await enter(own, aDocument());
    await placeDocument(api, own, old, { accountId: account, status: 'settled' });
    await api.sql(
      `update documents set settled_at = now() - interval '31 days', registered_at = now() - interval '90 days'
       where id = $1`,
      [old],
    );
    expect((await summary('', own)).timeToSettle).toEqual({ count: 3, averageDays: 4, medianDays: 2 });
  });

  it('is nobody else’s', async () => {
    const { byStatus } = await summary('', await openCompany(api));
    expect(byStatus.every(({ count, amountCents }: Body) => count === 0 && amountCents === 0)).toBe(true);
  });

  it('finds all that it adds up of documents in one index, so that a million of them are read from it alone', async () => {
    await api.sql('vacuum analyze documents');
    const db = new Kysely({ dialect: new PostgresDialect({ pool: api.superuser }) });
    const plan = await db.transaction().execute(async (scope) => {
      // So few rows are scanned whole, whatever index there is.
      await sql`set local enable_seqscan = off`.execute(scope);
      await sql`set local enable_bitmapscan = off`.execute(scope);
      const { rows } = await sql`
        explain (format json) select status, count(*), sum(${chargedValue}) from documents
        where tenant_id = ${company.tenantId} and status = 'overdue' and due_date >= current_date - 30
          and account_id = ${accountId} group by status`.execute(scope);
      return JSON.stringify(rows);
    });
    expect(plan).toContain('"Index Only Scan"');
    expect(plan).toContain('documents_by_status');
  });
});
