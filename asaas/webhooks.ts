import { z } from 'zod';
import type { WebhookReading } from '../domain/webhook-health.ts';
import { NotFound } from './errors.ts';
import type { Call, Connection } from './http.ts';
import { readPages } from './pages.ts';
import { pathSegment } from './path-segment.ts';
import { subscribedEvents } from './webhook-events.ts';

export interface WebhookWish {
  url: string;
  /** 32 to 255 characters. Asaas sends it in `asaas-access-token` with each event, and never shows it. */
  token: string;
}

/** The address to which Asaas delivers an account's events. */
export function webhookUrl(publicUrl: string, endpoint: string): string {
  return `${publicUrl}/webhooks/asaas/${endpoint}`;
}

/** How many webhooks an account may have (Asaas reference 4.1). */
export const webhooksPerAccount = 10;

/** The calls about our own webhook (Asaas reference 4.1). All throw the classes of `errors.ts`. */
export function webhooks(call: Call) {
  return {
    /**
     * Reads our webhook: the one with the known id, otherwise the one at our address. A webhook without a known id
     * counts as altered until it is repaired, because nobody can read whether its token is ours. `surplus` are other
     * webhooks at our address, from create calls without an answer. One call.
     */
    async read(
      connection: Connection,
      known: { webhookId: string | null; url: string },
    ): Promise<{ ours: WebhookReading | null; surplus: string[]; total: number }> {
      const existing = await readPages(call, connection, '/webhooks', {}, webhook);
      const ours =
        existing.find((each) => each.id === known.webhookId) ??
        existing.find((each) => each.url === known.url);
      const surplus = existing.filter((each) => each.url === known.url && each.id !== ours?.id);
      return {
        ours: ours ? toReading(ours, known) : null,
        surplus: surplus.map(({ id }) => id),
        total: existing.length,
      };
    },

    /**
     * Creates our webhook. A second create call would make a second webhook: read before it, and read again after a
     * call without an answer.
     */
    async create(connection: Connection, wish: WebhookWish): Promise<string> {
      const body = {
        ...onTheWire(wish),
        enabled: true,
        interrupted: false,
        apiVersion: 3,
        email: unattended,
      };
      return (await call(connection, 'POST', '/webhooks', webhook, body)).id;
    },

    /**
     * Sets our address, token and events again, switches the webhook on and resumes a paused queue. The waiting events
     * are then sent in order. It always sends everything: a token cannot be read, and a wrong token would pause the
     * queue again.
     */
    async repair(connection: Connection, webhookId: string, wish: WebhookWish): Promise<void> {
      const path = `/webhooks/${pathSegment(webhookId)}`;
      const body = { ...onTheWire(wish), enabled: true, interrupted: false };
      await call(connection, 'PUT', path, webhook, body);
    },

    /** Removes a webhook. If it does not exist any more, nothing is left to do. */
    async remove(connection: Connection, webhookId: string): Promise<void> {
      const path = `/webhooks/${encodeURIComponent(webhookId)}`;
      await call(connection, 'DELETE', path, removal).catch((error: unknown) => {
        if (!(error instanceof NotFound)) throw error;
      });
    },
  };
}

function toReading(found: z.output<typeof webhook>, known: { webhookId: string | null; url: string }) {
  const events = new Set(found.events ?? []);
  return {
    webhookId: found.id,
    // Asaas leaves out fields that have their default (Asaas reference 4.1).
    enabled: found.enabled ?? true,
    interrupted: found.interrupted ?? false,
    penalizedRequests: found.penalizedRequestsCount ?? 0,
    isAsWanted:
      found.id === known.webhookId &&
      found.url === known.url &&
      subscribedEvents.every((event) => events.has(event)),
  };
}

/**
 * Asaas requires an e-mail address. Nobody has an address in `.invalid` (RFC 2606), and Remessa watches the queue
 * itself.
 */
const unattended = 'webhooks@remessa.invalid';

const webhook = z.looseObject({
  id: z.string().min(1),
  url: z.string().nullish(),
  enabled: z.boolean().nullish(),
  interrupted: z.boolean().nullish(),
  penalizedRequestsCount: z.number().nullish(),
  events: z.array(z.string()).nullish(),
});

const removal = z.looseObject({});

function onTheWire(wish: WebhookWish) {
  return {
    name: 'Remessa',
    url: wish.url,
    sendType: 'SEQUENTIALLY',
    authToken: wish.token,
    events: subscribedEvents,
  };
}
