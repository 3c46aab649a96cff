import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { Database, Scope } from '../db/database.ts';
import {
  claimWaitingMessages,
  markDelivered,
  noteFailedAttempts,
  readmitDueMessages,
  type WaitingMessage,
} from '../db/messages/message-turns.ts';
import type { Notifications } from '../db/notifications.ts';
import { asRelay } from '../db/tenancy.ts';
import { isDatabaseUnavailable } from '../db/unavailable.ts';
import { type DeliveryFailure, failureOf, retryAfterMs } from './delivery-failure.ts';
import { SetBackWatch } from './set-back.ts';
import { signalWorkflow } from './signal-workflow.ts';

interface Relay {
  client: Client;
  db: Database;
  newMessages: Notifications;
  logger: Logger;
  signal: AbortSignal;
}

/** Messages claimed in one transaction. Each is for another workflow, so all are sent at the same time. */
const batchSize = 50;

/**
 * All signals of a batch end within this time. A slow Temporal then holds one connection and these rows no longer than
 * that.
 */
const batchMs = 5_000;

/** Finds a message whose notification was missed, because the listening connection was down. */
const pollMs = 1_000;

/** The longest pause between two tries while Temporal cannot be reached. */
const longestPauseMs = 10_000;

/**
 * Sends stored messages to Temporal as signals. Nothing else sends signals. Several relays may run: each claims
 * messages that no other has claimed, in order per workflow. A relay that is killed after a signal and before its mark
 * makes the message go out twice. This is harmless, because a workflow reads each `seq` once.
 */
export async function runRelay(relay: Relay): Promise<void> {
  const { logger, newMessages, signal } = relay;
  const watch = new SetBackWatch(relay);
  let pauseMs = 0;
  while (!signal.aborted) {
    const batch = await deliverBatch(relay, watch).catch((error: Error) => {
      logger.warn({ reason: error.message }, 'Messages could not be relayed; trying again');
      return nothing;
    });
    if (batch.unreachable) {
      watch.distrust();
      pauseMs = Math.min(Math.max(pollMs, pauseMs * 2), longestPauseMs);
      logger.warn({ reason: batch.unreachable, pauseMs }, 'Temporal cannot be reached; all messages wait');
      await pause(pauseMs, undefined, { signal }).catch(() => undefined);
      continue;
    }
    if (pauseMs > 0) logger.info('Temporal can be reached again');
    pauseMs = 0;
    if (batch.settled === 0) await newMessages.wait(pollMs, signal);
  }
}

/** The result of a batch. */
interface Batch {
  /** How many messages were delivered, or failed and let later ones of their lane pass. */
  settled: number;
  /** Why nothing was delivered, when Temporal could not be reached; null otherwise. */
  unreachable: string | null;
}

const nothing: Batch = { settled: 0, unreachable: null };

interface Failed extends DeliveryFailure {
  message: WaitingMessage;
}

/** Sends the ready messages. A failed message stores its failure and lets the other messages of its lane pass. */
async function deliverBatch({ client, db, logger }: Relay, watch: SetBackWatch): Promise<Batch> {
  const unreachable = await lookFirst(watch, logger);
  if (unreachable !== null) return { settled: 0, unreachable };
  return asRelay(db, async (scope) => {
    await readmitDueMessages(scope, batchSize);
    const messages = await claimWaitingMessages(scope, batchSize);
    const failures = await signalAll(client, messages);
    const delivered = messages.filter((message) => !failures.some((failed) => failed.message === message));
    const isUp = delivered.length > 0;
    // An outage is no fault of the messages. So an unreachable Temporal counts as a failed attempt only if other
    // messages of the batch were delivered.
    const counted = failures.filter(({ meaning }) => isUp || meaning !== 'unreachable');
    await markDelivered(
      scope,
      delivered.map((message) => message.id),
    );
    await noteFailures(scope, counted, logger);
    const unreachable = isUp ? undefined : failures.find(({ meaning }) => meaning === 'unreachable');
    return { settled: delivered.length + counted.length, unreachable: unreachable?.reason ?? null };
  });
}

/** Why Temporal cannot be reached; null if it was asked what it knows, or refused to say it. */
async function lookFirst(watch: SetBackWatch, logger: Logger): Promise<string | null> {
  try {
    await watch.look();
    return null;
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error;
    const { meaning, reason } = failureOf(error);
    if (meaning === 'unreachable') return reason;
    // Messages are more urgent than to know whether older ones were forgotten.
    logger.error({ reason }, 'It could not be found out whether Temporal forgot messages');
    return null;
  }
}

/** Returns the messages that failed. */
async function signalAll(client: Client, messages: readonly WaitingMessage[]): Promise<Failed[]> {
  const deadline = Date.now() + batchMs;
  const results = await Promise.all(
    messages.map((message) =>
      signalWorkflow(client, message, deadline).then(
        () => null,
        (error: unknown) => ({ message, ...failureOf(error) }),
      ),
    ),
  );
  return results.filter((failed) => failed !== null);
}

async function noteFailures(scope: Scope, failures: readonly Failed[], logger: Logger): Promise<void> {
  const attempts = failures.map(({ message, meaning, reason }) => ({
    messageId: message.id,
    reason,
    retryAfterMs: meaning === 'refused' ? null : retryAfterMs(message.attempts + 1),
  }));
  await noteFailedAttempts(scope, attempts);
  for (const [at, { message, reason }] of failures.entries()) {
    const { id: messageId, tenant_id: tenantId, workflow_id: workflowId, signal } = message;
    const retryMs = attempts[at]?.retryAfterMs ?? null;
    const facts = { messageId, tenantId, workflowId, signal, attempts: message.attempts + 1, reason };
    if (retryMs === null) logger.error(facts, 'Temporal refuses a message; it is parked until a person asks');
    else logger.warn({ ...facts, retryMs }, 'A message could not be delivered; it is tried again later');
  }
}
