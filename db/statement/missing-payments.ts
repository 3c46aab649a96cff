import { type Selectable, sql } from 'kysely';
import type { CalendarDate } from '../../domain/calendar.ts';
import { findAccountOrThrow } from '../accounts/accounts.ts';
import type { Scope } from '../database.ts';
import type { MissingPaymentTable } from '../tables/statement.ts';

/** Asaas may add a line to a day in the past, so a payment is missed only after so many days. */
const lateAfterDays = 3;

/** Payments are judged again that were booked so many days before the last reconciliation. Each is late long before. */
const judgedAgainDays = 60;

/**
 * Keeps which payments of our books the statement does not have, and forgets those whose line came. Cash never passes
 * through Asaas, and what was credited before the account was added is in no line that we read.
 */
export async function keepMissingPayments(scope: Scope, accountId: string): Promise<void> {
  const account = await findAccountOrThrow(scope, accountId);
  await sql`
    delete from missing_payments missing
    where account_id = ${accountId} and ${hasLine(sql`missing.charge_id`, accountId)}
  `.execute(scope);
  await sql`
    with reading as (
      select statement_through, coalesce(done_at - make_interval(days => ${judgedAgainDays}), 'epoch') as since
      from reconciliations where account_id = ${accountId}
    ),
    payment as (
      select entry.*, coalesce(credited_on, ${bookedOn}) as day, greatest(credited_on, ${bookedOn}) as known_on
      from ledger_entries entry, reading
      where tenant_id = ${account.tenant_id} and account_id = ${accountId} and cause = 'payment'
        and id >= (lpad(to_hex((extract(epoch from since) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
    )
    insert into missing_payments (tenant_id, account_id, charge_id, document_id, amount_cents, credited_on)
    select tenant_id, account_id, charge_id, document_id, gross_cents, day
    from payment, reading
    where known_on < statement_through - ${lateAfterDays}::int
      and day >= (${account.created_at}::timestamptz at time zone 'America/Sao_Paulo')::date
      and not ${hasLine(sql`payment.charge_id`, accountId)}
    order by charge_id
    on conflict (account_id, charge_id) do nothing
  `.execute(scope);
}

const bookedOn = sql`(created_at at time zone 'America/Sao_Paulo')::date`;

function hasLine(chargeId: ReturnType<typeof sql>, accountId: string) {
  return sql`exists (select from statement_lines line
    where line.account_id = ${accountId} and line.charge_id = ${chargeId} and line.kind = 'payment')`;
}

/** The first day whose line is missing; null when none is. */
export async function findFirstMissingDay(scope: Scope, accountId: string): Promise<CalendarDate | null> {
  const row = await scope
    .selectFrom('missing_payments')
    .select((missing) => missing.fn.min('credited_on').as('day'))
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row?.day ?? null;
}

export type MissingPayment = Selectable<MissingPaymentTable> & {
  number: string | null;
  erp_id: string | null;
};

export interface MissingPayments {
  count: number;
  amountCents: number;
  /** The oldest ones. */
  oldest: MissingPayment[];
}

/** What the statement of a period should have and does not. */
export async function findMissingPayments(
  scope: Scope,
  accountId: string,
  {
    from = '0001-01-01',
    to = '9999-12-31',
  }: { from?: CalendarDate | undefined; to?: CalendarDate | undefined },
  limit: number,
): Promise<MissingPayments> {
  const missing = scope
    .selectFrom('missing_payments as missing')
    .where('missing.account_id', '=', accountId)
    .where('credited_on', '>=', from)
    .where('credited_on', '<=', to);
  const { count, amountCents } = await missing
    .select([
      sql<number>`count(*)`.as('count'),
      sql<number>`coalesce(sum(missing.amount_cents), 0)::bigint`.as('amountCents'),
    ])
    .executeTakeFirstOrThrow();
  const oldest = await missing
    .leftJoin('documents as document', 'document.id', 'missing.document_id')
    .selectAll('missing')
    .select(['document.number', 'document.erp_id'])
    .orderBy('credited_on')
    .orderBy('missing.charge_id')
    .limit(limit)
    .execute();
  return { count, amountCents, oldest };
}
