import { type Company, control } from './erp.ts';
import { sql } from './product-database.ts';

export interface HeldEvent {
  name: string;
  /** Brings the event, word for word, to the door it is meant for. Returns the status of the answer. */
  deliver(): Promise<number>;
}

/** Keeps Asaas from sending the company any event, for the test to deliver them in an order of its own. */
export async function holdWebhooks(company: Company): Promise<void> {
  await control('POST', `/webhooks/pause?account=${company.asaasId}`, {});
}

interface StoredEvent {
  event: string;
  body: string;
  url: string;
  auth_token: string;
}

/** The events of a charge that wait at Asaas, in the order in which they happened. Its store knows what Asaas shows nobody. */
export async function heldEventsOf(chargeId: string): Promise<HeldEvent[]> {
  const stored = await sql<StoredEvent>(
    `select event, body, url, auth_token from simulator.deliveries
     join simulator.events on events.id = event_id join simulator.webhooks on webhooks.id = webhook_id
     where charge_id = $1 and state = 'pending' order by deliveries.id`,
    [chargeId],
  );
  return stored.map(({ event, body, url, auth_token }) => ({
    name: event,
    async deliver() {
      const headers = { 'content-type': 'application/json', 'asaas-access-token': auth_token };
      return (await fetch(url, { method: 'POST', headers, body })).status;
    },
  }));
}

/** Lets everything go that was held: news for nobody who was told of it already. */
export async function releaseWebhooks(company: Company): Promise<void> {
  await control('POST', `/webhooks/resume?account=${company.asaasId}`, {});
  await control('POST', `/webhooks/flush?account=${company.asaasId}`, {});
}
