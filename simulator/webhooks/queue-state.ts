import { type SqlBool, sql } from 'kysely';
import type { Behaviours } from '../behaviours.ts';
import type { Store } from '../store/store.ts';

export interface WaitingWebhook {
  id: string;
  accountId: string;
  dueAt: Date;
}

/** Webhooks that may send and have something pending, with the time at which its first is due. */
export async function waitingWebhooks(store: Store): Promise<WaitingWebhook[]> {
  return store
    .selectFrom('webhooks')
    .innerJoinLateral(
      (query) =>
        query
          .selectFrom('deliveries')
          .select('nextAttemptAt')
          .whereRef('deliveries.webhookId', '=', 'webhooks.id')
          .where('state', '=', 'pending')
          // Of a sequential webhook the head counts, of any other the one due first.
          .orderBy((row) =>
            row
              .case()
              .when(row.ref('webhooks.sendType'), '=', 'SEQUENTIALLY')
              .then(row.ref('positionAt'))
              .else(row.ref('nextAttemptAt'))
              .end(),
          )
          .orderBy('id')
          .limit(1)
          .as('next'),
      (join) => join.onTrue(),
    )
    .select(['webhooks.id', 'webhooks.accountId', 'next.nextAttemptAt as dueAt'])
    .where('enabled', '=', true)
    .where('interrupted', '=', false)
    .execute();
}

/** Accounts whose deliveries are held back by a setting. */
export async function heldAccountIds(store: Store, behaviours: Behaviours): Promise<string[]> {
  const accounts = await store.selectFrom('accounts').select('id').execute();
  return accounts.map(({ id }) => id).filter((id) => behaviours.of(id).webhookHeld);
}

/** How many deliveries could be made until `until`: not those behind a head that must wait longer. */
export async function countDeliverable(
  store: Store,
  until: Date,
  heldAccountIds: string[],
  accountId: string | undefined,
): Promise<number> {
  const { count } = await store
    .selectFrom('deliveries as delivery')
    .innerJoin('webhooks as webhook', 'webhook.id', 'delivery.webhookId')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('delivery.state', '=', 'pending')
    .where('webhook.enabled', '=', true)
    .where('webhook.interrupted', '=', false)
    .where('delivery.nextAttemptAt', '<=', until)
    .$if(accountId !== undefined, (query) => query.where('webhook.accountId', '=', accountId ?? ''))
    .$if(heldAccountIds.length > 0, (query) => query.where('webhook.accountId', 'not in', heldAccountIds))
    .where(
      sql<SqlBool>`not (webhook.send_type = 'SEQUENTIALLY' and exists (
        select from deliveries as ahead
        where ahead.webhook_id = delivery.webhook_id and ahead.state = 'pending'
          and (ahead.position_at, ahead.id) < (delivery.position_at, delivery.id)
          and ahead.next_attempt_at > ${until}))`,
    )
    .executeTakeFirstOrThrow();
  return count;
}

/** How many deliveries of these events could be tried and have not been yet. */
export async function countUntried(store: Store, eventIds: string[]): Promise<number> {
  if (eventIds.length === 0) return 0;
  const { count } = await store
    .selectFrom('deliveries')
    .innerJoin('webhooks', 'webhooks.id', 'deliveries.webhookId')
    .leftJoin('attempts', 'attempts.deliveryId', 'deliveries.id')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('deliveries.eventId', 'in', eventIds)
    .where('deliveries.state', '=', 'pending')
    .where('webhooks.enabled', '=', true)
    .where('webhooks.interrupted', '=', false)
    .where('attempts.seq', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}

/** How many deliveries wait, of one account or of all. */
export async function countPending(store: Store, accountId: string | undefined): Promise<number> {
  const { count } = await store
    .selectFrom('deliveries')
    .innerJoin('webhooks', 'webhooks.id', 'deliveries.webhookId')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('state', '=', 'pending')
    .$if(accountId !== undefined, (query) => query.where('webhooks.accountId', '=', accountId ?? ''))
    .executeTakeFirstOrThrow();
  return count;
}
