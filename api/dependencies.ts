import type { Logger } from 'pino';
import type { Asaas } from '../asaas/asaas.ts';
import type { QuotaBucket } from '../db/accounts/request-quota.ts';
import type { Database } from '../db/database.ts';
import type { Notifications } from '../db/notifications.ts';
import type { Sealer } from '../db/sealed-text.ts';
import type { AllowedAddresses } from '../domain/erp-delivery.ts';
import type { OpenPolls } from './limits/open-polls.ts';
import type { RateLimits } from './limits/rate-limits.ts';

/** Everything that the API works with. It is created once, at the start. */
export interface Dependencies {
  db: Database;
  asaas: Asaas;
  /** What the accounts used of Asaas' quota. */
  quota: Pick<QuotaBucket, 'quota' | 'usage'>;
  sealer: Sealer;
  /** Notifications of new events in the feeds of all tenants. */
  newEvents: Notifications;
  log: Logger;
  rateLimits: RateLimits;
  openPolls: OpenPolls;
  /** The beginning of every webhook address. */
  publicUrl: string;
  /** Where webhooks to ERPs may go. */
  erpAddresses: AllowedAddresses;
  /** SHA-256 of the vendor's key. */
  adminKeyDigest: Buffer;
  /** The folder of the built console. Null when this process does not serve it. */
  consoleDir: string | null;
  /** The address of the Temporal UI. Null when the console must not link to it. */
  temporalUi: string | null;
  /** The address of the simulator that stands for Asaas. Null in production: then its routes do not exist. */
  simulatorUrl: string | null;
  /** Aborted when the process must stop. Every waiting call then ends. */
  closing: AbortSignal;
  now(): Date;
}
