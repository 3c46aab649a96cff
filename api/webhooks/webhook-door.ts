import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { type EventCharge, type ProviderEvent, readProviderEvent } from '../../asaas/webhook-events.ts';
import { type AccountDoor, findAccountByEndpoint } from '../../db/accounts/accounts.ts';
import { forgetPreviousToken } from '../../db/accounts/webhook-token.ts';
import type { Scope } from '../../db/database.ts';
import { keepSeenCharge } from '../../db/documents/seen-charge.ts';
import { leaveDocumentMessage, leaveReceiptMessage } from '../../db/messages/messages.ts';
import { findChargeOwner, insertProviderEvent, markForwarded } from '../../db/messages/provider-events.ts';
import { asGate, asTenant } from '../../db/tenancy.ts';
import type { DocumentMessage } from '../../domain/messages.ts';
import { failpoint } from '../../failpoint.ts';
import type { Dependencies } from '../dependencies.ts';
import { addressOf } from '../http/authenticate.ts';
import { kib } from '../http/json-body.ts';
import { retryLostRaces } from '../http/transaction-faults.ts';
import { tellStandings } from '../limits/rate-limit-headers.ts';
import { digestOf } from '../tenants/api-key.ts';
import { messageOf, tellsOfMoney } from './event-message.ts';
import { heedKey } from './key-warning.ts';

/** Asaas' events are a few kilobytes. Of a larger body the beginning is stored, as unreadable. */
const keptBytesMax = 256 * kib;

/**
 * The door for Asaas' webhooks. Asaas counts every answer except 200 as a failure: it repeats the event, sends nothing
 * after it, and pauses the queue after fifteen failures (Asaas reference 4.2, 4.3). So a sender with the right token
 * gets 200 for any body, and 503 only when nothing could be stored. The raw event, its meaning and its message are one
 * transaction: after the 200 nothing can be lost.
 */
export function webhookDoor(dependencies: Dependencies): RequestHandler {
  return async (request, response) => {
    response.locals.route = 'post /webhooks/asaas/{endpoint}';
    try {
      const account = await authenticateAccount(dependencies, request);
      if (!account) return await refuseStranger(dependencies, request, response);
      await keepEvent(dependencies, account, await readBeginning(request));
      await failpoint('inbox.before_ack', account.tenant_id);
      finish(response, 200);
    } catch (error) {
      // An event that could not be stored must be sent again.
      dependencies.log.error(
        { err: error, requestId: response.locals.requestId },
        'A webhook could not be stored',
      );
      finish(response, 503);
    }
  };
}

/**
 * Strangers are counted by address. A sender with the right token is not counted, and is looked up even when many
 * strangers came from its address. So a real webhook is never refused.
 */
async function refuseStranger(
  { rateLimits }: Dependencies,
  request: Request,
  response: Response,
): Promise<void> {
  const standing = await rateLimits.countStranger(addressOf(request));
  tellStandings(response, [standing]);
  if (standing.isExceeded) response.set('retry-after', String(Math.ceil(standing.resetMs / 1_000)));
  // The body of a stranger is not read.
  response.set('connection', 'close');
  finish(response, standing.isExceeded ? 429 : 401);
}

/** The account of this address, if the token is the account's. The caller is not told which of the two was wrong. */
async function authenticateAccount({ db }: Dependencies, request: Request): Promise<AccountDoor | null> {
  const token = request.get('asaas-access-token') ?? '';
  const endpoint = String(request.params.endpoint);
  if (!/^[\w-]{32,64}$/.test(endpoint)) return null;
  const account = await asGate(db, (scope) => findAccountByEndpoint(scope, endpoint));
  // An unknown address needs the same comparisons as a known one, so the time tells nothing.
  const given = digestOf(token);
  const isCurrent = timingSafeEqual(given, account?.webhook_token_digest ?? digestOf(''));
  const isPrevious = timingSafeEqual(given, account?.webhook_token_previous_digest ?? digestOf(''));
  if (!account || !(isCurrent || (isPrevious && account.webhook_token_previous_digest))) return null;
  if (isCurrent && account.webhook_token_previous_digest) {
    await asTenant(db, account.tenant_id, (scope) => forgetPreviousToken(scope, account.id));
  }
  return account;
}

async function readBeginning(request: Request): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let kept = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    const room = keptBytesMax - kept;
    if (room > 0) chunks.push(chunk.subarray(0, room));
    kept += Math.min(room, chunk.length);
  }
  return Buffer.concat(chunks);
}

async function keepEvent(dependencies: Dependencies, account: AccountDoor, body: Buffer): Promise<void> {
  const event = readProviderEvent(body);
  if (!event)
    dependencies.log.warn({ accountId: account.id, bytes: body.length }, 'Asaas sent what cannot be read');
  await retryLostRaces(() =>
    asTenant(dependencies.db, account.tenant_id, async (scope) => {
      const kept = await insertProviderEvent(scope, {
        tenant_id: account.tenant_id,
        account_id: account.id,
        event_id: event?.id ?? `sha256:${createHash('sha256').update(body).digest('hex')}`,
        name: event?.name ?? null,
        charge_id: event?.charge?.id ?? null,
        body,
        fate: event ? 'noted' : 'unreadable',
      });
      await failpoint('inbox.after_insert', account.tenant_id);
      if (!kept || !event) return;
      const forwarded = event.charge
        ? await forward(scope, account, event, event.charge)
        : await heedKey(scope, account.id, event);
      if (forwarded) await markForwarded(scope, kept.id);
    }),
  );
}

/** Leaves the message for a new event. Returns whether a workflow is told. */
async function forward(
  scope: Scope,
  account: AccountDoor,
  event: ProviderEvent,
  charge: EventCharge,
): Promise<boolean> {
  const owner = await findChargeOwner(scope, account.id, charge);
  if (!owner) return forwardAsReceipt(scope, account, event, charge);
  await keepSeenCharge(scope, owner, charge.id);
  const changed: DocumentMessage = {
    signal: 'chargeChanged',
    facts: { chargeId: charge.id, event: event.name },
  };
  const message = messageOf(event, charge) ?? (owner.isStray ? changed : null);
  if (message) await leaveDocumentMessage(scope, owner.documentId, message.signal, message.facts);
  return message !== null || owner.openAttempt?.outcomeUnknown === true;
}

/**
 * Money of a charge that nobody here created is stored for a person. Other news of such a charge does not concern us.
 */
async function forwardAsReceipt(
  scope: Scope,
  account: AccountDoor,
  { meaning }: ProviderEvent,
  charge: EventCharge,
): Promise<boolean> {
  if (!tellsOfMoney(meaning)) return false;
  await leaveReceiptMessage(scope, {
    tenantId: account.tenant_id,
    accountId: account.id,
    chargeId: charge.id,
  });
  return true;
}

function finish(response: Response, status: number): void {
  if (!response.headersSent) response.status(status).end();
}
