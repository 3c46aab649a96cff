import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readSettings, type Settings } from '../../config.ts';
import { embeddedPostgres, ensureDatabase } from '../programs/embedded-postgres.ts';
import { findTemporalCli } from '../programs/temporal-cli.ts';
import type { BackingAddresses } from '../stack/backing-parts.ts';
import { programCommand } from '../stack/built-parts.ts';
import { freePort } from '../stack/ports.ts';
import { RunFile } from '../stack/run-record.ts';
import { SecretsFile } from '../stack/secrets.ts';
import { Supervisor } from '../stack/supervisor.ts';
import { temporalServerPlan } from '../stack/temporal-server.ts';
import { answersOk, unlessAborted } from '../stack/waiting.ts';
import { type Build, thisBuild } from './builds.ts';
import { Fleet } from './fleet.ts';
import { type Line, type Service, services } from './schedule.ts';
import { TcpLine } from './tcp-line.ts';

/** What is particular to a run, beside its schedule. */
export interface Circumstances {
  /** Settings of API and worker beside those that every proof has. */
  own: NodeJS.ProcessEnv;
  /** The build that API and worker begin with, until this checkout is deployed. */
  earlier: Build | null;
  /** Whether every second deploy goes back to that build. */
  goesBack: boolean;
  /** How far the clocks of the second API and worker are ahead. */
  skewSeconds: number;
  /** A folder on a file system of its own, for Postgres and Temporal alone: it is filled. */
  smallDisk: string | null;
}

const usual: Circumstances = { own: {}, earlier: null, goesBack: false, skewSeconds: 0, smallDisk: null };

/** Two of each of our processes, on servers of their own, with a proxy on every way between them. */
export interface ProvingGround {
  /** As nobody's proxy stands between: for who looks on. */
  addresses: BackingAddresses;
  /** The address of the API for everybody outside: both processes behind one line. */
  api: string;
  adminKey: string;
  secretsKey: string;
  /** Where all processes write their logs. */
  logsDir: string;
  supervisor: Supervisor<unknown>;
  /** The lines of each name. Each worker has a line to Asaas of its own. */
  lines: Record<Line, readonly TcpLine[]>;
  /** The line to Asaas of a service. */
  asaasLineOf(service: Service): TcpLine;
  circumstances: Circumstances;
  fleet: Fleet;
  stop(): Promise<void>;
}

const host = '127.0.0.1';

/**
 * The calls of an account in twelve hours, ten times what Asaas allows: a storm over 5,000 documents takes Asaas' 25,000, and
 * all others would wait for half a day.
 */
export const quotaRequests = 250_000;

/** Faster than in production where only waiting would be proved, and never faster than what must be waited for. */
const pace = {
  ASAAS_QUOTA: `${quotaRequests}/12h`,
  // Above the three seconds that the simulator takes at most before it commits.
  UNKNOWN_OUTCOME_WAIT: '5s',
  ASAAS_TIMEOUT: '5s',
  WEBHOOK_CHECK_INTERVAL: '10s',
  RECONCILE_INTERVAL: '24h',
  LOG_LEVEL: 'warn',
};

/**
 * Starts everything under `dataDir` and keeps it up. Throws a `StackError` when a part does not come up.
 */
