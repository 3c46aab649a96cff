import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { erpDeliveryActivities } from '../../activities/erp-delivery.ts';
import type { PostResult } from '../../activities/guarded-post.ts';
import { type Database, openDatabase } from '../../db/database.ts';
import { makeEndpointSecret, sealEndpointSecret } from '../../db/erp-delivery/endpoint-secrets.ts';
import { type EndpointRow, findEndpoint, insertEndpoint } from '../../db/erp-delivery/endpoints.ts';
import { tellErp } from '../../db/messages/erp-events.ts';
import { createSealer } from '../../db/sealed-text.ts';
import { asTenant } from '../../db/tenancy.ts';
import { type EndpointSignal, workflowIds } from '../../domain/messages.ts';
import { taskQueues } from '../../workflows/task-queues.ts';
import { until } from '../environment/conditions.ts';
import { asApplication, freshDatabase } from '../environment/databases.ts';
import { seedDocument } from '../environment/seeds.ts';
import { skip, startTimeSkipping } from '../environment/time-skipping.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const sealer = createSealer('ab'.repeat(32));

let environment: TestWorkflowEnvironment;
let db: Database;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  environment = await startTimeSkipping();
  db = openDatabase(asApplication(await freshDatabase()));
}, 240_000);

afterAll(async () => {
  await db?.destroy();
  await environment?.teardown();
});

/** An endpoint of the ERP whose answers the test decides, with the real activity and rows on skipped time. */
async function anEndpoint(answer: (body: { sequence: number }) => number | null) {
  const { tenantId, accountId } = await seedDocument(db, sealer, 'key');
  const owner = { id: randomUUID(), tenant_id: tenantId };
  const secret = sealEndpointSecret(sealer, owner, makeEndpointSecret());
  await asTenant(db, tenantId, (scope) =>
    insertEndpoint(scope, {
      ...owner,
      url: 'https://erp.example/',
      secret_sealed: secret,
      proved_at: new Date(),
    }),
  );
  const ref = { tenantId, endpointId: owner.id };
  const attempts: { at: number; sequence: number }[] = [];
  const clock = { now: new Date() };
  const post = async (_url: string, _headers: object, body: string): Promise<PostResult> => {
    const { sequence } = JSON.parse(body);
    attempts.push({ at: clock.now.getTime(), sequence });
    const status = answer({ sequence });
    return { status, body: '', error: status === null ? 'ECONNREFUSED' : null };
  };
  const real = erpDeliveryActivities({ db, sealer, post, now: () => clock.now });
  return {
    ref,
    attempts,
    async deliverToErp() {
      clock.now = new Date(await environment.currentTimeMs());
      return real.deliverToErp(ref);
    },
    /** Adds an event about something of its own. */
    addEvent: () =>
      asTenant(db, tenantId, (scope) =>
        tellErp(scope, tenantId, {
          type: 'account.key_refused',
          data: { accountId: randomUUID(), name: accountId },
        }),
      ),
    /** The state of each delivery, in the order of their events. */
    states: () =>
      asTenant(db, tenantId, async (scope) => {
        const rows = await scope
          .selectFrom('webhook_deliveries')
          .select('status')
          .where('endpoint_id', '=', owner.id)
          .orderBy('sequence')
          .execute();
        return rows.map(({ status }) => status);
      }),
    row: () => asTenant(db, tenantId, (scope) => findEndpoint(scope, owner.id)) as Promise<EndpointRow>,
    signal: (signal: EndpointSignal) =>
      environment.client.workflow.signalWithStart('erpDelivery', {
        workflowId: workflowIds.erpDelivery(ref),
        taskQueue: taskQueues.receivables,
        args: [ref],
        signal,
        signalArgs: [{ messageId: randomUUID(), seq: 1, facts: {} }],
      }),
  };
}

type Endpoint = Awaited<ReturnType<typeof anEndpoint>>;

async function withWorkers(endpoint: Endpoint, work: () => Promise<void>): Promise<void> {
  const connection = environment.nativeConnection;
  const workflows = await Worker.create({
    connection,
    taskQueue: taskQueues.receivables,
    workflowBundle: { codePath: inject('workflowBundle') },
  });
  const { deliverToErp } = endpoint;
  const erp = await Worker.create({ connection, taskQueue: taskQueues.erp, activities: { deliverToErp } });
  await workflows.runUntil(erp.runUntil(work()));
}

