import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { demandApplicationRole } from './application-role.ts';

/**
 * The notifications of Postgres on one channel. A missed notification only costs time, because the reader also looks
 * without one.
 */
export interface Notifications {
  /** Returns at the next notification without a subject, after `atMostMs`, or when the signal aborts. */
  wait(atMostMs: number, signal?: AbortSignal): Promise<void>;
  /** Listens from now on for notifications about one subject. The subject is the payload. */
  listenFor(subject: string): Listener;
  close(): Promise<void>;
}

/** Waits for notifications about one subject. Those about other subjects do not wake it. */
export interface Listener {
  /** Returns when a notification came since the last call, after `atMostMs`, or when a signal aborts. */
  next(atMostMs: number, signals?: readonly AbortSignal[]): Promise<void>;
  close(): void;
}

/** Listens on a channel, and connects again when the connection is lost. */
export function listenForNotifications(url: string, channel: 'messages' | 'erp_events'): Notifications {
  const ears = new Map<string, Set<Ear>>();
  let client: Client | null = null;
  let closed = false;

  const tell = (subject: string) => {
    for (const ear of ears.get(subject) ?? []) ear.hear();
  };

  const connect = async (): Promise<void> => {
    while (!closed) {
      // Without probes we would never notice that the other side of the connection is gone.
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
        // Notifications without a connection are lost. So every listener looks once.
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

/** Stores that a notification came, until `next` is called. */
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
