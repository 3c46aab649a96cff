import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isBankDay } from '../../../asaas/bank-days.ts';
import { bankDayFrom } from '../../../domain/calendar.ts';
import { creditDayOf } from '../../../domain/forecast.ts';
import { aDocument, type Body, enter, inDays, openAccount, openCompany } from '../environment.ts';
import { ownCompany } from '../own-company.ts';
import { placeDocument } from '../placed-document.ts';

const { api, company } = await ownCompany();
const accountId: string = (await openAccount(api, company)).id;
const otherAccountId: string = (await openAccount(api, company)).id;

const forecast = async (query = '', of = company) => (await of.call('GET', `/v1/forecast${query}`)).body;
const totals = async (query: string) =>
  (await company.call('GET', `/v1/documents/totals?${query}`)).body as Body;

/** Documents that are open, paid and over, of both accounts, whose dates lie before, in and after the period. */
const statuses = ['registered', 'overdue', 'paid', 'settled', 'cancelled'];
const offsets = [-40, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 9, 40, 200];
const documents = statuses.flatMap((status) => offsets.map((offset) => ({ status, offset })));
const ids = await enter(
  company,
  ...documents.map((_, at) =>
    aDocument({ dueDate: inDays(1), amountCents: 10_000 + at, additionCents: at % 5 }),
  ),
);
for (const [at, { status, offset }] of documents.entries()) {
  const account = at % 3 === 0 ? otherAccountId : accountId;
  await placeDocument(api, company, ids[at] ?? '', { accountId: account, status });
  await api.sql('update documents set due_date = $2, credit_expected_on = $3 where id = $1', [
    ids[at],
    inDays(offset),
    status === 'paid' ? inDays(offset) : null,
  ]);
}
const figureOf = ({ count, amountCents }: Body) => ({ count, amountCents });

describe('the forecast of cash', () => {
  it.each(['', `accountId=${otherAccountId}`])(
    'says for each day what the lists say that it points to (%s)',
    async (filter) => {
      const { days, late, later, today } = await forecast(`?days=14&${filter}`);
      expect(today).toBe(inDays(0));
      expect(days.map(({ date }: Body) => date)).toEqual(Array.from({ length: 14 }, (_, at) => inDays(at)));
      const open = (due: string) => totals(`status=registered,overdue&${due}&${filter}`);
      const paid = (credit: string) => totals(`status=paid&${credit}&${filter}`);
      for (const { date, open: due, paid: credited } of days) {
        if (due) expect(figureOf(due)).toEqual(await open(`dueFrom=${due.dueFrom}&dueTo=${due.dueTo}`));
        if (due) expect(creditDayOf(due.dueTo, isBankDay)).toBe(date);
        const from = date === today ? '' : `creditFrom=${date}&`;
        expect(credited).toEqual(await paid(`${from}creditTo=${date}`));
      }
      expect(bankDayFrom(late.dueTo, isBankDay) < today).toBe(true);
      expect(figureOf(late)).toEqual(await open(`dueTo=${late.dueTo}`));
      expect(figureOf(later.open)).toEqual(await open(`dueFrom=${later.open.dueFrom}`));
      expect(later.paid).toEqual(await paid(`creditFrom=${inDays(14)}`));
    },
  );

  it('shows what each account expects, and takes off what Asaas took there', async () => {
    const [id] = await enter(company, aDocument({ dueDate: inDays(300) }));
    for (const [at, feeCents] of [99, 199, 300].entries()) {
      await api.sql(
        `insert into ledger_entries (id, tenant_id, account_id, document_id, charge_id, cause, gross_cents, fee_cents,
           net_cents, paid_on, source) values ($1, $2, $3, $4, $5, 'payment', 10000, $6, $7, $8, 'webhook')`,
        [
          randomUUID(),
          company.tenantId,
          accountId,
          id,
          `pay_f${at}`,
          feeCents,
          10_000 - feeCents,
          inDays(-9),
        ],
      );
    }
    const { accounts, days } = await forecast();
    const of = (account: string) => accounts.find((each: Body) => each.accountId === account);
    const own = of(accountId);
    expect(own.feePerReceiptCents).toBe(199);
    expect(own.expectedFeeCents).toBe(Math.round((own.count * 598) / 3));
    expect(own.netCents).toBe(own.amountCents - own.expectedFeeCents);
    expect(of(otherAccountId)).toMatchObject({
      expectedFeeCents: null,
      netCents: null,
      feePerReceiptCents: null,
    });
    expect(days.some(({ netCents }: Body) => netCents === null)).toBe(true);
    const alone = await forecast(`?accountId=${accountId}`);
    expect(alone.accounts).toEqual([own]);
    expect(alone.days.every(({ netCents }: Body) => netCents !== null)).toBe(true);
  });

  it('shows on a document when its money is expected', async () => {
    const at = documents.findIndex(({ status, offset }) => status === 'paid' && offset === 3);
    const { body } = await company.call('GET', `/v1/documents/${ids[at]}`);
    expect(body.creditExpectedOn).toBe(inDays(3));
  });

  it('is nobody else’s', async () => {
    const { accounts, days, late } = await forecast('', await openCompany(api));
    expect([accounts, late.count]).toEqual([[], 0]);
    expect(days.every(({ count }: Body) => count === 0)).toBe(true);
  });
});
