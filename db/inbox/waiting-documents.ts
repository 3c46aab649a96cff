import { sql } from 'kysely';
import type { HoldCause } from '../../domain/hold.ts';
import type { Scope } from '../database.ts';
import { chargedValue } from '../documents/charged-value.ts';
import type { ProblemFilter } from './document-problems.ts';

/** How many documents wait for one cause, and what they come to in centavos. */
export interface WaitingDocuments {
  /** Null: the outcome of their create call is not known. */
  hold: HoldCause | null;
  count: number;
  amount_cents: number;
}

/** Documents of unknown outcome, and those that a hold keeps from something, by cause. Read from two indexes. */
export async function findWaitingDocuments(
  scope: Scope,
  { accountId, remittanceId }: ProblemFilter,
): Promise<WaitingDocuments[]> {
  const narrowed = sql`
    ${accountId ? sql`account_id = ${accountId}` : sql`true`}
    and ${remittanceId ? sql`remittance_id = ${remittanceId}` : sql`true`}`;
  const figures = sql`count(*) as count, coalesce(sum(${chargedValue}), 0)::bigint as amount_cents`;
  const { rows } = await sql<WaitingDocuments>`
    select null as hold, ${figures} from documents where status = 'uncertain' and ${narrowed}
    having count(*) > 0
    union all
    select hold, ${figures} from documents where hold is not null and ${narrowed} group by hold
    order by count desc
  `.execute(scope);
  return rows;
}
