import type { Logger } from 'pino';
import type { Asaas } from '../asaas/asaas.ts';
import type { QuotaBucket } from '../db/accounts/request-quota.ts';
import type { Database } from '../db/database.ts';
import type { Sealer } from '../db/sealed-text.ts';

/** What every activity receives. No activity takes a client from a module. */
export interface Dependencies {
  db: Database;
  asaas: Asaas;
  sealer: Sealer;
  /** The quota of calls of each account. */
  quota: QuotaBucket;
  logger: Logger;
  /** The clock of the machine. Tests give their own. */
  now(): Date;
  /** How long after a create call without an answer its charge is looked up. */
  unknownOutcomeWaitMs: number;
  /** How long a finished document still waits for refunds and undone receipts. */
  reversalWindowMs: number;
  /** How often the webhook of an account is checked. */
  webhookCheckMs: number;
  /** How often an account is reconciled without a request. */
  reconcileEveryMs: number;
  /** The beginning of every webhook address. */
  publicUrl: string;
}

/** The document of an activity. Only ids, because histories contain this. */
export interface DocumentRef {
  tenantId: string;
  documentId: string;
}

/** The account an activity is about. */
export interface AccountRef {
  tenantId: string;
  accountId: string;
}
