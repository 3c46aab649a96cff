import { sql } from 'kysely';
import type { CalendarDate } from '../../domain/calendar.ts';
import type { KnownFees, OpenFigure, PaidFigure } from '../../domain/forecast.ts';
import { anyOf } from '../any-of.ts';
import type { Scope } from '../database.ts';
import { chargedValue } from '../documents/charged-value.ts';
import { keptFigures } from '../documents/document-figures.ts';

/**
 * Open documents by account and due date, from the kept figures. Due dates before `dueFrom` are told as the day before it, those after
 * `dueTo` as the day after it, so that the answer is as long as the period and not as the company's past.
 */
export async function findOpenFigures(
  scope: Scope,
  asked: { accountId: string | undefined; dueFrom: CalendarDate; dueTo: CalendarDate },
): Promise<OpenFigure[]> {
  const { accountId, dueFrom, dueTo } = asked;
  const day = sql`least(greatest(day, ${dueFrom}::date - 1), ${dueTo}::date + 1)`;
  const { rows } = await sql<{ account_id: string; day: string; count: number; amount_cents: number }>`
    select account_id, ${day} as day, sum(count)::bigint as count, sum(amount_cents)::bigint as amount_cents
    from (${keptFigures({ statuses: ['registered', 'overdue'], accountId })}) figure
    group by 1, 2 having sum(count) <> 0
  `.execute(scope);
  return rows.map(({ account_id, day: dueDate, count, amount_cents }) => ({
    accountId: account_id,
    dueDate,
    count,
    amountCents: amount_cents,
  }));
}

/** Paid documents whose money is not in the account yet, by account and expected day of credit. From one index alone. */
export async function findPaidFigures(scope: Scope, accountId: string | undefined): Promise<PaidFigure[]> {
  const rows = await scope
    .selectFrom('documents')
    .select([
      'account_id',
      'credit_expected_on',
      sql<number>`count(*)`.as('count'),
      sql<number>`sum(${chargedValue})::bigint`.as('amount_cents'),
    ])
    .where('status', '=', 'paid')
    .where('account_id', 'is not', null)
    .$if(accountId !== undefined, (query) => query.where('account_id', '=', accountId as string))
    .groupBy(['account_id', 'credit_expected_on'])
    .$narrowType<{ account_id: string }>()
    .execute();
  return rows.map((row) => ({
    accountId: row.account_id,
    creditOn: row.credit_expected_on,
    count: row.count,
    amountCents: row.amount_cents,
  }));
}

/** How many of an account's last receipts say what Asaas takes: enough for an average, few enough to follow a new price. */
const lastReceipts = 100;

/** What Asaas took for the last receipts of these accounts. An account without receipts is absent. */
export async function findKnownFees(
  scope: Scope,
  accountIds: readonly string[],
): Promise<Map<string, KnownFees>> {
  const { rows } = await sql<{ account_id: string; receipts: number; fee_cents: number }>`
    select id as account_id, count(*)::bigint as receipts, sum(fee_cents)::bigint as fee_cents
    from accounts account cross join lateral (
      select fee_cents from ledger_entries entry
      where entry.tenant_id = account.tenant_id and entry.account_id = account.id and cause = 'payment'
      order by entry.id desc limit ${lastReceipts}
    ) last
    where account.id = ${anyOf(accountIds)}
    group by account.id
  `.execute(scope);
  return new Map(
    rows.map(({ account_id, receipts, fee_cents }) => [account_id, { receipts, feeCents: fee_cents }]),
  );
}
