import type { Logger } from 'pino';
import type { Asaas } from '../asaas/asaas.ts';
import type { QuotaBucket } from '../db/accounts/request-quota.ts';
import type { Database } from '../db/database.ts';
import type { Sealer } from '../db/sealed-text.ts';

/** What every activity is given; nothing is reached for through modules. */
export interface Dependencies {
  db: Database;
  asaas: Asaas;
  sealer: Sealer;
  /** The calls that each account may still make. */
  quota: QuotaBucket;
  logger: Logger;
  /** The machine's clock; tests bring their own. */
  now(): Date;
  /** How long after an unanswered create call its charge is looked up. */
  unknownOutcomeWaitMs: number;
  /** How long a finished document still listens for refunds and undone receipts. */
  reversalWindowMs: number;
  /** How often the webhook of an account is looked at. */
  webhookCheckMs: number;
  /** How often an account is reconciled by itself. */
  reconcileEveryMs: number;
  /** What webhook addresses begin with. */
  publicUrl: string;
}

/** The document an activity is about. Ids only: these words stand in histories. */
export interface DocumentRef {
  tenantId: string;
  documentId: string;
}
