import { sql } from 'kysely';
import type { CalendarDate } from '../../domain/calendar.ts';
import { anyOf } from '../any-of.ts';
import type { Scope } from '../database.ts';
import { chargedValue } from '../documents/charged-value.ts';
import type { DocumentRow } from '../documents/documents.ts';
import type { SendingRuleRow } from './sending-rules.ts';

/** What says which documents a rule fits. */
export type RuleTerms = Pick<
  SendingRuleRow,
  'account_id' | 'payer_id' | 'due_within_days' | 'amount_from_cents' | 'amount_to_cents'
>;

/** A document that was never sent, with the rule that decides about it. */
export interface Fitting {
  document: DocumentRow;
  /** The place of the rule among the given ones. */
  rule: number;
  /** Null: the rule names no account, and neither does the payer. */
  accountId: string | null;
}

export interface FittingQuery {
  today: CalendarDate;
  /** Whether the due date is still to come (today included) or past. */
  due: 'ahead' | 'past';
  /** Whether a document without an account is left to the next rule. Else it is found with null. */
  withAccount: boolean;
  /** Only documents that go to this account. */
  accountId?: string | undefined;
  /** Only these documents. */
  documentIds?: readonly string[] | undefined;
  /** Where the page before ended. */
  after?: { dueDate: CalendarDate; id: string } | undefined;
  limit: number;
}

/** Documents that were never sent and that a rule fits, the earliest due date first. The first rule that fits decides. */
export async function findFitting(
  scope: Scope,
  rules: readonly RuleTerms[],
  query: FittingQuery,
): Promise<Fitting[]> {
  const { today, due, withAccount, accountId, documentIds, after, limit } = query;
  const terms = rules.map((rule, place) => ({ ...rule, place }));
  const { rows } = await sql<DocumentRow & { rule_place: number; rule_account_id: string | null }>`
    select document.*, chosen.place as rule_place, chosen.account_id as rule_account_id
    from documents as document
    join payers as payer on payer.id = document.payer_id
    cross join lateral (
      select place, coalesce(rule.account_id, payer.default_account_id) as account_id
      from jsonb_to_recordset(${JSON.stringify(terms)}::jsonb) as rule (place int, account_id uuid, payer_id uuid,
        due_within_days int, amount_from_cents bigint, amount_to_cents bigint)
      where (rule.payer_id is null or rule.payer_id = document.payer_id)
        and (rule.due_within_days is null or document.due_date <= ${today}::date + rule.due_within_days)
        and (rule.amount_from_cents is null or ${chargedValue} >= rule.amount_from_cents)
        and (rule.amount_to_cents is null or ${chargedValue} <= rule.amount_to_cents)
        ${withAccount ? sql`and coalesce(rule.account_id, payer.default_account_id) is not null` : sql``}
      order by place limit 1
    ) as chosen
    where document.status = 'pending' and document.remittance_id is null and document.cancel_requested_at is null
      and document.due_date ${due === 'ahead' ? sql`>=` : sql`<`} ${today}::date
      ${accountId === undefined ? sql`` : sql`and chosen.account_id = ${accountId}::uuid`}
      ${documentIds === undefined ? sql`` : sql`and document.id = ${anyOf(documentIds)}`}
      ${after === undefined ? sql`` : sql`and (document.due_date, document.id) > (${after.dueDate}::date, ${after.id}::uuid)`}
    order by document.due_date, document.id limit ${limit}
  `.execute(scope);
  return rows.map(({ rule_place, rule_account_id, ...document }) => ({
    document,
    rule: rule_place,
    accountId: rule_account_id,
  }));
}

/** Locks those of the documents that nobody sent and nobody cancels, in the order of their ids. */
export async function lockNeverSent(scope: Scope, documentIds: readonly string[]): Promise<string[]> {
  const rows = await scope
    .selectFrom('documents')
    .select('id')
    .where('id', '=', anyOf(documentIds))
    .where('status', '=', 'pending')
    .where('remittance_id', 'is', null)
    .where('cancel_requested_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map((row) => row.id);
}
