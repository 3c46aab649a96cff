import { sql } from 'kysely';
import type { DocumentFlag } from '../../domain/document-status.ts';
import type { Scope } from '../database.ts';
import { type PayerColumns, payerColumns } from '../payers/payer-columns.ts';

/** One document of a cause. The facts of the cause are repeated in each of its rows. */
export interface ProblemRow extends PayerColumns {
  kind: 'rejected' | 'flag';
  code: string;
  field: string | null;
  count: number;
  value_cents: number;
  remittance_ids: string[];
  message: string;
  cure: string | null;
  document_id: string;
  erp_id: string;
  number: string;
  flag_cents: number | null;
  amount_cents: number;
  addition_cents: number;
  rebate_cents: number;
  due_date: string;
}

export interface ProblemFilter {
  accountId?: string | undefined;
  remittanceId?: string | undefined;
}

/**
 * What waits for a person, grouped by cause, the biggest group first, with the first `documents` documents of each. The
 * cause is code and field, because messages differ in amounts. A document that was sent again, or that will be
 * cancelled, does not wait for a person. One statement for any number of documents.
 */
export async function findProblems(
  scope: Scope,
  filter: ProblemFilter,
  limits: { flags: readonly DocumentFlag[]; documents: number; remittances: number },
): Promise<ProblemRow[]> {
  const { rows } = await sql<ProblemRow>`
    with document as (
      select * from documents
      where (status = 'rejected' or flags <> '{}')
        and ${filter.accountId ? sql`account_id = ${filter.accountId}` : sql`true`}
        and ${filter.remittanceId ? sql`remittance_id = ${filter.remittanceId}` : sql`true`}
    ), problem as (
      select document.*, 'rejected' as kind, last_error ->> 'code' as code, last_error ->> 'field' as field,
        last_error ->> 'message' as message, last_error ->> 'cure' as cure, null::bigint as flag_cents
      from document
      where status = 'rejected' and cancel_requested_at is null and not exists (
        select 1 from remittance_items item where item.document_id = document.id and item.outcome is null)
      union all
      select document.*, 'flag', flag.key, null, flag.value ->> 'reason', flag.value ->> 'cure',
        (flag.value ->> 'amountCents')::bigint
      from document cross join jsonb_each(document.flags) flag
      where flag.key = any(${limits.flags}::text[])
    ), cause as (
      select kind, code, field, count(*) as count, sum(amount_cents + addition_cents - rebate_cents)::bigint as value_cents,
        (array_agg(distinct remittance_id) filter (where remittance_id is not null))[:${sql.lit(limits.remittances)}]
          as remittance_ids
      from problem group by kind, code, field
    ), placed as (
      select *, row_number() over (partition by kind, code, field order by due_date, id) as place from problem
    )
    select cause.kind, cause.code, cause.field, count, value_cents, coalesce(remittance_ids, '{}') as remittance_ids,
      message, cure, placed.id as document_id, erp_id, number, flag_cents, amount_cents, addition_cents, rebate_cents,
      due_date,
      ${sql.raw(payerColumns.join(', '))}
    from cause
    join placed on placed.kind = cause.kind and placed.code = cause.code
      and placed.field is not distinct from cause.field
    join payers payer on payer.id = placed.payer_id
    where place <= ${limits.documents}
    order by count desc, cause.kind, cause.code, cause.field, place
  `.execute(scope);
  return rows;
}
