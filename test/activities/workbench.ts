import type { Dependencies } from '../../activities/dependencies.ts';
import type { RequestQuota } from '../../domain/request-quota.ts';
import { startSimulator } from '../../simulator/server.ts';
import { freshDatabase } from '../environment/databases.ts';
import { listenTo } from '../environment/quiet.ts';
import { type Seed, seedDocument } from '../environment/seeds.ts';
import { judgeToldEvents } from '../environment/told-events.ts';
import { openDependencies, runActivity } from './dependencies.ts';

/** What activities need, on a database of their own and with the simulator as their Asaas. */
export async function openWorkbench(settings: Partial<Dependencies> = {}, calls?: RequestQuota) {
  const databaseUrl = await freshDatabase();
  judgeToldEvents(databaseUrl);
  const simulator = await startSimulator({ databaseUrl, logTo: listenTo('simulator') });
  const place = {
    databaseUrl,
    simulatorUrl: simulator.url,
    sealingKey: 'ab'.repeat(32),
    ...(calls && { calls }),
  };
  const { deps, clock, close } = openDependencies(place, settings);

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
    run: runActivity,
    async close(): Promise<void> {
      await close();
      await simulator.close();
    },
  };
}

export type Workbench = Awaited<ReturnType<typeof openWorkbench>>;
