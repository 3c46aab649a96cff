import { Client, Connection } from '@temporalio/client';
import { tsToMs } from '@temporalio/common/lib/time.js';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { taskQueues } from '../../workflows/task-queues.ts';
import { until } from '../environment/conditions.ts';
import { aDocument, Company, control } from '../environment/erp.ts';
import { product } from '../environment/leased-product.ts';
import { breakCalls } from '../environment/simulated-faults.ts';

let connection: Connection;
let client: Client;

beforeAll(async () => {
  connection = await Connection.connect({ address: inject('temporalAddress') });
  client = new Client({ connection, namespace: product.temporalNamespace });
});

afterAll(async () => {
  await control('DELETE', '/faults');
  await connection.close();
});

const activityQueue = 2;

/** How many activities wait in Temporal for a worker that calls Asaas. */
async function backlog(): Promise<number> {
  const { stats } = await connection.workflowService.describeTaskQueue({
    namespace: product.temporalNamespace,
    taskQueue: { name: taskQueues.asaas },
    taskQueueType: activityQueue,
    reportStats: true,
  });
  return Number(stats?.approximateBacklogCount ?? 0);
}

/** When the registration of a document got into line, and when it was its turn. */
async function turnOf({ tenantId }: Company, documentId: string) {
  const handle = client.workflow.getHandle(`document/${tenantId}/${documentId}`);
  const events = (await handle.fetchHistory()).events ?? [];
  const scheduled = events.find((event) => event.activityTaskScheduledEventAttributes);
  const started = events.find((event) => event.activityTaskStartedEventAttributes);
  return { inLineMs: tsToMs(scheduled?.eventTime), turnMs: tsToMs(started?.eventTime) };
}

describe('an account with a crowd of documents under way', () => {
  it('lets the single document of another account pass', async () => {
    const [crowded, single] = await Promise.all([Company.open(), Company.open()]);
    // So slow that the crowd stands in line, whatever this machine can do; Asaas is given up after twenty seconds.
    await breakCalls(crowded, { method: 'POST', path: '/v3/payments', delayAnswerMs: 12_000 });
    const crowd = await crowded.record(Array.from({ length: 120 }, () => aDocument()));
    await crowded.send(crowd);
    await until('the crowd to stand in line', async () => (await backlog()) >= 60, 120_000);

    const [lone = ''] = await single.record([aDocument()]);
    await single.send([lone]);
    await single.untilStatus(lone, 'registered');
    await control('DELETE', '/faults');
    for (const id of crowd) await crowded.untilStatus(id, 'registered', 120_000);

    const itsTurn = await turnOf(single, lone);
    const others = await Promise.all(crowd.map((id) => turnOf(crowded, id)));
    const stoodBefore = others.filter(
      ({ inLineMs, turnMs }) => inLineMs < itsTurn.inLineMs && turnMs > itsTurn.inLineMs,
    );
    const wentBefore = stoodBefore.filter(({ turnMs }) => turnMs < itsTurn.turnMs);
    // First come first served, all of those who stood before it in line would have gone before it.
    expect(stoodBefore.length).toBeGreaterThan(45);
    expect(wentBefore.length).toBeLessThan(20);
  }, 240_000);
});
