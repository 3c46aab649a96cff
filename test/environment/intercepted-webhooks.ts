import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inject } from 'vitest';
import { type Company, control } from './erp.ts';

export interface InterceptedEvent {
  name: string;
  chargeId: string;
  /** Brings the event, word for word, to the door it was meant for. Returns the status of the answer. */
  deliver(): Promise<number>;
}

/**
 * Stands between Asaas and the company's webhook from now on: what Asaas sends is answered 200 and kept, for the test
 * to deliver in an order of its own.
 */
export async function interceptWebhooks(company: Company) {
  const kept: InterceptedEvent[] = [];
  const asaas = await asaasAs(company);
  const { data } = await asaas<{ data: { id: string; url: string }[] }>('GET', '/webhooks');
  const webhook = data[0];
  if (!webhook) throw new Error('The account has no webhook at Asaas.');

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString('utf8');
    const token = String(request.headers['asaas-access-token']);
    const { event, payment } = JSON.parse(body) as { event: string; payment: { id: string } };
    kept.push({ name: event, chargeId: payment.id, deliver: () => post(webhook.url, token, body) });
    response.writeHead(200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  await asaas('PUT', `/webhooks/${webhook.id}`, { url });

  return {
    /** All events of a charge, in the order in which they happened. */
    async eventsOf(chargeId: string): Promise<InterceptedEvent[]> {
      await control('POST', `/webhooks/flush?account=${company.asaasId}`, {});
      return kept.filter((event) => event.chargeId === chargeId);
    },
    async close(): Promise<void> {
      await asaas('PUT', `/webhooks/${webhook.id}`, { url: webhook.url });
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function post(url: string, token: string, body: string): Promise<number> {
  const headers = { 'content-type': 'application/json', 'asaas-access-token': token };
  return (await fetch(url, { method: 'POST', headers, body })).status;
}

/** Asaas' own API, with one more key of the company's account. */
async function asaasAs({ asaasId }: Company) {
  const { apiKey } = await control<{ apiKey: string }>('POST', `/accounts/${asaasId}/keys`, {});
  return async <T>(method: string, path: string, body?: object): Promise<T> => {
    const response = await fetch(`${inject('simulatorUrl')}/v3${path}`, {
      method,
      headers: { access_token: apiKey, 'user-agent': 'test', 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(`${method} ${path} of Asaas: ${response.status}`);
    return (await response.json()) as T;
  };
}
