import { MockActivityEnvironment } from '@temporalio/testing';
import pino from 'pino';
import type { Dependencies } from '../../activities/dependencies.ts';
import { createAsaas } from '../../asaas/asaas.ts';
import { openQuotaBucket } from '../../db/accounts/request-quota.ts';
import { openDatabase } from '../../db/database.ts';
import { createSealer } from '../../db/sealed-text.ts';
import type { RequestQuota } from '../../domain/request-quota.ts';
import { startSimulator } from '../../simulator/server.ts';
import { asApplication, freshDatabase } from '../environment/databases.ts';
import { listenTo } from '../environment/quiet.ts';
import { type Seed, seedDocument } from '../environment/seeds.ts';
import { judgeToldEvents } from '../environment/told-events.ts';

/** What activities need, on a database of their own and with the simulator as their Asaas. */
export async function openWorkbench(
  settings: Partial<Dependencies> = {},
  calls: RequestQuota = { requests: 1_000, windowMs: 60_000 },
) {
  const databaseUrl = await freshDatabase();
  judgeToldEvents(databaseUrl);
  const simulator = await startSimulator({ databaseUrl, logTo: listenTo('simulator') });
  const quota = openQuotaBucket(asApplication(databaseUrl), calls);
  const clock = { offsetMs: 0 };
  const deps: Dependencies = {
    db: openDatabase(asApplication(databaseUrl)),
    asaas: createAsaas({
      sandboxUrl: `${simulator.url}/v3`,
      productionUrl: `${simulator.url}/production/v3`,
      timeoutMs: 2_000,
      turnstile: quota,
    }),
    sealer: createSealer('ab'.repeat(32)),
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

  async function control<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${simulator.url}/control${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return (await response.json()) as T;
  }

  return {
    deps,
    /** The activities' clock, ahead of the machine's by so much. */
    clock,
    /** As superuser. */
    databaseUrl,
    simulatorUrl: simulator.url,
    control,
    /** A document ready to be sent, of a company with an account at the simulator. */
    async seed(): Promise<Seed & { asaasId: string; apiKey: string }> {
      const { id: asaasId, apiKey } = await control<{ id: string; apiKey: string }>('POST', '/accounts', {});
      return { ...(await seedDocument(deps.db, deps.sealer, apiKey)), asaasId, apiKey };
    },
    /** Runs one activity as a worker would, the first time unless it is said which. */
    run<Input, Output>(
      activity: (input: Input) => Promise<Output>,
      input: Input,
      attempt = 1,
    ): Promise<Output> {
      return new MockActivityEnvironment({ attempt }).run<[Input], Output, typeof activity>(activity, input);
    },
    async close(): Promise<void> {
      await Promise.all([deps.db.destroy(), quota.close()]);
      await simulator.close();
    },
  };
}

export type Workbench = Awaited<ReturnType<typeof openWorkbench>>;
