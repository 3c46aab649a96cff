import { setTimeout as pause } from 'node:timers/promises';
import { createAsaas } from '../asaas/asaas.ts';
import { readConfig } from '../config.ts';
import { openAccountTries } from '../db/accounts/account-tries.ts';
import { openQuotaBucket } from '../db/accounts/request-quota.ts';
import { openDatabase } from '../db/database.ts';
import { listenForNotifications } from '../db/notifications.ts';
import { createSealer } from '../db/sealed-text.ts';
import { demandSealingKeys } from '../db/sealing-keys.ts';
import { isDatabaseUnavailable } from '../db/unavailable.ts';
import { armFailpoints } from '../failpoint.ts';
import { endOnUnhandledErrors } from '../unhandled-errors.ts';
import { untilReachable } from '../until-reachable.ts';
import { createApp } from './app.ts';
import { builtConsole } from './console/console-pages.ts';
import { defaultLimits } from './limits/limits.ts';
import { OpenPolls } from './limits/open-polls.ts';
import { createRateLimits } from './limits/rate-limits.ts';
import { createLog } from './log.ts';
import { createApiServer } from './server.ts';
import { digestOf } from './tenants/api-key.ts';

/** How long open calls may take to end when the process must stop. */
const drainMs = 10_000;

const config = readConfig();
armFailpoints(config.FAILPOINTS, 'api');
const log = createLog(config.LOG_LEVEL);
endOnUnhandledErrors(log);
const db = openDatabase(config.DATABASE_URL);
const sealer = createSealer(config.SECRETS_KEY);
await untilReachable(() => demandSealingKeys(db, sealer), {
  isAway: isDatabaseUnavailable,
  tellOfWaiting: (reason) => log.warn({ reason }, 'The database cannot be reached; trying again'),
  pause: () => pause(1_000),
});
const quota = openQuotaBucket(config.DATABASE_URL, config.ASAAS_QUOTA);
const newEvents = listenForNotifications(config.DATABASE_URL, 'erp_events');
const closing = new AbortController();
const limits = {
  ...defaultLimits,
  callsPerKey: { count: config.KEY_QUOTA.requests, windowMs: config.KEY_QUOTA.windowMs },
};
const accountTries = openAccountTries(config.DATABASE_URL, limits.accountsPerCompany);
const dependencies = {
  db,
  newEvents,
  log,
  asaas: createAsaas({
    sandboxUrl: config.ASAAS_SANDBOX_URL,
    productionUrl: config.ASAAS_PRODUCTION_URL,
    timeoutMs: config.ASAAS_TIMEOUT,
    turnstile: quota,
  }),
  quota,
  sealer,
  publicUrl: config.PUBLIC_URL,
  erpAddresses: { privateAllowed: config.ERP_ADDRESSES === 'any', ports: config.ERP_PORTS },
  adminKeyDigest: digestOf(config.ADMIN_API_KEY),
  consoleDir: config.CONSOLE_DIR ?? builtConsole(),
  temporalUi: config.TEMPORAL_UI_URL ?? null,
  simulatorUrl: config.SIMULATOR_URL ?? null,
  closing: closing.signal,
  rateLimits: createRateLimits(limits, accountTries),
  openPolls: new OpenPolls(limits.polls),
  now: () => new Date(),
};
const app = createApp(dependencies, {
  trustedProxies: config.TRUST_PROXY ?? [],
  unread: limits.unread,
  corsOrigins: config.CORS_ORIGINS ?? [],
});

const server = createApiServer(app, config.PUBLIC_URL);
server.listen(config.API_PORT, () => log.info({ port: config.API_PORT }, 'API listening'));
server.once('error', (error) => {
  log.fatal({ err: error }, 'The API cannot listen');
  process.exit(1);
});
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => void stop());

/** The order of stopping: not ready, no new connections, end of the open calls, then the database. */
async function stop(): Promise<void> {
  if (closing.signal.aborted) return;
  closing.abort();
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const overdue = setTimeout(() => server.closeAllConnections(), drainMs);
  await closed;
  clearTimeout(overdue);
  await newEvents.close();
  await Promise.all([db.destroy(), quota.close(), accountTries.close()]);
  log.info('API stopped');
}
