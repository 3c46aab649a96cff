import { setTimeout as pause } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Runtime } from '@temporalio/worker';
import { guardedPost } from '../activities/guarded-post.ts';
import { createAsaas } from '../asaas/asaas.ts';
import { readConfig } from '../config.ts';
import { openQuotaBucket } from '../db/accounts/request-quota.ts';
import { openDatabase } from '../db/database.ts';
import { listenForNotifications } from '../db/notifications.ts';
import { createSealer } from '../db/sealed-text.ts';
import { demandSealingKeys } from '../db/sealing-keys.ts';
import { isDatabaseUnavailable } from '../db/unavailable.ts';
import { armFailpoints } from '../failpoint.ts';
import { endOnUnhandledErrors } from '../unhandled-errors.ts';
import { untilReachable } from '../until-reachable.ts';
import { runBeat } from './beat.ts';
import { serveHealth } from './health.ts';
import { createLog } from './log.ts';
import { createMetrics } from './metrics.ts';
import { demandWorkflows } from './registration-check.ts';
import { type RelayPulse, runRelay } from './relay.ts';
import { isTemporalAway, temporalConnection } from './temporal.ts';
import { runUpkeep } from './upkeep.ts';
import { createWorkers } from './workers.ts';
import { shippedWorkflows } from './workflow-source.ts';

const config = readConfig();
armFailpoints(config.FAILPOINTS, 'worker');
const logger = createLog(config.LOG_LEVEL);
endOnUnhandledErrors(logger);
// The handler below stops relay and workers, so the runtime must not handle the signals.
Runtime.install({ shutdownSignals: [], logger: temporalLogger() });

const db = openDatabase(config.DATABASE_URL, { maxConnections: 20 });
const sealer = createSealer(config.SECRETS_KEY);
await untilReachable(() => demandSealingKeys(db, sealer), {
  isAway: isDatabaseUnavailable,
  tellOfWaiting: (reason) => logger.warn({ reason }, 'The database cannot be reached; trying again'),
  pause: () => pause(1_000),
});
const quota = openQuotaBucket(config.DATABASE_URL, config.ASAAS_QUOTA);
const { connectionOptions, namespace } = temporalConnection(config);
const native = await untilReachable(() => NativeConnection.connect(connectionOptions), {
  isAway: isTemporalAway,
  tellOfWaiting: (reason) => logger.warn({ reason }, 'Temporal cannot be reached; trying again'),
  pause: () => pause(1_000),
});
// After a long outage the relay works again within seconds. By default gRPC waits up to two minutes.
const channelArgs = { 'grpc.max_reconnect_backoff_ms': 5_000 };
const connection = Connection.lazy({ ...connectionOptions, channelArgs });
const deps = {
  db,
  logger,
  asaas: createAsaas({
    sandboxUrl: config.ASAAS_SANDBOX_URL,
    productionUrl: config.ASAAS_PRODUCTION_URL,
    timeoutMs: config.ASAAS_TIMEOUT,
    turnstile: quota,
    // After this time the account's row surely says that the key was refused.
    spareRefusedKeyMs: 2_000,
  }),
  post: guardedPost({ privateAllowed: config.ERP_ADDRESSES === 'any', ports: config.ERP_PORTS }),
  sealer,
  quota,
  now: () => new Date(),
  unknownOutcomeWaitMs: config.UNKNOWN_OUTCOME_WAIT,
  reversalWindowMs: config.REVERSAL_WINDOW,
  webhookCheckMs: config.WEBHOOK_CHECK_INTERVAL,
  reconcileEveryMs: config.RECONCILE_INTERVAL,
  publicUrl: config.PUBLIC_URL,
};
const workflows = shippedWorkflows(config.WORKFLOW_BUNDLE);
await demandWorkflows(workflows);
const workers = await createWorkers(native, namespace, deps, workflows, config.WORKER_BUILD_ID);

const stopping = new AbortController();
const newMessages = listenForNotifications(config.DATABASE_URL, 'messages');
const pulse: RelayPulse = { relayedAtMs: null };
const relay = runRelay({
  client: new Client({ connection, namespace }),
  db,
  newMessages,
  logger,
  signal: stopping.signal,
  pulse,
});
const isPolling = () => workers.every((worker) => worker.getState() === 'RUNNING');
const beat = runBeat({ db, logger, signal: stopping.signal, pulse, isPolling });
const upkeep = runUpkeep({ db, logger, signal: stopping.signal });
const health = serveHealth(config.WORKER_PORT, { isReady: isPolling, metrics: createMetrics(db) });

for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, stop);
const running = Promise.all(workers.map((worker) => worker.run()));
logger.info({ namespace }, 'Worker started');
await running;
await Promise.all([relay, upkeep, beat]);
await newMessages.close();
health.close();
await Promise.all([connection.close(), native.close(), db.destroy(), quota.close()]);

function stop(): void {
  stopping.abort();
  for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
}

/** Writes Temporal's log lines with our logger. */
function temporalLogger() {
  const write = (level: 'debug' | 'info' | 'warn' | 'error') => (message: string, meta?: object) =>
    logger[level]({ ...meta }, message);
  return {
    log: (level: string, message: string, meta?: object) =>
      write(level.toLowerCase() as 'info')(message, meta),
    trace: write('debug'),
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
  };
}
