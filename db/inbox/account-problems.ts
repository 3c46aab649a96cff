import { sql } from 'kysely';
import type { Scope } from '../database.ts';

/** What can be wrong with an account, what stops the most first. */
const accountProblems = [
  'key_refused',
  'key_expiring',
  'webhook_stopped',
  'webhook_manual',
  'pix_missing',
] as const;

export type AccountProblem = (typeof accountProblems)[number];

/** How many accounts have a problem, and one of them. */
export interface TroubledAccounts {
  problem: AccountProblem;
  count: number;
  account_id: string;
}

/**
 * What is wrong with accounts that are in use. A webhook counts that does not deliver, or that a person has to paste
 * and of which no event ever came.
 */
export async function findTroubledAccounts(
  scope: Scope,
  accountId: string | undefined,
): Promise<TroubledAccounts[]> {
  const { rows } = await sql<TroubledAccounts>`
    select problem, count(*) as count, min(account.id::text) as account_id
    from accounts account cross join lateral (values
      ('key_refused', key_status = 'refused'),
      ('key_expiring', expiring_key_id is not null),
      ('webhook_stopped', webhook_status in ('interrupted', 'disabled', 'altered', 'missing')),
      ('webhook_manual', webhook_status = 'manual' and (
        -- In the order of an index, so that Postgres looks there and does not read the events of all accounts.
        select event.id from provider_events event where event.account_id = account.id
        order by event.event_id limit 1) is null),
      ('pix_missing', pix_ready = false)
    ) as trouble (problem, has_it)
    where has_it and disabled_at is null and ${accountId ? sql`account.id = ${accountId}` : sql`true`}
    group by problem
    order by array_position(${accountProblems}::text[], problem)
  `.execute(scope);
  return rows;
}
