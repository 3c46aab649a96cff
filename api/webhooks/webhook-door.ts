import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { findAccountByEndpoint } from '../../db/accounts/accounts.ts';
import type { Scope } from '../../db/database.ts';
import { keepSeenCharge } from '../../db/documents/seen-charge.ts';
import { leaveDocumentMessage, leaveReceiptMessage } from '../../db/messages/messages.ts';
import { findChargeOwner, insertProviderEvent } from '../../db/messages/provider-events.ts';
import { asGate, asTenant } from '../../db/tenancy.ts';
import type { Dependencies } from '../dependencies.ts';
import { kib } from '../http/json-body.ts';
import { retryLostRaces } from '../http/transaction-faults.ts';
import { digestOf } from '../tenants/api-key.ts';
import {
  type Letter,
  type ProviderEvent,
  readProviderEvent,
  tellsOfMoney,
  toLetter,
} from './webhook-routing.ts';

/** Asaas' events are a few kilobytes; of anything larger the beginning is kept as unreadable. */
const keptBytesMax = 256 * kib;

/**
 * Asaas' door. To an authentic sender the answer is exactly 200, whatever was sent: Asaas counts anything else as a
 * failure, repeats it, lets nothing past it, and pauses the queue after fifteen (Asaas reference 4.2, 4.3). The raw
 * event, what it means and the message it causes are one transaction: once Asaas reads 200, nothing can be lost.
 */
export function webhookDoor(dependencies: Dependencies): RequestHandler {
  return async (request, response) => {
    response.locals.route = 'post /webhooks/asaas/{endpoint}';
    try {
      const account = await authenticateAccount(dependencies, request);
      if (!account) return finish(response, 401);
      await keepEvent(dependencies, account, await readBeginning(request));
      finish(response, 200);
    } catch (error) {
      // What could not be stored must be sent again.
      dependencies.log.error(
        { err: error, requestId: response.locals.requestId },
        'A webhook could not be stored',
      );
      finish(response, 503);
    }
  };
}

interface Account {
  id: string;
  tenant_id: string;
}

/** The account of this address, if the token is the account's own. No word on which of the two was wrong. */
async function authenticateAccount({ db }: Dependencies, request: Request): Promise<Account | null> {
  const token = request.get('asaas-access-token') ?? '';
  const endpoint = String(request.params.endpoint);
  if (!/^[\w-]{32,64}$/.test(endpoint)) return null;
  const account = await asGate(db, (scope) => findAccountByEndpoint(scope, endpoint));
  // An unknown address costs the same comparison as a known one.
  const expected = account?.webhook_token_digest ?? digestOf('');
  const matches = timingSafeEqual(digestOf(token), expected);
  return account && matches ? account : null;
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

async function keepEvent(dependencies: Dependencies, account: Account, body: Buffer): Promise<void> {
  const event = readProviderEvent(body);
  if (!event)
    dependencies.log.warn({ accountId: account.id, bytes: body.length }, 'Asaas sent what cannot be read');
  await retryLostRaces(() =>
    asTenant(dependencies.db, account.tenant_id, async (scope) => {
      const consequence = event ? await findConsequence(scope, account, event) : null;
      const fresh = await insertProviderEvent(scope, {
        tenant_id: account.tenant_id,
        account_id: account.id,
        event_id: event?.id ?? `sha256:${createHash('sha256').update(body).digest('hex')}`,
        name: event?.name ?? null,
        charge_id: event?.charge?.id ?? null,
        body,
        fate: !event ? 'unreadable' : consequence?.forwards ? 'forwarded' : 'noted',
      });
      if (fresh) await consequence?.carryOut();
    }),
  );
}

interface Consequence {
  /** Whether a workflow is told. */
  forwards: boolean;
  carryOut(): Promise<void>;
}

/** What follows from an event, to be carried out if it is new; null when nothing does. */
async function findConsequence(
  scope: Scope,
  account: Account,
  { name, charge }: ProviderEvent,
): Promise<Consequence | null> {
  if (!charge) return null;
  const owner = await findChargeOwner(scope, account.id, charge);
  if (!owner) {
    if (!tellsOfMoney(name)) return null;
    const receipt = { tenantId: account.tenant_id, accountId: account.id, chargeId: charge.id };
    return { forwards: true, carryOut: () => leaveReceiptMessage(scope, receipt) };
  }
  const { openAttempt, documentId, isStray } = owner;
  const changed: Letter = { signal: 'chargeChanged', facts: { chargeId: charge.id, event: name } };
  const letter = toLetter(name, charge) ?? (isStray ? changed : null);
  return {
    forwards: letter !== null || openAttempt?.outcomeUnknown === true,
    async carryOut() {
      await keepSeenCharge(scope, owner, charge.id);
      if (letter) await leaveDocumentMessage(scope, documentId, letter.signal, letter.facts);
    },
  };
}

function finish(response: Response, status: number): void {
  if (!response.headersSent) response.status(status).end();
}
