import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { CareReport } from '../../activities/account-care.ts';
import { type AccountSignal, workflowIds } from '../../domain/messages.ts';
import { taskQueues } from '../../workflows/task-queues.ts';
import { skip, startTimeSkipping } from '../environment/time-skipping.ts';

const minuteMs = 60_000;

let environment: TestWorkflowEnvironment;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  environment = await startTimeSkipping();
}, 240_000);

afterAll(() => environment?.teardown());

/** Stands in for database and Asaas: answers as it is told, and notes when it was asked. */
class Account {
  readonly askedAt: number[] = [];
  report: CareReport = { standing: 'watched', webhook: 'active', cause: null, pauseMs: 5 * minuteMs };

  activities() {
    return {
      checkAndRepairAccount: async () => {
        this.askedAt.push(await environment.currentTimeMs());
        return this.report;
      },
    };
  }
}

async function withWorkers<T>(account: Account, work: () => Promise<T>): Promise<T> {
  const shared = { connection: environment.nativeConnection, activities: account.activities() };
  const workflows = await Worker.create({
    ...shared,
    taskQueue: taskQueues.receivables,
    workflowBundle: { codePath: inject('workflowBundle') },
  });
  const asaas = await Worker.create({ ...shared, taskQueue: taskQueues.asaas });
  return workflows.runUntil(asaas.runUntil(work()));
}

function tell(accountId: string, signal: AccountSignal) {
  return environment.client.workflow.signalWithStart('accountCare', {
    workflowId: workflowIds.accountCare({ tenantId: 'tenant', accountId }),
    taskQueue: taskQueues.receivables,
    args: [{ tenantId: 'tenant', accountId }],
    signal,
    signalArgs: [{ messageId: `${accountId}-${signal}`, seq: 1, facts: {} }],
  });
}

/** The details that the operator reads. */
async function detailsOf(accountId: string): Promise<string> {
  const handle = environment.client.workflow.getHandle(
    workflowIds.accountCare({ tenantId: 'tenant', accountId }),
  );
  const metadata = await handle.query<{ currentDetails?: string }>('__temporal_workflow_metadata');
  return metadata.currentDetails ?? '';
}

describe('the care of an account', () => {
  it('looks at the webhook every five minutes, and at once when something happened', async () => {
    const account = new Account();
    await withWorkers(account, async () => {
      const handle = await tell('watched', 'accountAdded');
      await skip(environment, '21 minutes');
      expect(account.askedAt).toHaveLength(5);
      await tell('watched', 'webhookRepaired');
      await skip(environment, '10 seconds');
      expect(account.askedAt).toHaveLength(6);
      await handle.terminate();
    });
  });

  it('goes on through months in runs that do not grow, and the webhook stays watched all along', async () => {
    const account = new Account();
    account.report = { ...account.report, pauseMs: 2 * 60 * minuteMs };
    await withWorkers(account, async () => {
      await tell('months', 'accountAdded');
      await skip(environment, '40 days');
      const handle = environment.client.workflow.getHandle(
        workflowIds.accountCare({ tenantId: 'tenant', accountId: 'months' }),
      );
      const { runId, historyLength } = await handle.describe();
      const { events } = await handle.fetchHistory();
      const started = events?.[0]?.workflowExecutionStartedEventAttributes;
      expect(started?.continuedExecutionRunId).not.toBe('');
      expect(started?.firstExecutionRunId).not.toBe(runId);
      expect(historyLength).toBeLessThan(2_100);
      await handle.terminate();
    });
    expect(account.askedAt.length).toBeGreaterThan(470);
    const pauses = account.askedAt.slice(1).map((at, index) => at - (account.askedAt[index] ?? 0));
    expect(Math.max(...pauses)).toBeLessThan(125 * minuteMs);
  }, 180_000);

  it('keeps trying an interrupted queue for more than two weeks, and says why it stands', async () => {
    const account = new Account();
    const cause =
      'O Asaas parou a fila. Eventos de 01/11/2026 a 03/11/2026 podem ter se perdido para sempre.';
    account.report = { standing: 'watched', webhook: 'interrupted', cause, pauseMs: 120 * minuteMs };
    await withWorkers(account, async () => {
      const handle = await tell('interrupted', 'accountAdded');
      await skip(environment, '16 days');
      expect(account.askedAt.length).toBeGreaterThan(190);
      expect(await detailsOf('interrupted')).toContain(cause);
      account.report = { ...account.report, webhook: 'active', cause: null };
      await skip(environment, '121 minutes');
      expect(await detailsOf('interrupted')).toContain('Webhook: ativo.');
      await handle.terminate();
    });
  }, 120_000);

  it.each([
    ['disabled', 'accountEnabled'],
    ['keyRefused', 'keyChanged'],
  ] as const)('sleeps while it is %s, without a timer, until it hears %s', async (standing, signal) => {
    const account = new Account();
    account.report = { standing, webhook: 'active', cause: null, pauseMs: null };
    await withWorkers(account, async () => {
      const handle = await tell(standing, 'accountAdded');
      await skip(environment, '90 days');
      expect(account.askedAt).toHaveLength(1);
      const { events } = await handle.fetchHistory();
      expect(events?.some((event) => event.timerStartedEventAttributes)).toBe(false);
      account.report = { standing: 'watched', webhook: 'active', cause: null, pauseMs: 5 * minuteMs };
      await tell(standing, signal);
      await skip(environment, '6 minutes');
      expect(account.askedAt).toHaveLength(3);
      await handle.terminate();
    });
  });
});
