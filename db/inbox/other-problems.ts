import { sql } from 'kysely';
import type { Scope } from '../database.ts';

export interface Waiting {
  count: number;
  amountCents: number;
}

/** Payments of charges that nobody here created and nobody assigned yet. */
export async function countUnassignedReceipts(scope: Scope, accountId: string | undefined): Promise<Waiting> {
  const { count, amount_cents } = await scope
    .selectFrom('unidentified_receipts')
    .select([
      sql<number>`count(*)`.as('count'),
      sql<number>`coalesce(sum(gross_cents), 0)::bigint`.as('amount_cents'),
    ])
    .where('assigned_document_id', 'is', null)
    .$if(accountId !== undefined, (query) => query.where('account_id', '=', accountId as string))
    .executeTakeFirstOrThrow();
  return { count, amountCents: amount_cents };
}

/** Messages that Temporal refuses as they are: nobody sends them again until a person asks. */
export async function countParkedMessages(scope: Scope): Promise<Waiting> {
  const { count } = await scope
    .selectFrom('messages')
    .select(sql<number>`count(*)`.as('count'))
    .where('delivered_at', 'is', null)
    .where('attempts', '>', 0)
    .where('parked_at', 'is not', null)
    .executeTakeFirstOrThrow();
  return { count, amountCents: 0 };
}

/** Endpoints of the ERP that nothing is delivered to any more. */
export async function countParkedEndpoints(scope: Scope): Promise<Waiting> {
  const { count } = await scope
    .selectFrom('webhook_endpoints')
    .select(sql<number>`count(*)`.as('count'))
    .where('deleted_at', 'is', null)
    .where('status', '=', 'parked')
    .executeTakeFirstOrThrow();
  return { count, amountCents: 0 };
}

/** Endpoints whose address was challenged and did not answer as it should. */
export async function countUnprovedEndpoints(scope: Scope): Promise<Waiting> {
  const { count } = await scope
    .selectFrom('webhook_endpoints')
    .select(sql<number>`count(*)`.as('count'))
    .where('deleted_at', 'is', null)
    .where('status', '=', 'active')
    .where('proved_at', 'is', null)
    .where('proof_failure', '<>', 'waiting')
    .executeTakeFirstOrThrow();
  return { count, amountCents: 0 };
}
