import type { Logger } from 'pino';
import type { Asaas } from '../asaas/asaas.ts';
import type { Database } from '../db/database.ts';
import type { Doorbell } from '../db/doorbell.ts';
import type { Sealer } from '../db/sealed-text.ts';

/** What the API works with; handed in once, at start. */
export interface Dependencies {
  db: Database;
  asaas: Asaas;
  sealer: Sealer;
  /** Rings when an event was added to some tenant's feed. */
  bell: Doorbell;
  log: Logger;
  /** What webhook addresses begin with. */
  publicUrl: string;
  /** SHA-256 of the vendor's key. */
  adminKeyDigest: Buffer;
  /** Aborted when the process is asked to stop: who waits, ends. */
  closing: AbortSignal;
  now(): Date;
}
