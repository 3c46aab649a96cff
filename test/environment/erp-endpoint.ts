import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** What the ERP's endpoint was sent. */
export interface Received {
  id: string;
  headers: IncomingHttpHeaders;
  raw: string;
  body: { type: string; sequence: number | null; timestamp: string; data: Record<string, unknown> };
  /** What it was answered. */
  status: number;
}

/** An ERP's endpoint on loopback: keeps what it is sent, and answers what `answer` says of it. */
export async function startErpEndpoint(answer: (received: Omit<Received, 'status'>) => number = () => 200) {
  const received: Received[] = [];
  const challenges: Received[] = [];
  const behaviour = {
    answer,
    /** What it answers to a challenge: as it should, unless a test says otherwise. */
    prove: ({ challenge }: Record<string, unknown>): unknown => ({ challenge }),
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const raw = Buffer.concat(chunks).toString('utf8');
    const delivery = {
      id: String(request.headers['webhook-id']),
      headers: request.headers,
      raw,
      body: JSON.parse(raw),
    };
    if (delivery.body.type === 'webhook_endpoint.challenged') {
      challenges.push({ ...delivery, status: 200 });
      response.writeHead(200).end(JSON.stringify(behaviour.prove(delivery.body.data)));
      return;
    }
    const status = behaviour.answer(delivery);
    received.push({ ...delivery, status });
    response.writeHead(status, { location: '/elsewhere' }).end();
  });
  const listen = (port: number) =>
    new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/events`,
    received,
    /** The challenges that it was sent. */
    challenges,
    behaviour,
    /** Deliveries that were answered 2xx. */
    taken: () => received.filter(({ status }) => status < 300),
    /** Stops to listen, as an ERP that is being installed anew. */
    goAway: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    comeBack: () => listen(port),
  };
}

/** Whether the signature was made with this secret, by the verifier of Standard Webhooks. Throws when it was not. */
export function verify(secret: string, { raw, headers }: Received): unknown {
  return new Webhook(secret).verify(raw, headers as Record<string, string>);
}
