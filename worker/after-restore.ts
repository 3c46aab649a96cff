import { parseArgs } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { createAsaas } from '../asaas/asaas.ts';
import { readConfig } from '../config.ts';
import { openQuotaBucket } from '../db/accounts/request-quota.ts';
import { openDatabase } from '../db/database.ts';
import { createSealer } from '../db/sealed-text.ts';
import { describeHealing, healAfterRestore, readForgottenCharges } from './restore-healing.ts';
import { temporalConnection } from './temporal.ts';

/**
 * The command `npm run after-restore -- --since <moment of the backup>`: after Postgres was restored from a backup, and
 * before API and worker start again (docs/operations.md). `--unread` reads only the accounts that could not be read, and
 * may be run while everything works. The exit code is 1 while there are such accounts.
 */
const { values } = parseArgs({ options: { since: { type: 'string' }, unread: { type: 'boolean' } } });
const since = new Date(values.since ?? '');
if (!values.unread && Number.isNaN(since.getTime()))
  throw new Error('--since must be the moment of the backup, such as 2026-11-28T09:00:00Z');

const config = readConfig();
const db = openDatabase(config.DATABASE_URL, { maxConnections: 1 });
const quota = openQuotaBucket(config.DATABASE_URL, config.ASAAS_QUOTA);
const { connectionOptions, namespace } = temporalConnection(config);
const connection = await Connection.connect(connectionOptions);
try {
  const asaas = createAsaas({
    sandboxUrl: config.ASAAS_SANDBOX_URL,
    productionUrl: config.ASAAS_PRODUCTION_URL,
    timeoutMs: config.ASAAS_TIMEOUT,
    turnstile: quota,
  });
  const tools = { db, asaas, sealer: createSealer(config.SECRETS_KEY) };
  const healed = values.unread
    ? await readForgottenCharges(tools)
    : await healAfterRestore({ ...tools, client: new Client({ connection, namespace }) }, since);
  process.stdout.write(`${describeHealing(healed).join('\n')}\n`);
  process.exitCode = healed.some(({ unread }) => unread.length > 0) ? 1 : 0;
} finally {
  await connection.close();
  await Promise.all([db.destroy(), quota.close()]);
}
