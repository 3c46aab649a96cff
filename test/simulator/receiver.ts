import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json } from './asaas.ts';

export interface Received {
  headers: IncomingHttpHeaders;
  text: string;
  body: Json;
}

/** An ERP's side of a webhook: keeps what comes and answers as told. */
export interface Receiver {
  url: string;
  received: Received[];
  /** The status of the next answers; a function may look at what came, `silence` never answers. */
  answerWith(status: number | 'silence' | ((received: Received) => number)): void;
  events(): string[];
  /** How many calls were unanswered at the same time, at most. */
  mostAtOnce(): number;
  close(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let answer: number | 'silence' | ((received: Received) => number) = 200;
  let open = 0;
  let mostAtOnce = 0;
  const server: Server = createServer((req, res) => {
    open += 1;
    mostAtOnce = Math.max(mostAtOnce, open);
    res.on('close', () => {
      open -= 1;
    });
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const entry = { headers: req.headers, text, body: JSON.parse(text) };
      received.push(entry);
      if (answer === 'silence') return;
      res.statusCode = typeof answer === 'function' ? answer(entry) : answer;
      // Takes a moment, as receivers do, so that a sender in a hurry is seen to overtake itself.
      setTimeout(() => res.end(), 5);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/asaas`,
    received,
    answerWith: (wanted) => {
      answer = wanted;
    },
    mostAtOnce: () => mostAtOnce,
    events: () => received.map(({ body }) => body.event),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
