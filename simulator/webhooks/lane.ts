import type { Logger } from 'pino';
import type { Agent } from 'undici';
import type { Behaviours } from '../behaviours.ts';
import type { Clock } from '../clock.ts';
import type { Webhook } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { dueDeliveries, type QueuedDelivery, recordAttempt } from './queue.ts';
import { isAccepted, send } from './send.ts';

export interface LaneParts {
  store: Store;
  clock: Clock;
  behaviours: Behaviours;
  log: Logger;
  agent: Agent;
}

const parallelSends = 20;

/** Sends what is due of one webhook until nothing is, the webhook may not send, or `isClosed` says so. */
export async function runLane(parts: LaneParts, webhookId: string, isClosed: () => boolean): Promise<void> {
  // What stood behind a late head was not due before the head was through.
  let laneTime = new Date(0);
  while (!isClosed()) {
    const webhook = await findSendingWebhook(parts, webhookId);
    if (!webhook) return;
    const due = await dueDeliveries(parts.store, webhook, parts.clock.now(), parallelSends);
    if (due.length === 0) return;
    const timed = due.map((delivery) => ({ delivery, dueAt: later(delivery.nextAttemptAt, laneTime) }));
    await Promise.all(timed.map(({ delivery, dueAt }) => attempt(parts, webhook, delivery, dueAt, isClosed)));
    laneTime = timed.map(({ dueAt }) => dueAt).reduce(later, laneTime);
  }
}

/** The webhook as it is now, or nothing when it may not send. */
async function findSendingWebhook(
  { store, behaviours }: LaneParts,
  webhookId: string,
): Promise<Webhook | undefined> {
  const webhook = await store
    .selectFrom('webhooks')
    .selectAll()
    .where('id', '=', webhookId)
    .where('enabled', '=', true)
    .where('interrupted', '=', false)
    .executeTakeFirst();
  return webhook && !behaviours.of(webhook.accountId).webhookHeld ? webhook : undefined;
}

/** One try. The next one is counted from when this was due: a clock that was moved catches up step by step. */
async function attempt(
  { store, clock, behaviours, log, agent }: LaneParts,
  webhook: Webhook,
  delivery: QueuedDelivery,
  dueAt: Date,
  isClosed: () => boolean,
): Promise<void> {
  const { webhookTimeoutMs: timeoutMs, retryDelayScale } = behaviours.of(webhook.accountId);
  const { url, authToken } = webhook;
  const receipt = await send({ url, authToken, body: delivery.body, timeoutMs }, agent);
  // Broken off because this process ends: no fault of the receiver.
  if (receipt.status === null && isClosed()) return;
  if (!isAccepted(receipt)) log.debug({ url, eventId: delivery.eventId, ...receipt }, 'webhook not accepted');
  await recordAttempt(
    store,
    {
      webhookId: webhook.id,
      deliveryId: delivery.id,
      failures: delivery.failures,
      dueAt,
      at: clock.now(),
      retryDelayScale,
    },
    receipt,
  );
}

function later(one: Date, other: Date): Date {
  return one > other ? one : other;
}
