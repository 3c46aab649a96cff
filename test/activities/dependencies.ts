import { MockActivityEnvironment } from '@temporalio/testing';
import pino from 'pino';
import type { Dependencies } from '../../activities/dependencies.ts';
import { createAsaas } from '../../asaas/asaas.ts';
import { openQuotaBucket } from '../../db/accounts/request-quota.ts';
import { openDatabase } from '../../db/database.ts';
import { createSealer } from '../../db/sealed-text.ts';
import type { RequestQuota } from '../../domain/request-quota.ts';
import { asApplication } from '../environment/databases.ts';
import { listenTo } from '../environment/quiet.ts';

interface Place {
  databaseUrl: string;
  simulatorUrl: string;
  /** 64 hexadecimal digits: what seals the secrets of this database. */
  sealingKey: string;
  calls?: RequestQuota;
}

/** What activities need, with the simulator as their Asaas, and a clock that may run ahead of the machine's. */
export function openDependencies(
  { databaseUrl, simulatorUrl, sealingKey, calls = { requests: 1_000, windowMs: 60_000 } }: Place,
  settings: Partial<Dependencies> = {},
) {
  const quota = openQuotaBucket(asApplication(databaseUrl), calls);
  const clock = { offsetMs: 0 };
  const deps: Dependencies = {
    db: openDatabase(asApplication(databaseUrl)),
    asaas: createAsaas({
      sandboxUrl: `${simulatorUrl}/v3`,
      productionUrl: `${simulatorUrl}/production/v3`,
      timeoutMs: 20_000,
      turnstile: quota,
    }),
    sealer: createSealer(sealingKey),
    quota,
    logger: pino({}, listenTo('worker')),
    now: () => new Date(Date.now() + clock.offsetMs),
    unknownOutcomeWaitMs: 60_000,
    reversalWindowMs: 1_000,
    webhookCheckMs: 300_000,
    reconcileEveryMs: 86_400_000,
    publicUrl: 'http://127.0.0.1:1',
    ...settings,
  };
  const close = () => Promise.all([deps.db.destroy(), quota.close()]);
  return { deps, clock, close };
}

/** Runs one activity as a worker would, the first time unless it is said which. */
export function runActivity<Input, Output>(
  activity: (input: Input) => Promise<Output>,
  input: Input,
  attempt = 1,
): Promise<Output> {
  return new MockActivityEnvironment({ attempt }).run<[Input], Output, typeof activity>(activity, input);
}
