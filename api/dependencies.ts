import type { Logger } from 'pino';
import type { Asaas } from '../asaas/asaas.ts';
import type { Database } from '../db/database.ts';
import type { Notifications } from '../db/notifications.ts';
import type { Sealer } from '../db/sealed-text.ts';
import type { OpenPolls } from './limits/open-polls.ts';
import type { RateLimits } from './limits/rate-limits.ts';

/** What the API works with; handed in once, at start. */
export interface Dependencies {
  db: Database;
  asaas: Asaas;
  sealer: Sealer;
  /** Heard whenever an event is added to some tenant's feed. */
  newEvents: Notifications;
  log: Logger;
  rateLimits: RateLimits;
  openPolls: OpenPolls;
  /** What webhook addresses begin with. */
  publicUrl: string;
  /** Whether webhooks to ERPs may go to private addresses and over plain http: in development only. */
  privateErpAddresses: boolean;
  /** SHA-256 of the vendor's key. */
  adminKeyDigest: Buffer;
  /** Where the built console is; null when this process serves none. */
  consoleDir: string | null;
  /** Where the Temporal UI shows workflows; null when the console shall not link there. */
  temporalUi: string | null;
  /** Aborted when the process is asked to stop: who waits, ends. */
  closing: AbortSignal;
  now(): Date;
}
