import { type Selectable, sql } from 'kysely';
import { type CalendarDate, dateInSaoPaulo } from '../../domain/calendar.ts';
import type { BookedMoney, ExplainedLine, Explanation, StatementLine } from '../../domain/statement.ts';
import { anyText } from '../any-of.ts';
import type { Scope } from '../database.ts';
import type { StatementLineTable } from '../tables/statement.ts';
import { type ChargeOwner, findChargeOwners, ownedByNobody } from './charge-owners.ts';

export type StatementLineRow = Selectable<StatementLineTable>;

interface Account {
  id: string;
  tenant_id: string;
}

/**
 * Stores lines in the given order. A line that exists keeps its place. If its amount, balance or kind changed, it takes
 * the new values and must be explained again.
 */
export async function keepLines(
  scope: Scope,
  account: Account,
  lines: readonly StatementLine[],
): Promise<void> {
  if (lines.length === 0) return;
  await sql`
    insert into statement_lines (tenant_id, account_id, line_id, on_date, kind, provider_type, amount_cents, balance_cents,
      charge_id, description)
    select ${account.tenant_id}::uuid, ${account.id}::uuid, "lineId", date, kind, "providerType", "amountCents",
      "balanceCents", "chargeId", description
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as line ("lineId" text, date date, kind text,
      "providerType" text, "amountCents" bigint, "balanceCents" bigint, "chargeId" text, description text)
    on conflict (account_id, line_id) do update
      set amount_cents = excluded.amount_cents, balance_cents = excluded.balance_cents, kind = excluded.kind,
        provider_type = excluded.provider_type, charge_id = excluded.charge_id, explanation = 'unexplained'
      where (statement_lines.amount_cents, statement_lines.balance_cents, statement_lines.kind)
        is distinct from (excluded.amount_cents, excluded.balance_cents, excluded.kind)
  `.execute(scope);
}

/** The charges that have a line without an explanation. Null stands for lines without a charge. */
export async function findUnexplainedCharges(scope: Scope, accountId: string): Promise<(string | null)[]> {
  const rows = await scope
    .selectFrom('statement_lines')
    .select('charge_id')
    .distinct()
    .where('account_id', '=', accountId)
    .where('explanation', '=', 'unexplained')
    .execute();
  return rows.map((row) => row.charge_id);
}

/** All lines of these charges, also those that are explained: all lines of a charge are explained together. */
export async function findLinesOfCharges(
  scope: Scope,
  accountId: string,
  chargeIds: readonly string[],
): Promise<StatementLine[]> {
  const rows = await lines(scope, accountId).where('charge_id', '=', anyText(chargeIds)).execute();
  return rows.map(toLine);
}

/** The lines without a charge and without an explanation. */
export async function findUnexplainedWithoutCharge(
  scope: Scope,
  accountId: string,
): Promise<StatementLine[]> {
  const rows = await lines(scope, accountId)
    .where('charge_id', 'is', null)
    .where('explanation', '=', 'unexplained')
    .execute();
  return rows.map(toLine);
}

function lines(scope: Scope, accountId: string) {
  return scope
    .selectFrom('statement_lines')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('position');
}

/**
 * What our books say of charges: ledger entries, and receipts that are not booked on a document. Cash is left out,
 * because it never passes through the account.
 */
export async function findBookedMoney(
  scope: Scope,
  accountId: string,
  chargeIds: readonly string[],
): Promise<Map<string, BookedMoney>> {
  const { rows } = await sql<{ charge_id: string; payment: number; fee: number; refunded: number }>`
    select charge_id,
      coalesce(sum(gross_cents) filter (where cause = 'payment'), 0)::bigint as payment,
      coalesce(sum(fee_cents) filter (where cause = 'payment'), 0)::bigint as fee,
      coalesce(-sum(gross_cents) filter (where cause like 'refund/%'), 0)::bigint as refunded
    from ledger_entries
    where account_id = ${accountId} and charge_id = ${anyText(chargeIds)}
    group by charge_id
    union all
    select charge_id, gross_cents, gross_cents - net_cents, 0 from unidentified_receipts receipt
    where account_id = ${accountId} and charge_id = ${anyText(chargeIds)} and booked_at is null
      and not exists (select 1 from ledger_entries entry
        where entry.account_id = receipt.account_id and entry.charge_id = receipt.charge_id)
  `.execute(scope);
  return new Map(
    rows.map((row) => [
      row.charge_id,
      { paymentCents: row.payment, feeCents: row.fee, refundedCents: row.refunded },
    ]),
  );
}

