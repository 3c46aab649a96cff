import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { NoticesPlace, NoticesStep } from '../../activities/notices.ts';
import { workflowIds } from '../../domain/messages.ts';
import { taskQueues } from '../../workflows/task-queues.ts';
import { startTimeSkipping } from '../environment/time-skipping.ts';

let environment: TestWorkflowEnvironment;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  environment = await startTimeSkipping();
}, 240_000);

afterAll(() => environment?.teardown());

type ApplyNotices = (input: { place: NoticesPlace | null }) => Promise<NoticesStep>;

/** Runs the workflow of one account to its end, with `applyNotices` in place of Asaas. */
async function run(accountId: string, applyNotices: ApplyNotices): Promise<void> {
  const shared = { connection: environment.nativeConnection, activities: { applyNotices } };
  const workflows = await Worker.create({
    ...shared,
    taskQueue: taskQueues.receivables,
    workflowBundle: { codePath: inject('workflowBundle') },
  });
  const asaas = await Worker.create({ ...shared, taskQueue: taskQueues.asaas });
  const work = async () => (await tell(accountId)).result();
  await workflows.runUntil(asaas.runUntil(work()));
}

const start = (accountId: string) => ({ tenantId: 'tenant', accountId });

function tell(accountId: string) {
  return environment.client.workflow.signalWithStart('accountNotices', {
    workflowId: workflowIds.accountNotices(start(accountId)),
    taskQueue: taskQueues.receivables,
    args: [start(accountId)],
    signal: 'noticesChanged',
    signalArgs: [{ messageId: accountId, seq: 1, facts: {} }],
  });
}

const at = (step: number): NoticesPlace => ({ after: String(step), changedAtMs: 1 });

describe('the run that tells Asaas which payers get notices', () => {
  it('goes through a hundred thousand payers step by step, in runs that do not grow', async () => {
    const places: (string | null)[] = [];
    await run('many', async ({ place }) => {
      places.push(place?.after ?? null);
      const next = places.length < 500 ? at(places.length) : null;
      return { place: next, payers: 100_000, told: 200 * places.length };
    });
    expect(places).toEqual([null, ...Array.from({ length: 499 }, (_, step) => String(step + 1))]);
    const handle = environment.client.workflow.getHandle(workflowIds.accountNotices(start('many')));
    const { events } = await handle.fetchHistory();
    const begun = events?.[0]?.workflowExecutionStartedEventAttributes;
    expect(begun?.continuedExecutionRunId).not.toBe('');
    expect(events?.length).toBeLessThan(2_100);
  }, 180_000);

  it('looks once more when it is asked in the middle of its last step', async () => {
    let steps = 0;
    await run('again', async () => {
      steps += 1;
      if (steps === 1) await tell('again');
      return { place: null, payers: 1, told: 1 };
    });
    expect(steps).toBe(2);
  });
});