export async function openProvingGround(
  dataDir: string,
  log: (line: string) => void,
  signal: AbortSignal,
  circumstances: Partial<Circumstances> = {},
): Promise<ProvingGround> {
  const logsDir = join(dataDir, 'logs');
  const supervisor = new Supervisor<unknown>({
    logsDir,
    // It tells of every fall, and falls are what this is about.
    log: () => {},
    runFile: new RunFile<unknown>(dataDir),
  });
  const opened: TcpLine[] = [];
  const stop = async () => {
    for (const part of services) if (supervisor.has(part)) supervisor.signal(part, 'SIGCONT');
    await supervisor.stopAll();
    await Promise.all(opened.map((line) => line.close()));
  };
  const openLine = async (targets: number[], port?: number) => {
    const line = new TcpLine(targets.map((each) => ({ host, port: each })));
    opened.push(line);
    return { line, port: await line.listen(port) };
  };
  try {
    const parts = await unlessAborted(
      startParts(dataDir, supervisor, openLine, log, { ...usual, ...circumstances }),
      signal,
    );
    return { ...parts, logsDir, supervisor, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type OpenLine = (targets: number[], port?: number) => Promise<{ line: TcpLine; port: number }>;

async function startParts(
  dataDir: string,
  supervisor: Supervisor<unknown>,
  openLine: OpenLine,
  log: (line: string) => void,
  circumstances: Circumstances,
): Promise<Omit<ProvingGround, 'logsDir' | 'supervisor' | 'stop'>> {
  log('Starting Postgres, Temporal and the simulator ...');
  const settings = readSettings({ ...pace, DATA_DIR: dataDir });
  const { own, earlier, goesBack, skewSeconds, smallDisk } = circumstances;
  const { addresses, ports } = await startServers(
    { dataDir, struckDir: smallDisk ?? dataDir },
    settings,
    supervisor,
    log,
  );
  const secrets = new SecretsFile(dataDir).get();
  const [postgres, temporal] = await Promise.all([openLine([ports.postgres]), openLine([ports.temporal])]);
  const servicePorts = await Promise.all(services.map(() => freePort()));
  const front = await openLine(servicePorts.slice(0, 2));
  const asaasLines = await Promise.all(services.map(() => openLine([ports.simulator])));
  const api = `http://${host}:${front.port}`;
  const behindLines = {
    ...addresses,
    databaseUrl: throughPort(addresses.databaseUrl, postgres.port),
    temporal: `${host}:${temporal.port}`,
  };
  const around = {
    settings: { ...settings, PUBLIC_URL: api },
    addresses,
    behindLines,
    ports: servicePorts,
    asaas: asaasLines.map(({ port }) => `http://${host}:${port}/v3`),
    admin: secrets.adminApiKey,
    secretsKey: secrets.secretsKey,
    own,
    skewSeconds,
  };
  const fleet = new Fleet(around, supervisor, { newest: await thisBuild(log), earlier, goesBack });
  log('Starting two APIs and two workers ...');
  await fleet.start();
  const asaasLineOf = (service: Service) => (asaasLines[services.indexOf(service)] as { line: TcpLine }).line;
  const lines = {
    front: [front.line],
    postgres: [postgres.line],
    temporal: [temporal.line],
    asaas: asaasLines.map(({ line }) => line),
  };
  return {
    fleet,
    circumstances,
    addresses,
    api,
    adminKey: secrets.adminApiKey,
    secretsKey: secrets.secretsKey,
    lines,
    asaasLineOf,
  };
}

/** The simulator's book lies in a Postgres of its own: the witness must not fall with the accused, nor run out of disk with it. */
async function startServers(
  { dataDir, struckDir }: { dataDir: string; struckDir: string },
  settings: Settings,
  supervisor: Supervisor<unknown>,
  log: (line: string) => void,
) {
  const ports = {
    postgres: await freePort(),
    witness: await freePort(),
    temporal: await freePort(),
    simulator: await freePort(),
  };
  const cluster = { durable: true, log: () => {} };
  const postgres = await embeddedPostgres({ ...cluster, dataDir: struckDir, port: ports.postgres });
  const witnessDir = join(dataDir, 'witness');
  mkdirSync(witnessDir, { mode: 0o711 });
  const witness = await embeddedPostgres({ ...cluster, dataDir: witnessDir, port: ports.witness });
  await Promise.all([
    supervisor.start(postgres.plan),
    supervisor.start({ ...witness.plan, name: 'witness' }),
    supervisor.start(
      temporalServerPlan({
        executable: await findTemporalCli(() => {}),
        port: ports.temporal,
        databaseFile: join(struckDir, 'temporal.db'),
        namespaces: [settings.TEMPORAL_NAMESPACE],
      }),
    ),
  ]);
  await ensureDatabase(postgres, 'remessa');
  await ensureDatabase(witness, 'simulator');
  const simulator = `http://${host}:${ports.simulator}`;
  await supervisor.start({
    name: 'simulator',
    command: await programCommand('simulator/main', log),
    env: {
      DATABASE_URL: witness.url('simulator'),
      SIMULATOR_PORT: String(ports.simulator),
      LOG_LEVEL: 'warn',
    },
    stopSignal: 'SIGTERM',
    isReady: () => answersOk(`${simulator}/healthz`),
    readyWithinMs: 60_000,
  });
  const addresses: BackingAddresses = {
    databaseUrl: postgres.applicationUrl('remessa'),
    migrationDatabaseUrl: postgres.url('remessa'),
    simulatorDatabaseUrl: witness.url('simulator'),
    temporal: `${host}:${ports.temporal}`,
    temporalNamespace: settings.TEMPORAL_NAMESPACE,
    simulator,
    asaasSandbox: `${simulator}/v3`,
  };
  return { addresses, ports };
}

function throughPort(databaseUrl: string, port: number): string {
  const url = new URL(databaseUrl);
  url.port = String(port);
  return url.href;
}
