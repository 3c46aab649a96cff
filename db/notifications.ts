import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { demandApplicationRole } from './application-role.ts';

/** What Postgres announces on one channel. A missed notification costs a delay, never a loss: who waits also looks. */
export interface Notifications {
  /** Returns at the next notification that names no subject, or after `atMostMs`. */
  wait(atMostMs: number, signal?: AbortSignal): Promise<void>;
  /** Listens from now on for what is announced about one subject, which is the notification's payload. */
  listenFor(subject: string): Listener;
  close(): Promise<void>;
}

/** Someone who waits for news of one subject, and is not woken by those of others. */
export interface Listener {
  /** Returns when there was news since the last call, or after `atMostMs`, or when a signal aborts. */
  next(atMostMs: number, signals?: readonly AbortSignal[]): Promise<void>;
  close(): void;
}

/** Listens on a channel, and connects anew by itself when the connection is lost. */
export function listenForNotifications(url: string, channel: 'messages' | 'erp_events'): Notifications {
  const ears = new Map<string, Set<Ear>>();
  let client: Client | null = null;
  let closed = false;

  const tell = (subject: string) => {
    for (const ear of ears.get(subject) ?? []) ear.hear();
  };

  const connect = async (): Promise<void> => {
    while (!closed) {
      // Without probes a connection that died without a word would stay silent for ever.
      const next = new Client({
        connectionString: url,
        connectionTimeoutMillis: 5_000,
        keepAlive: true,
        keepAliveInitialDelayMillis: 10_000,
      });
      next.on('notification', ({ payload }) => tell(payload ?? ''));
      const lost = new Promise<void>((resolve) => next.once('end', resolve));
      next.on('error', () => undefined);
      try {
        await next.connect();
        await demandApplicationRole(next);
        await next.query(`listen ${channel}`);
        client = next;
        // What was announced meanwhile nobody heard: all look.
        for (const subject of ears.keys()) tell(subject);
        await lost;
      } catch {
        await next.end().catch(() => undefined);
      }
      if (!closed) await pause(1_000);
    }
  };
  const connecting = connect();

  const listenFor = (subject: string): Listener => {
    const ear = new Ear();
    const others = ears.get(subject) ?? new Set();
    ears.set(subject, others.add(ear));
    return {
      next: (atMostMs, signals = []) => ear.next(atMostMs, signals),
      close() {
        others.delete(ear);
        if (others.size === 0 && ears.get(subject) === others) ears.delete(subject);
      },
    };
  };

  return {
    listenFor,
    async wait(atMostMs, signal) {
      const listener = listenFor('');
      await listener.next(atMostMs, signal ? [signal] : []);
      listener.close();
    },
    async close() {
      closed = true;
      await client?.end().catch(() => undefined);
      await Promise.race([connecting, pause(1_500)]);
    },
  };
}

/** Remembers what it heard until it is asked. */
class Ear {
  #heard = false;
  #wake: () => void = () => undefined;

  hear(): void {
    this.#heard = true;
    this.#wake();
  }

  async next(atMostMs: number, signals: readonly AbortSignal[]): Promise<void> {
    if (!this.#heard && !signals.some((signal) => signal.aborted)) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.ceil(atMostMs));
        this.#wake = () => {
          clearTimeout(timer);
          for (const signal of signals) signal.removeEventListener('abort', this.#wake);
          resolve();
        };
        for (const signal of signals) signal.addEventListener('abort', this.#wake, { once: true });
      });
      this.#wake();
    }
    this.#heard = false;
  }
}
