import { sql } from 'kysely';
import { timestampOf } from '../calendar.ts';
import { eventId } from '../ids.ts';
import type { Charge } from '../store/schema.ts';
import { showCharge } from './charges.ts';
import type { Entry } from './entry.ts';

/** Every event of a charge there is; there is none for a receipt in cash, and none called "registered". */
export const chargeEvents = [
  'PAYMENT_CREATED',
  'PAYMENT_UPDATED',
  'PAYMENT_CONFIRMED',
  'PAYMENT_RECEIVED',
  'PAYMENT_OVERDUE',
  'PAYMENT_DELETED',
  'PAYMENT_RESTORED',
  'PAYMENT_RECEIVED_IN_CASH_UNDONE',
  'PAYMENT_BANK_SLIP_VIEWED',
  'PAYMENT_BANK_SLIP_CANCELLED',
  'PAYMENT_CHECKOUT_VIEWED',
  'PAYMENT_REFUND_IN_PROGRESS',
  'PAYMENT_REFUNDED',
  'PAYMENT_PARTIALLY_REFUNDED',
  'PAYMENT_REFUND_DENIED',
  'PAYMENT_ANTICIPATED',
  'PAYMENT_DUNNING_REQUESTED',
  'PAYMENT_DUNNING_RECEIVED',
  'PAYMENT_SPLIT_CANCELLED',
  'PAYMENT_SPLIT_DIVERGENCE_BLOCK',
  'PAYMENT_SPLIT_DIVERGENCE_BLOCK_FINISHED',
  'PAYMENT_AUTHORIZED',
  'PAYMENT_AWAITING_RISK_ANALYSIS',
  'PAYMENT_APPROVED_BY_RISK_ANALYSIS',
  'PAYMENT_REPROVED_BY_RISK_ANALYSIS',
  'PAYMENT_CREDIT_CARD_CAPTURE_REFUSED',
  'PAYMENT_CHARGEBACK_REQUESTED',
  'PAYMENT_CHARGEBACK_DISPUTE',
  'PAYMENT_AWAITING_CHARGEBACK_REVERSAL',
] as const;

export type ChargeEvent = (typeof chargeEvents)[number];

/**
 * Notes what happened to a charge and queues it for every enabled webhook of the account that wants it.
 * The body is written now and never again: a retry sends the charge as it was, not as it is.
 * `shown` replaces fields of the charge in this event alone.
 */
export async function raise(
  entry: Entry,
  charge: Charge,
  event: ChargeEvent,
  shown: Record<string, unknown> = {},
): Promise<void> {
  const { tx, at } = entry;
  await tx.insertInto('history').values({ chargeId: charge.id, at, event }).execute();

  const webhooks = await findSubscribers(entry, charge.accountId, event);
  const [first] = webhooks;
  if (!first) return;

  const payment = { ...(await showCharge(entry, charge)), ...shown };
  const id = eventId(charge.accountId, first.eventNumber);
  await tx
    .insertInto('events')
    .values({
      id,
      accountId: charge.accountId,
      chargeId: charge.id,
      event,
      at,
      body: eventBody(entry, charge, id, event, payment),
    })
    .execute();
  for (const webhook of webhooks) await queueEvent(entry, webhook.id, id, charge.accountId);
  entry.eventIds.push(id);
}

/** The account's enabled webhooks that want the event, each with a number for it. */
export function findSubscribers(
  { tx }: Entry,
  accountId: string,
  event: string,
): Promise<{ id: string; eventNumber: number }[]> {
  return tx
    .selectFrom('webhooks')
    .select(['id', sql<number>`(select nextval('event_numbers'))`.as('eventNumber')])
    .where('accountId', '=', accountId)
    .where('enabled', '=', true)
    .where(sql<boolean>`${event} = any(events)`)
    .execute();
}

/** Queues an event for one webhook, as often and as late as the account's settings say. */
export async function queueEvent(
  entry: Entry,
  webhookId: string,
  id: string,
  accountId: string,
): Promise<void> {
  const { webhookCopies, webhookDelayMs, webhookShuffleMs } = entry.simulator.behaviours.of(accountId);
  const copies = Array.from({ length: webhookCopies }, () => {
    const waitMs = webhookDelayMs + Math.random() * webhookShuffleMs;
    // Its place in the queue is by now, when the charge is locked: `at` may have been taken before another's change.
    const positionAt = new Date(entry.simulator.clock.now().getTime() + waitMs);
    const nextAttemptAt = new Date(entry.at.getTime() + waitMs);
    return { webhookId, eventId: id, positionAt, nextAttemptAt };
  });
  await entry.tx.insertInto('deliveries').values(copies).execute();
}

function eventBody(
  entry: Entry,
  charge: Charge,
  id: string,
  event: ChargeEvent,
  payment: Record<string, unknown>,
): string {
  const { extraFields } = entry.simulator.behaviours.of(charge.accountId);
  return JSON.stringify({
    id,
    event,
    dateCreated: timestampOf(entry.at),
    account: { id: charge.accountId, ownerId: null },
    payment,
    ...(extraFields && { fieldOfTomorrow: { version: 2, values: [null, 'ção', 1.5] } }),
  });
}
