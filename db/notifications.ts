import { EventEmitter, once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { demandApplicationRole } from './application-role.ts';

/** What Postgres announces on one channel. A missed notification costs a delay, never a loss: who waits also polls. */
export interface Notifications {
  /** Returns at the next notification, or after `atMostMs`. */
  wait(atMostMs: number, signal?: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** Listens on a channel, and connects anew by itself when the connection is lost. */
export function listenForNotifications(url: string, channel: 'messages' | 'erp_events'): Notifications {
  const heard = new EventEmitter();
  heard.setMaxListeners(0);
  let client: Client | null = null;
  let closed = false;

  const connect = async (): Promise<void> => {
    while (!closed) {
      const next = new Client({ connectionString: url, connectionTimeoutMillis: 5_000, keepAlive: true });
      next.on('notification', () => heard.emit('notification'));
      const lost = new Promise<void>((resolve) => next.once('end', resolve));
      next.on('error', () => undefined);
      try {
        await next.connect();
        await demandApplicationRole(next);
        await next.query(`listen ${channel}`);
        client = next;
        await lost;
      } catch {
        await next.end().catch(() => undefined);
      }
      if (!closed) await pause(1_000);
    }
  };
  const connecting = connect();

  return {
    async wait(atMostMs, signal) {
      // A time-out is whole milliseconds: a fraction is refused.
      const timeout = AbortSignal.timeout(Math.ceil(atMostMs));
      const until = signal ? AbortSignal.any([signal, timeout]) : timeout;
      await once(heard, 'notification', { signal: until }).catch(() => undefined);
    },
    async close() {
      closed = true;
      await client?.end().catch(() => undefined);
      await Promise.race([connecting, pause(1_500)]);
    },
  };
}
