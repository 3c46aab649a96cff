import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { addSearchAttributes } from '../../dev/stack/search-attributes.ts';
import { deploymentName, deploymentOf } from '../../worker/deployment.ts';
import { taskQueues } from '../../workflows/task-queues.ts';
import { until } from '../environment/conditions.ts';
import { inDays } from '../environment/days.ts';
import { freshNamespace, temporalAddress } from '../environment/namespaces.ts';
import { aSnapshot } from '../environment/snapshots.ts';

let namespace: string;
let connection: Connection;
let native: NativeConnection;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  namespace = await freshNamespace();
  connection = await Connection.connect({ address: temporalAddress() });
  native = await NativeConnection.connect({ address: temporalAddress() });
  await addSearchAttributes(connection, namespace);
});

afterAll(() => Promise.all([connection.close(), native.close()]));

const document = aSnapshot({ status: 'registered', syncedVersion: 1, dueDate: inDays(20) });

/** A worker of one build, whose documents all wait for their payers. */
async function startBuild(buildId: string) {
  const worker = await Worker.create({
    ...{ connection: native, namespace, taskQueue: taskQueues.receivables },
    workflowBundle: { codePath: inject('workflowBundle') },
    activities: { readDocument: async () => document },
    ...deploymentOf(buildId),
  });
  const running = worker.run();
  return async () => {
    worker.shutdown();
    await running;
  };
}

/** Temporal knows a build once its worker has polled. */
function setCurrent(buildId: string): Promise<boolean> {
  return until(`build ${buildId} to be current`, () =>
    connection.workflowService
      .setWorkerDeploymentCurrentVersion({ namespace, deploymentName, buildId })
      .then(() => true)
      .catch(() => false),
  );
}

it('A build that is set current takes over the documents that are open under the one before', async () => {
  const client = new Client({ connection, namespace });
  const tell = (seq: number) =>
    client.workflow.signalWithStart('receivableDocument', {
      ...{ workflowId: 'document/tenant/1', taskQueue: taskQueues.receivables },
      args: [{ tenantId: 'tenant', documentId: '1' }],
      signal: 'runRebuilt',
      signalArgs: [{ messageId: String(seq), seq, facts: {} }],
    });
  const handle = client.workflow.getHandle('document/tenant/1');
  const builds = async () => {
    const { events } = await handle.fetchHistory();
    return (events ?? []).flatMap(
      (event) =>
        event.workflowTaskCompletedEventAttributes?.deploymentVersion?.buildId ??
        event.workflowTaskCompletedEventAttributes?.workerDeploymentVersion ??
        [],
    );
  };
  const stopFirst = await startBuild('A');
  await setCurrent('A');
  await tell(1);
  await until('the document to wait for its payer', async () => (await builds()).length > 0);

  const stopSecond = await startBuild('B');
  await tell(2);
  await until('build A to answer, which is current still', async () => (await builds()).length > 1);
  await setCurrent('B');
  await stopFirst();
  await tell(3);
  await until('build B to answer', async () => (await builds()).at(-1) === 'B');
  await stopSecond();
  expect((await builds()).slice(0, 2)).toEqual(['A', 'A']);
});

it('Without a name for the build versioning is off', () => {
  expect(deploymentOf(undefined)).toEqual({});
});
