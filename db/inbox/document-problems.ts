import { sql } from 'kysely';
import type { DocumentFlag } from '../../domain/document-status.ts';
import type { Scope } from '../database.ts';
import { chargedValue } from '../documents/charged-value.ts';
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
 * cancelled, does not wait for a person. One statement for any number of documents: it counts and chooses from the
 * indexes of refusals and of flags, and reads only the chosen documents whole.
 */
export async function findProblems(
  scope: Scope,
  filter: ProblemFilter,
  limits: { flags: readonly DocumentFlag[]; documents: number; remittances: number },
): Promise<ProblemRow[]> {
  const isAsked = sql`
    ${filter.accountId ? sql`account_id = ${filter.accountId}` : sql`true`}
    and ${filter.remittanceId ? sql`remittance_id = ${filter.remittanceId}` : sql`true`}`;
  const isRefused = sql`error_code is not null and status = 'rejected' and cancel_requested_at is null and ${isAsked}
    and id not in (select document_id from remittance_items where outcome is null)`;
  const isFlagged = sql`flag_names is not null and ${isAsked}`;
  const first = sql`order by due_date, id limit ${limits.documents}`;
  const { rows } = await sql<ProblemRow>`
    with problem as (
      select 'rejected' as kind, error_code as code, error_field as field, remittance_id, ${chargedValue} as value_cents
      from documents where ${isRefused}
      union all
      select 'flag', flag.name, null, remittance_id, ${chargedValue}
      from documents cross join unnest(flag_names) flag (name)
      where ${isFlagged} and flag.name = any(${limits.flags}::text[])
    ), by_remittance as (
      select kind, code, field, remittance_id, count(*) as count, sum(value_cents) as value_cents
      from problem group by kind, code, field, remittance_id
    ), cause as (
      select kind, code, field, sum(count)::bigint as count, sum(value_cents)::bigint as value_cents,
        (array_agg(remittance_id order by remittance_id) filter (where remittance_id is not null)
          )[:${sql.lit(limits.remittances)}] as remittance_ids
      from by_remittance group by kind, code, field
    )
    select cause.kind, cause.code, cause.field, count, value_cents, coalesce(remittance_ids, '{}') as remittance_ids,
      ${ofCause('message', 'reason')} as message, ${ofCause('cure', 'cure')} as cure,
      case cause.kind when 'flag' then (flags -> cause.code ->> 'amountCents')::bigint end as flag_cents,
      document.id as document_id, erp_id, number, amount_cents, addition_cents, rebate_cents, document.due_date,
      ${sql.raw(payerColumns.join(', '))}
    from cause cross join lateral (
      (select id from documents
        where cause.kind = 'rejected' and error_code = cause.code and error_field is not distinct from cause.field
          and ${isRefused} ${first})
      union all
      (select id from documents where cause.kind = 'flag' and cause.code = any(flag_names) and ${isFlagged} ${first})
    ) shown
    join documents document on document.id = shown.id
    join payers payer on payer.id = document.payer_id
    order by count desc, cause.kind, cause.code, cause.field, document.due_date, document.id
  `.execute(scope);
  return rows;
}

/** A field of the refusal, or of the flag. */
function ofCause(ofRefusal: string, ofFlag: string) {
  return sql`case cause.kind when 'rejected' then last_error ->> ${sql.lit(ofRefusal)}
    else flags -> cause.code ->> ${sql.lit(ofFlag)} end`;
}
