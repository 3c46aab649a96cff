import type { Webhook } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { maxAttempts, waitAfterFailureMs } from './retry-table.ts';
import { isAccepted, type Receipt } from './send.ts';

export interface QueuedDelivery {
  id: number;
  body: string;
  eventId: string;
  nextAttemptAt: Date;
  failures: number;
}

/** What is due of one webhook: of a sequential one only the head, which blocks the rest. */
export async function dueDeliveries(
  store: Store,
  webhook: Webhook,
  now: Date,
  limit: number,
): Promise<QueuedDelivery[]> {
  const isSequential = webhook.sendType === 'SEQUENTIALLY';
  const rows = await store
    .selectFrom('deliveries')
    .innerJoin('events', 'events.id', 'deliveries.eventId')
    .select([
      'deliveries.id',
      'deliveries.eventId',
      'deliveries.nextAttemptAt',
      'deliveries.failures',
      'events.body',
    ])
    .where('deliveries.webhookId', '=', webhook.id)
    .where('deliveries.state', '=', 'pending')
    .$if(!isSequential, (query) => query.where('deliveries.nextAttemptAt', '<=', now))
    .orderBy('deliveries.positionAt')
    .orderBy('deliveries.id')
    .limit(isSequential ? 1 : limit)
    .execute();
  return rows.filter((row) => row.nextAttemptAt <= now);
}

export interface Attempt {
  webhookId: string;
  deliveryId: number;
  failures: number;
  /** When the attempt was due, from which the next one is counted. */
  dueAt: Date;
  at: Date;
  retryDelayScale: number;
}

/** Notes an attempt: delivered, due again by the table, or the last that the queue bears. */
export async function recordAttempt(store: Store, attempt: Attempt, receipt: Receipt): Promise<void> {
  const { webhookId, deliveryId, at, failures } = attempt;
  // One statement for all three tables: a queue of thousands waits for each of these notes.
  const noted = store.with('noted', (query) =>
    query.insertInto('attempts').values({ deliveryId, at, ...receipt }),
  );
  if (isAccepted(receipt)) {
    await noted
      .with('forgiven', (query) =>
        query
          .updateTable('webhooks')
          .set({ consecutiveFailures: 0 })
          .where('id', '=', webhookId)
          .where('consecutiveFailures', '>', 0),
      )
      .updateTable('deliveries')
      .set({ state: 'delivered' })
      .where('id', '=', deliveryId)
      .execute();
    return;
  }
  const waitMs = waitAfterFailureMs(failures + 1) * attempt.retryDelayScale;
  await noted
    .with('penalized', (query) =>
      query
        .updateTable('webhooks')
        .set((row) => ({
          consecutiveFailures: row('consecutiveFailures', '+', 1),
          ...(failures + 1 >= maxAttempts && { interrupted: true }),
        }))
        .where('id', '=', webhookId),
    )
    .updateTable('deliveries')
    .set({ failures: failures + 1, nextAttemptAt: new Date(attempt.dueAt.getTime() + waitMs) })
    .where('id', '=', deliveryId)
    .execute();
}

/** Counts retries from `now` instead of from a time at which nothing could be sent. */
export async function restartSchedule(store: Store, now: Date, accountId?: string): Promise<void> {
  await store
    .updateTable('deliveries')
    .set({ nextAttemptAt: now })
    .where('state', '=', 'pending')
    .where('nextAttemptAt', '<', now)
    .$if(accountId !== undefined, (query) =>
      query.where('webhookId', 'in', (inner) =>
        inner
          .selectFrom('webhooks')
          .select('webhooks.id')
          .where('accountId', '=', accountId ?? ''),
      ),
    )
    .execute();
}

/** Forgives a webhook its failures: everything it has waiting is due at once. */
export async function forgiveFailures(store: Store, webhookId: string, now: Date): Promise<void> {
  await store.updateTable('webhooks').set({ consecutiveFailures: 0 }).where('id', '=', webhookId).execute();
  await store
    .updateTable('deliveries')
    .set({ failures: 0, nextAttemptAt: now })
    .where('webhookId', '=', webhookId)
    .where('state', '=', 'pending')
    .execute();
}

/** Drops what has waited for more than 14 days (kept no longer by Asaas) at webhooks that may not send. */
export async function forgetOldDeliveries(store: Store, now: Date, heldAccountIds: string[]): Promise<void> {
  const oldest = new Date(now.getTime() - 14 * 86_400_000);
  await store
    .updateTable('deliveries')
    .set({ state: 'forgotten' })
    .where('state', '=', 'pending')
    .where('eventId', 'in', (inner) =>
      inner.selectFrom('events').select('events.id').where('at', '<', oldest),
    )
    .where('webhookId', 'in', (inner) =>
      inner
        .selectFrom('webhooks')
        .select('webhooks.id')
        .where((where) =>
          where.or([
            where('interrupted', '=', true),
            where('enabled', '=', false),
            ...(heldAccountIds.length > 0 ? [where('accountId', 'in', heldAccountIds)] : []),
          ]),
        ),
    )
    .execute();
}
