import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { addDays, dateInSaoPaulo } from '../../domain/calendar.ts';
import { workflowIds } from '../../domain/messages.ts';
import type { DocumentSnapshot } from '../../domain/next-step.ts';
import { taskQueues } from '../../workflows/task-queues.ts';
import { aSnapshot } from '../environment/snapshots.ts';
import { skip, startTimeSkipping } from '../environment/time-skipping.ts';

const dayMs = 86_400_000;

let environment: TestWorkflowEnvironment;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  environment = await startTimeSkipping();
}, 240_000);

afterAll(() => environment?.teardown());

/** Stands in for database and Asaas: keeps one row and notes what the workflow asked for, in order. */
class Row {
  readonly calls: string[] = [];
  /** What the bookings were told. */
  readonly news: object[] = [];
  snapshot: DocumentSnapshot;

  constructor(snapshot: Partial<DocumentSnapshot>) {
    this.snapshot = aSnapshot(snapshot);
  }

  answer(call: string, change: Partial<DocumentSnapshot> = {}): DocumentSnapshot {
    this.calls.push(call);
    this.snapshot = { ...this.snapshot, ...change };
    return this.snapshot;
  }

  /** The activities by their names, each changing the row as the real one would when nothing goes wrong. */
  activities() {
    const settled = async (news: object) => {
      this.news.push(news);
      const closesAt = (await environment.currentTimeMs()) + 90 * dayMs;
      return this.answer('bookCharge', { status: 'settled', closesAt });
    };
    return {
      readDocument: async () => this.answer('readDocument'),
      registerCharge: async () =>
        this.answer('registerCharge', { status: 'registered', syncedVersion: this.snapshot.version }),
      amendCharge: async () => this.answer('amendCharge', { syncedVersion: this.snapshot.version }),
      noteOverdue: async () => this.answer('noteOverdue', { status: 'overdue' }),
      lookUpCharge: async () =>
        this.answer('lookUpCharge', {
          status: 'registered',
          hasOpenAttempt: false,
          lookAt: null,
          syncedVersion: 1,
        }),
      bookCharge: settled,
    };
  }
}

async function withWorkers<T>(row: Row, work: () => Promise<T>): Promise<T> {
  const shared = { connection: environment.nativeConnection, activities: row.activities() };
  const workflows = await Worker.create({
    ...shared,
    taskQueue: taskQueues.receivables,
    workflowBundle: { codePath: inject('workflowBundle') },
  });
  const asaas = await Worker.create({ ...shared, taskQueue: taskQueues.asaas });
  return workflows.runUntil(asaas.runUntil(work()));
}

function signal(documentId: string, name: string, seq: number, facts: object = {}) {
  return environment.client.workflow.signalWithStart('receivableDocument', {
    workflowId: workflowIds.receivableDocument({ tenantId: 'tenant', documentId }),
    taskQueue: taskQueues.receivables,
    args: [{ tenantId: 'tenant', documentId }],
    signal: name,
    signalArgs: [{ messageId: `${documentId}-${seq}`, seq, facts }],
  });
}

async function dueIn(days: number): Promise<string> {
  return addDays(dateInSaoPaulo(new Date(await environment.currentTimeMs())), days);
}

describe('a document that waits for weeks', () => {
  it('notices by itself that its due date passed, and ends ninety days after its settlement', async () => {
    const row = new Row({ dueDate: await dueIn(45) });
    await withWorkers(row, async () => {
      const handle = await signal('overdue', 'documentSent', 1);
      await skip(environment, '40 days');
      expect(row.snapshot.status).toBe('registered');
      await skip(environment, '7 days');
      expect(row.snapshot.status).toBe('overdue');

      await signal('overdue', 'paymentReceived', 2, { chargeId: 'pay_1' });
      const paidAt = await environment.currentTimeMs();
      await handle.result();
      expect((await environment.currentTimeMs()) - paidAt).toBeGreaterThanOrEqual(89 * dayMs);
    });
    expect(row.calls.filter((call) => call !== 'readDocument')).toEqual([
      'registerCharge',
      'noteOverdue',
      'bookCharge',
    ]);
    expect(row.news).toMatchObject([{ chargeId: 'pay_1', source: 'webhook', isToldReceived: true }]);
  });

  it('paid long before it is due ends after its window, and no later than twice the window', async () => {
    for (const [documentId, dueInDays, endsWithinDays] of [
      ['due-in-120', 120, 121],
      ['due-in-400', 400, 91],
    ] as const) {
      const row = new Row({ dueDate: await dueIn(dueInDays) });
      await withWorkers(row, async () => {
        await signal(documentId, 'documentSent', 1);
        await skip(environment, '1 hour');
        const paidAt = await environment.currentTimeMs();
        const handle = await signal(documentId, 'paymentReceived', 2, { chargeId: 'pay_1' });
        await handle.result();
        // The clock itself runs on once nothing is left that would hold it.
        const tookMs = ((await handle.describe()).closeTime?.getTime() ?? 0) - paidAt;
        expect(tookMs).toBeGreaterThanOrEqual(90 * dayMs);
        expect(tookMs).toBeLessThan((endsWithinDays + 1) * dayMs);
      });
    }
  });

  it('looks up an unknown outcome when Asaas must have settled, and not before', async () => {
    const row = new Row({ dueDate: await dueIn(45) });
    const lookAt = (await environment.currentTimeMs()) + dayMs;
    const activities = row.activities();
    row.activities = () => ({
      ...activities,
      registerCharge: async () =>
        row.answer('registerCharge', { status: 'uncertain', hasOpenAttempt: true, lookAt }),
    });
    await withWorkers(row, async () => {
      const handle = await signal('uncertain', 'documentSent', 1);
      await skip(environment, '20 hours');
      expect(row.snapshot.status).toBe('uncertain');
      await skip(environment, '6 hours');
      expect(row.snapshot.status).toBe('registered');
      await handle.terminate();
    });
  });

  it('reads messages in the order they were written, however they were delivered', async () => {
    const row = new Row({ dueDate: await dueIn(45) });
    await signal('shuffled', 'paymentReceived', 3, { chargeId: 'pay_1' });
    await signal('shuffled', 'documentAmended', 2, { version: 2 });
    await signal('shuffled', 'documentSent', 1);
    const handle = await signal('shuffled', 'documentSent', 1);
    await withWorkers(row, () => handle.result());
    expect(row.calls).toEqual(['registerCharge', 'bookCharge']);
  });

  it('keeps its one timer through twenty edits', async () => {
    const row = new Row({ dueDate: await dueIn(45) });
    await withWorkers(row, async () => {
      const handle = await signal('edited', 'documentSent', 1);
      await skip(environment, '1 day');
      for (let seq = 2; seq <= 21; seq++) {
        row.snapshot = { ...row.snapshot, version: seq };
        await signal('edited', 'documentAmended', seq, { version: seq });
        await skip(environment, '1 hour');
      }
      expect(row.snapshot.syncedVersion).toBe(21);
      const { events } = await handle.fetchHistory();
      expect(events?.filter((event) => event.timerStartedEventAttributes)).toHaveLength(1);
      await handle.terminate();
    });
  });
});
