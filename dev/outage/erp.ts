import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { Received } from './three-books.ts';

/** What the ERP's book says of a document, from what it was told alone. */
export interface ErpEntry {
  chargeId: string | null;
  isCancelled: boolean;
  settled: Received | null;
}

interface Delivery {
  type: string;
  sequence: number | null;
  data: { documentId?: string; chargeId?: string; grossCents?: number; feeCents?: number; netCents?: number };
}

/**
 * An ERP that hears of its documents by webhook alone: it verifies each delivery, keeps its id, ignores what it has seen
 * and writes the rest into a book of its own.
 */
export class Erp {
  readonly book = new Map<string, ErpEntry>();
  /** What it wants of each document's payer: its own wish, so nobody tells it. */
  readonly asks = new Map<string, number>();
  readonly #server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const { type, data } = JSON.parse(body) as { type: string; data: { challenge?: string } };
      // Before the secret is known here: whoever is asked says only that he wants what will come.
      if (type === 'webhook_endpoint.challenged') {
        response.writeHead(200).end(JSON.stringify({ challenge: data.challenge }));
        return;
      }
      this.#take(body, request.headers as Record<string, string>);
      response.writeHead(204).end();
    });
  });
  readonly #seen = new Set<string>();
  readonly #lastOf = new Map<string, number>();
  /** Deliveries of events that it had heard before. It may be told twice, and ignores it. */
  repeated = 0;
  /** Documents of which it heard a later event before an earlier one. That must not be. */
  readonly overtaken: string[] = [];
  #verifier: Webhook | undefined;
  #port = 0;

  /** The address for its deliveries. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}/`;
  }

  /** How many different events it was sent. */
  get heard(): number {
    return this.#seen.size;
  }

  trust(secret: string): void {
    this.#verifier = new Webhook(secret);
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(this.#port, '127.0.0.1', () => resolve()));
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  async goAway(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  #take(body: string, headers: Record<string, string>): void {
    if (!this.#verifier) throw new Error('A delivery came before its secret was known');
    const { type, sequence, data } = this.#verifier.verify(body, headers) as Delivery;
    const id = headers['webhook-id'] ?? '';
    if (this.#seen.has(id)) this.repeated += 1;
    if (this.#seen.has(id)) return;
    this.#seen.add(id);
    if (data.documentId === undefined) return;
    this.#noteOrder(data.documentId, sequence ?? 0);
    this.#write(data.documentId, type, data);
  }

  #noteOrder(documentId: string, sequence: number): void {
    if ((this.#lastOf.get(documentId) ?? 0) > sequence) this.overtaken.push(documentId);
    this.#lastOf.set(documentId, sequence);
  }

  #write(documentId: string, type: string, data: Delivery['data']): void {
    const entry = this.book.get(documentId) ?? { chargeId: null, isCancelled: false, settled: null };
    const { grossCents = 0, feeCents = 0, netCents = 0 } = data;
    if (type === 'document.registered') entry.chargeId = data.chargeId ?? null;
    if (type === 'document.cancelled') entry.isCancelled = true;
    if (type === 'document.settled') entry.settled = { grossCents, feeCents, netCents };
    this.book.set(documentId, entry);
  }
}
