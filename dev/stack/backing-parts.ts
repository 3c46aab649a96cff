import { join } from 'node:path';
import type { Settings } from '../../config.ts';
import { embeddedPostgres, ensureDatabase } from '../programs/embedded-postgres.ts';
import { findTemporalCli } from '../programs/temporal-cli.ts';
import { programCommand } from './built-parts.ts';
import { requirePostgres, requireTemporal } from './external-parts.ts';
import { StackError } from './stack-error.ts';
import type { ProcessPlan } from './supervised-process.ts';
import { temporalServerPlan } from './temporal-server.ts';
import { answersOk } from './waiting.ts';

/** What the API and the worker stand on. */
export interface BackingAddresses {
  /** The product's database, as the application logs in. */
  databaseUrl: string;
  /** The same as its owner, who sees everything in it. */
  migrationDatabaseUrl: string;
  /** Where the simulator keeps its book. */
  simulatorDatabaseUrl: string;
  /** host:port of Temporal's frontend. */
  temporal: string;
  temporalNamespace: string;
  /** Undefined where Temporal is not ours. */
  temporalUi?: string;
  /** Undefined where ASAAS_SANDBOX_URL is given. */
  simulator?: string;
  /** Base address of the environment Homologação, with `/v3`. */
  asaasSandbox: string;
}

export interface Surroundings {
  dataDir: string;
  start: (plan: ProcessPlan) => Promise<void>;
  log: (line: string) => void;
}

/** Starts, or checks where given by address, the database, Temporal and the other side. */
export async function startBacking(settings: Settings, around: Surroundings): Promise<BackingAddresses> {
  const databases = await startPostgres(settings, around);
  const temporal = await startTemporal(settings, around);
  const asaas = await startSimulator(settings, databases.simulatorDatabaseUrl, around);
  return { ...databases, ...temporal, ...asaas };
}

async function startPostgres(settings: Settings, { dataDir, start, log }: Surroundings) {
  const { DATABASE_URL: given, MIGRATION_DATABASE_URL: owner } = settings;
  if (given) {
    if (!owner) throw new StackError('DATABASE_URL is set: set MIGRATION_DATABASE_URL, its owner, as well.');
    await requirePostgres('MIGRATION_DATABASE_URL', owner);
    return { databaseUrl: given, migrationDatabaseUrl: owner, simulatorDatabaseUrl: owner };
  }
  const postgres = await embeddedPostgres({ dataDir, port: settings.POSTGRES_PORT, durable: true, log });
  await start(postgres.plan);
  await ensureDatabase(postgres, 'remessa');
  await ensureDatabase(postgres, 'simulator');
  return {
    databaseUrl: postgres.applicationUrl('remessa'),
    migrationDatabaseUrl: postgres.url('remessa'),
    simulatorDatabaseUrl: postgres.url('simulator'),
  };
}

async function startTemporal(settings: Settings, { dataDir, start, log }: Surroundings) {
  const { TEMPORAL_ADDRESS: given, TEMPORAL_NAMESPACE: temporalNamespace } = settings;
  if (given) {
    await requireTemporal(given, temporalNamespace, log);
    return { temporal: given, temporalNamespace };
  }
  const plan = temporalServerPlan({
    executable: await findTemporalCli(log),
    port: settings.TEMPORAL_PORT,
    uiPort: settings.TEMPORAL_UI_PORT,
    databaseFile: join(dataDir, 'temporal.db'),
    namespaces: [temporalNamespace],
  });
  await start(plan);
  return {
    temporal: `127.0.0.1:${settings.TEMPORAL_PORT}`,
    temporalNamespace,
    temporalUi: `http://127.0.0.1:${settings.TEMPORAL_UI_PORT}/namespaces/${temporalNamespace}/workflows`,
  };
}

async function startSimulator(settings: Settings, databaseUrl: string, { start, log }: Surroundings) {
  if (settings.ASAAS_SANDBOX_URL) return { asaasSandbox: settings.ASAAS_SANDBOX_URL };
  const simulator = `http://127.0.0.1:${settings.SIMULATOR_PORT}`;
  await start({
    name: 'simulator',
    command: await programCommand('simulator/main', log),
    env: {
      DATABASE_URL: databaseUrl,
      SIMULATOR_PORT: String(settings.SIMULATOR_PORT),
      SIMULATOR_HOST: '127.0.0.1',
      LOG_LEVEL: settings.LOG_LEVEL,
    },
    stopSignal: 'SIGTERM',
    isReady: () => answersOk(`${simulator}/healthz`),
    readyWithinMs: 60_000,
  });
  return { simulator, asaasSandbox: `${simulator}/v3` };
}
