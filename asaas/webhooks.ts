import { z } from 'zod';
import type { Call, Connection } from './http.ts';
import { readPages } from './pages.ts';

export interface WebhookWish {
  url: string;
  /** 32 to 255 characters; Asaas sends it back in `asaas-access-token` and never shows it again. */
  token: string;
  /** Where Asaas writes when deliveries fail. */
  email?: string;
}

/** What we want to hear of: the life of a charge. Card and split events do not concern boletos and Pix. */
export const webhookEvents = [
  'PAYMENT_CREATED',
  'PAYMENT_UPDATED',
  'PAYMENT_CONFIRMED',
  'PAYMENT_RECEIVED',
  'PAYMENT_OVERDUE',
  'PAYMENT_DELETED',
  'PAYMENT_RESTORED',
  'PAYMENT_RECEIVED_IN_CASH_UNDONE',
  'PAYMENT_BANK_SLIP_CANCELLED',
  'PAYMENT_REFUND_IN_PROGRESS',
  'PAYMENT_REFUNDED',
  'PAYMENT_PARTIALLY_REFUNDED',
  'PAYMENT_REFUND_DENIED',
  'PAYMENT_DUNNING_RECEIVED',
] as const;

/** The calls about our own webhook (Asaas reference 4.1). All throw the classes of `errors.ts`. */
export function webhooks(call: Call) {
  return {
    /** Leaves exactly one webhook at `url`, enabled, with our events and token; resumes a paused queue. May be repeated. */
    async ensure(
      connection: Connection,
      wish: WebhookWish,
    ): Promise<{ webhookId: string; status: 'active' | 'interrupted' }> {
      const existing = await readPages(call, connection, '/webhooks', {}, webhook);
      const ours = existing.find((each) => each.url === wish.url);
      const body = { ...onTheWire(wish), enabled: true, interrupted: false };
      const saved = ours
        ? await call(connection, 'PUT', `/webhooks/${encodeURIComponent(ours.id)}`, webhook, body)
        : await call(connection, 'POST', '/webhooks', webhook, {
            ...body,
            apiVersion: 3,
            email: wish.email ?? unattended,
          });
      return { webhookId: saved.id, status: saved.interrupted ? 'interrupted' : 'active' };
    },

    async remove(connection: Connection, webhookId: string): Promise<void> {
      await call(
        connection,
        'DELETE',
        `/webhooks/${encodeURIComponent(webhookId)}`,
        z.looseObject({ deleted: z.boolean() }),
      );
    },
  };
}

/** Asaas demands an address; `.invalid` belongs to nobody (RFC 2606), and the queue is watched here anyway. */
const unattended = 'webhooks@remessa.invalid';

const webhook = z.looseObject({
  id: z.string().min(1),
  url: z.string().nullish(),
  interrupted: z.boolean().nullish(),
});

function onTheWire(wish: WebhookWish) {
  return {
    name: 'Remessa',
    url: wish.url,
    sendType: 'SEQUENTIALLY',
    authToken: wish.token,
    events: webhookEvents,
  };
}
