import { sql } from 'kysely';
import type { Scope } from '../database.ts';

/**
 * Notes that Asaas, asked, says otherwise than the events of these names about a charge. Only events of the last two weeks:
 * an account may have millions of older ones. Returns our ids of the events that were not noted before.
 */
export async function denyEvents(
  scope: Scope,
  { accountId, chargeId }: { accountId: string; chargeId: string },
  names: readonly string[],
): Promise<string[]> {
  const denied = await scope
    .updateTable('provider_events')
    .set({ denied_at: sql<Date>`now()` })
    .where('account_id', '=', accountId)
    .where('charge_id', '=', chargeId)
    .where('name', 'in', names)
    .where('fate', '=', 'forwarded')
    .where('denied_at', 'is', null)
    .where('received_at', '>', sql<Date>`now() - interval '14 days'`)
    .returning('id')
    .execute();
  return denied.map(({ id }) => id);
}

/** How many events of all companies Asaas denied within a day. Runs as the upkeep. */
export async function countDeniedEvents(scope: Scope): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from provider_events where denied_at > now() - interval '1 day'
  `.execute(scope);
  return rows[0]?.count ?? 0;
}
