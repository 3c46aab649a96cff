import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Settings } from '../../config.ts';
import type { Command } from '../project.ts';
import type { BackingAddresses } from './backing-parts.ts';
import { programCommand } from './built-parts.ts';
import { StackError } from './stack-error.ts';
import type { ProcessPlan } from './supervised-process.ts';
import { answersOk } from './waiting.ts';

const run = promisify(execFile);

/** The environment of our own processes: what was set for us, completed by what was started or made here. */
export function serviceEnvironment(
  settings: Settings,
  backing: BackingAddresses,
  own: { admin: string; secretsKey: string; consoleDir: string; workflowBundle: string },
): NodeJS.ProcessEnv {
  return {
    DATABASE_URL: backing.databaseUrl,
    TEMPORAL_ADDRESS: backing.temporal,
    TEMPORAL_NAMESPACE: backing.temporalNamespace,
    ASAAS_SANDBOX_URL: backing.asaasSandbox,
    SIMULATOR_URL: backing.simulator ?? '',
    PUBLIC_URL: settings.PUBLIC_URL ?? `http://127.0.0.1:${settings.API_PORT}`,
    API_PORT: String(settings.API_PORT),
    WORKER_PORT: String(settings.WORKER_PORT),
    ADMIN_API_KEY: own.admin,
    SECRETS_KEY: own.secretsKey,
    UNKNOWN_OUTCOME_WAIT: `${settings.UNKNOWN_OUTCOME_WAIT}ms`,
    ASAAS_TIMEOUT: `${settings.ASAAS_TIMEOUT}ms`,
    ASAAS_QUOTA: `${settings.ASAAS_QUOTA.requests}/${settings.ASAAS_QUOTA.windowMs}ms`,
    REVERSAL_WINDOW: `${settings.REVERSAL_WINDOW}ms`,
    RECONCILE_INTERVAL: `${settings.RECONCILE_INTERVAL}ms`,
    WEBHOOK_CHECK_INTERVAL: `${settings.WEBHOOK_CHECK_INTERVAL}ms`,
    // The embedded stack is a place to try things, and so is the ERP beside it.
    ERP_ADDRESSES: 'any',
    LOG_LEVEL: settings.LOG_LEVEL,
    CONSOLE_DIR: own.consoleDir,
    WORKFLOW_BUNDLE: own.workflowBundle,
    TEMPORAL_UI_URL: settings.TEMPORAL_UI_URL ?? backing.temporalUi ?? '',
  };
}

/** Brings the database to the schema of the build whose migration this is. Throws a `StackError` with what it said. */
export async function migrateDatabase(
  { databaseUrl, migrationDatabaseUrl }: BackingAddresses,
  { file, args }: Command,
): Promise<void> {
  try {
    const logins = { DATABASE_URL: databaseUrl, MIGRATION_DATABASE_URL: migrationDatabaseUrl };
    await run(file, args, { env: { ...process.env, ...logins } });
  } catch (error) {
    throw new StackError(
      `The database could not be migrated:\n${(error as { stderr?: string }).stderr ?? error}`,
    );
  }
}

export function servicePlans(
  settings: Settings,
  env: NodeJS.ProcessEnv,
  log: (line: string) => void,
): Promise<ProcessPlan[]> {
  const ports = { api: settings.API_PORT, worker: settings.WORKER_PORT };
  const plans = (['api', 'worker'] as const).map(async (name) => ({
    name,
    command: await programCommand(`${name}/main`, log),
    env,
    stopSignal: 'SIGTERM' as const,
    isReady: () => answersOk(`http://127.0.0.1:${ports[name]}/readyz`),
    readyWithinMs: 120_000,
  }));
  return Promise.all(plans);
}
