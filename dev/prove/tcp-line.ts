import { type AddressInfo, createServer, connect as dial, type Socket } from 'node:net';
import { Transform } from 'node:stream';

export interface Address {
  host: string;
  port: number;
}

/**
 * A TCP proxy on loopback between two of our processes. It can be cut and made slow. With several targets they take
 * turns, and one that refuses is passed over, as by a load balancer.
 */
export class TcpLine {
  readonly #targets: readonly Address[];
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((client) => this.#accept(client));
  readonly #unansweredPosts = new Set<Socket>();
  #next = 0;
  #isCut = false;
  #delayMs = 0;

  constructor(targets: readonly Address[]) {
    this.#targets = targets;
  }

  async listen(port = 0): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject).listen(port, '127.0.0.1', () => resolve());
    });
    return (this.#server.address() as AddressInfo).port;
  }

  /** How many connections there are at this moment. */
  get connections(): number {
    return this.#sockets.size;
  }

  /** How many POSTs went out and have no answer yet. */
  get postsInFlight(): number {
    return this.#unansweredPosts.size;
  }

  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Every piece of data waits so long, in both directions. */
  slow(delayMs: number): void {
    this.#delayMs = delayMs;
  }

  mend(): void {
    this.#isCut = false;
    this.#delayMs = 0;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #accept(client: Socket): void {
    if (this.#isCut) {
      client.destroy();
      return;
    }
    client.on('error', () => client.destroy());
    this.#connect(client, this.#targets.length);
  }

  #connect(client: Socket, triesLeft: number): void {
    const target = this.#targets[this.#next++ % this.#targets.length];
    if (!target || triesLeft === 0) {
      client.destroy();
      return;
    }
    const upstream = dial(target.port, target.host);
    const refused = () => this.#connect(client, triesLeft - 1);
    upstream.once('error', refused);
    upstream.once('connect', () => {
      upstream.off('error', refused);
      this.#join(client, upstream);
    });
  }

  #join(client: Socket, upstream: Socket): void {
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      this.#sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        this.#sockets.delete(socket);
        this.#unansweredPosts.delete(client);
        // Who said goodbye is heard to the end: its last words may still be on the way.
        if (!socket.readableEnded) other.destroy();
      });
    }
    client.on('data', (data: Buffer) => {
      if (data.subarray(0, 5).toString('latin1') === 'POST ') this.#unansweredPosts.add(client);
    });
    upstream.on('data', () => this.#unansweredPosts.delete(client));
    client.pipe(this.#delay()).pipe(upstream);
    upstream.pipe(this.#delay()).pipe(client);
  }

  #delay(): Transform {
    return new Transform({
      transform: (data, _encoding, done) => {
        if (this.#delayMs === 0) done(null, data);
        else setTimeout(() => done(null, data), this.#delayMs);
      },
    });
  }
}
