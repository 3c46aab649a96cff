import { Client, Connection } from '@temporalio/client';
import { createAsaas } from '../../asaas/asaas.ts';
import { asaasBook } from '../../audit/asaas-book.ts';
import type { Verdict } from '../../audit/audit.ts';
import { openRunsOf } from '../../audit/open-runs.ts';
import { auditWithSecondLook } from '../../audit/run-audit.ts';
import { openDatabase } from '../../db/database.ts';
import { createSealer } from '../../db/sealed-text.ts';
import type { BackingAddresses } from '../stack/backing-parts.ts';
import { simulatorBook } from './simulator-book.ts';

export interface Patience {
  /** How long what should happen may take before it is late. */
  lateAfterMs: number;
  /** How long to wait before the second look. */
  secondLookMs: number;
}

/**
 * Audits a stack that runs: by the simulator's own book where there is one, else by the lists of Asaas. Throws what a source
 * throws.
 */
export async function auditStack(
  addresses: BackingAddresses,
  secretsKey: string,
  { lateAfterMs, secondLookMs }: Patience,
): Promise<Verdict[]> {
  const db = openDatabase(addresses.databaseUrl, { maxConnections: 2 });
  const connection = await Connection.connect({ address: addresses.temporal });
  try {
    const sources = {
      db,
      sealer: createSealer(secretsKey),
      readBook: addresses.simulator
        ? simulatorBook(addresses.simulator)
        : sandboxBook(addresses.asaasSandbox),
      readOpenRuns: openRunsOf(new Client({ connection, namespace: addresses.temporalNamespace })),
      patienceMs: lateAfterMs,
      now: () => new Date(),
    };
    return await auditWithSecondLook(sources, secondLookMs);
  } finally {
    await Promise.all([connection.close(), db.destroy()]);
  }
}

/** One reader alone, so nobody has to keep the calls apart. */
function sandboxBook(sandboxUrl: string) {
  const turnstile = { take: async () => 0, pause: async () => {} };
  const nowhere = 'https://production.invalid';
  return asaasBook(createAsaas({ sandboxUrl, productionUrl: nowhere, timeoutMs: 20_000, turnstile }));
}