describe('the deliveries to an endpoint of the ERP', () => {
  it('are tried for a week while it is dead, ever more slowly, and leave a small history', async () => {
    const endpoint = await anEndpoint(() => null);
    await endpoint.addEvent();
    await withWorkers(endpoint, async () => {
      const handle = await endpoint.signal('eventsAdded');
      await skip(environment, '6 days');
      expect((await endpoint.row()).status).toBe('active');
      await skip(environment, '2 days');
      expect(await endpoint.row()).toMatchObject({ status: 'parked' });
      // It goes out when a person reactivates the endpoint.
      expect(await endpoint.states()).toEqual(['waiting']);
      const spanMs = (endpoint.attempts.at(-1)?.at ?? 0) - (endpoint.attempts[0]?.at ?? 0);
      expect(spanMs).toBeGreaterThanOrEqual(6.5 * dayMs);
      expect(endpoint.attempts.length).toBeGreaterThanOrEqual(25);
      expect(endpoint.attempts.length).toBeLessThanOrEqual(35);
      expect((await handle.describe()).historyLength).toBeLessThan(450);
      // Parked, it is left alone.
      const tried = endpoint.attempts.length;
      await skip(environment, '10 days');
      expect(endpoint.attempts).toHaveLength(tried);
      await handle.terminate();
    });
  }, 120_000);

  it('all arrive once it is back after three days, each once', async () => {
    const state = { isDead: true };
    const endpoint = await anEndpoint(() => (state.isDead ? null : 200));
    for (let count = 0; count < 30; count++) await endpoint.addEvent();
    await withWorkers(endpoint, async () => {
      const handle = await endpoint.signal('eventsAdded');
      await skip(environment, '3 days');
      state.isDead = false;
      const before = endpoint.attempts.length;
      await skip(environment, '9 hours');
      const after = endpoint.attempts.slice(before).map(({ sequence }) => sequence);
      expect(after.sort((one, other) => one - other)).toEqual(Array.from({ length: 30 }, (_, at) => at + 1));
      await handle.terminate();
    });
  }, 120_000);

  it('are tried every ten seconds at the latest while it is we who fail, for as long as that lasts', async () => {
    const endpoint = await anEndpoint(() => 200);
    await endpoint.addEvent();
    const roundsAt: number[] = [];
    const deliverToErp = async () => {
      roundsAt.push(await environment.currentTimeMs());
      if (roundsAt.length <= 30) throw new Error('The database is away.');
      return endpoint.deliverToErp();
    };
    await withWorkers({ ...endpoint, deliverToErp }, async () => {
      const handle = await endpoint.signal('eventsAdded');
      await until('the first round', async () => roundsAt.length > 0);
      // A round that is to be tried again is never at rest.
      await environment.sleep('6 minutes');
      await until('the delivery', async () => (await endpoint.states())[0] === 'delivered');
      const pausesMs = roundsAt.slice(1).map((at, index) => at - (roundsAt[index] ?? 0));
      // Above ten seconds: the server takes a moment of the machine's own time to hand a task out.
      expect(Math.max(...pausesMs)).toBeLessThan(15_000);
      await handle.terminate();
    });
  }, 120_000);

  it('give up one event that is refused for a week, and never cease to take the others', async () => {
    const endpoint = await anEndpoint(({ sequence }) => (sequence === 1 ? 500 : 200));
    await withWorkers(endpoint, async () => {
      for (let day = 0; day < 9; day++) {
        await endpoint.addEvent();
        await endpoint.signal('eventsAdded');
        await skip(environment, '1 day');
      }
      const ofFirst = endpoint.attempts.filter(({ sequence }) => sequence === 1).length;
      await skip(environment, '3 days');
      expect(endpoint.attempts.filter(({ sequence }) => sequence === 1)).toHaveLength(ofFirst);
      const others = endpoint.attempts.map(({ sequence }) => sequence).filter((sequence) => sequence > 1);
      expect(others).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
      expect((await endpoint.row()).status).toBe('active');
      expect(await endpoint.states()).toEqual(['given_up', ...others.map(() => 'delivered')]);
      const handle = environment.client.workflow.getHandle(workflowIds.erpDelivery(endpoint.ref));
      await handle.terminate();
    });
  }, 120_000);
});