/** Stores the explanation of each line. */
export async function saveExplanations(
  scope: Scope,
  accountId: string,
  explained: readonly ExplainedLine[],
): Promise<void> {
  if (explained.length === 0) return;
  await sql`
    update statement_lines
    set explanation = line.explanation, booked_cents = line."bookedCents"
    from jsonb_to_recordset(${JSON.stringify(explained)}::jsonb)
      as line ("lineId" text, explanation text, "bookedCents" bigint)
    where account_id = ${accountId} and line_id = line."lineId"
  `.execute(scope);
}

/** A charge whose money moved at Asaas as our books do not say. */
export interface MissedMoney {
  chargeId: string;
  kind: 'payment' | 'refund';
}

/**
 * Charges of lines first read since `since` that were paid while our books know of no payment, or that gave back more
 * than our books say. What moved before the account was added was never ours to know.
 */
export async function findMissedMoney(
  scope: Scope,
  account: { id: string; created_at: Date },
  since: Date,
): Promise<MissedMoney[]> {
  const { rows } = await sql<MissedMoney>`
    select charge_id as "chargeId", kind from statement_lines
    where account_id = ${account.id} and explanation = 'unexplained' and charge_id is not null
      and on_date >= ${dateInSaoPaulo(account.created_at)} and kind in ('payment', 'refund')
    group by charge_id, kind
    having max(read_at) > ${since}
      and case kind when 'payment' then coalesce(max(booked_cents), 0) = 0
        else sum(amount_cents) < coalesce(max(booked_cents), 0) end
    order by charge_id
  `.execute(scope);
  return rows;
}

export interface StatementFilter {
  from?: CalendarDate | undefined;
  to?: CalendarDate | undefined;
  explanation?: Explanation | undefined;
}

/** A line with the document or the receipt of its charge, where we know one. */
export type ListedStatementLine = StatementLineRow & ChargeOwner;

/** Lines in the order of the statement, after `afterPosition`. */
export async function findStatementLines(
  scope: Scope,
  accountId: string,
  filter: StatementFilter,
  page: { afterPosition: number; limit: number },
): Promise<ListedStatementLine[]> {
  const { from, to, explanation } = filter;
  const hasPeriod = from !== undefined || to !== undefined;
  const rows = await lines(scope, accountId)
    .where('position', '>', page.afterPosition)
    .$if(hasPeriod, (query) => query.where('position', 'in', positionsOf(accountId, filter, page)))
    .$if(explanation !== undefined, (query) => query.where('explanation', '=', explanation as Explanation))
    .limit(page.limit)
    .execute();
  const owners = await findChargeOwners(
    scope,
    accountId,
    rows.flatMap(({ charge_id }) => charge_id ?? []),
  );
  return rows.map((row) => ({ ...row, ...(owners.get(row.charge_id ?? '') ?? ownedByNobody) }));
}

/**
 * The first lines of a period, by the index of days. `offset 0` keeps the inner query: without it Postgres walks
 * through the whole statement in its order until it meets the period.
 */
function positionsOf(
  accountId: string,
  { from = '0001-01-01', to = '9999-12-31', explanation }: StatementFilter,
  { afterPosition, limit }: { afterPosition: number; limit: number },
) {
  return sql<number>`(
    select position from (
      select position from statement_lines
      where account_id = ${accountId} and on_date between ${from}::date and ${to}::date and position > ${afterPosition}
        and ${explanation ? sql`explanation = ${explanation}` : sql`true`}
      offset 0
    ) period order by position limit ${limit})`;
}

function toLine(row: StatementLineRow): StatementLine {
  return {
    lineId: row.line_id,
    date: row.on_date,
    kind: row.kind,
    providerType: row.provider_type,
    amountCents: row.amount_cents,
    balanceCents: row.balance_cents,
    chargeId: row.charge_id,
    description: row.description,
  };
}
