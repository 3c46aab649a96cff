import { Client, Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { createAsaas } from '../asaas/asaas.ts';
import { type Config, readConfig } from '../config.ts';
import { openQuotaBucket } from '../db/accounts/request-quota.ts';
import { openDatabase } from '../db/database.ts';
import { createSealer } from '../db/sealed-text.ts';
import { asaasBook } from './asaas-book.ts';
import { holds, type Verdict } from './audit.ts';
import { openRunsOf } from './open-runs.ts';
import { describeVerdicts } from './report.ts';
import { auditWithSecondLook } from './run-audit.ts';

const patienceMs = 15 * 60_000;
const secondLookMs = 60_000;

/**
 * The command of production, with the settings of the worker: compares our books with the lists of Asaas and the runs of
 * Temporal. It writes nothing but the count of its calls. The exit code is 1 when an invariant does not hold, and 2 when
 * it could not be judged: an alarm about the one must not be taken for the other.
 */
try {
  const verdicts = await auditAsConfigured(readConfig());
  process.stdout.write(`${describeVerdicts(verdicts).join('\n')}\n`);
  process.exitCode = holds(verdicts) ? 0 : 1;
} catch (error) {
  process.stderr.write(`The audit could not be made: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 2;
}

async function auditAsConfigured(config: Config): Promise<Verdict[]> {
  const db = openDatabase(config.DATABASE_URL, { maxConnections: 2 });
  const quota = openQuotaBucket(config.DATABASE_URL, config.ASAAS_QUOTA);
  let connection: Connection | undefined;
  try {
    const sealer = createSealer(config.SECRETS_KEY);
    const { connectionOptions, namespace } = loadClientConnectConfig();
    const address = config.TEMPORAL_ADDRESS;
    connection = await Connection.connect({ ...connectionOptions, ...(address && { address }) });
    const client = new Client({ connection, namespace: namespace ?? config.TEMPORAL_NAMESPACE });
    const asaas = createAsaas({
      sandboxUrl: config.ASAAS_SANDBOX_URL,
      productionUrl: config.ASAAS_PRODUCTION_URL,
      timeoutMs: config.ASAAS_TIMEOUT,
      turnstile: quota,
    });
    const sources = {
      db,
      sealer,
      readBook: asaasBook(asaas),
      readOpenRuns: openRunsOf(client),
      patienceMs,
      now: () => new Date(),
    };
    return await auditWithSecondLook(sources, secondLookMs);
  } finally {
    await connection?.close();
    await Promise.all([db.destroy(), quota.close()]);
  }
}
