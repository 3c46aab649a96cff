import type { WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { addDays, dateInSaoPaulo } from '../../domain/calendar.ts';
import type { Hold } from '../../domain/hold.ts';
import { type DocumentFacts, type DocumentSignal, workflowIds } from '../../domain/messages.ts';
import type { DocumentSnapshot } from '../../domain/next-step.ts';
import { noonOf, searchAttributes } from '../../workflows/search-attributes.ts';
import { taskQueues } from '../../workflows/task-queues.ts';
import { until } from '../environment/conditions.ts';
import { aSnapshot } from '../environment/snapshots.ts';
import { skip, startTimeSkipping } from '../environment/time-skipping.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

let environment: TestWorkflowEnvironment;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  environment = await startTimeSkipping();
}, 240_000);

afterAll(() => environment?.teardown());

type Activities = Record<string, (ref: Record<string, unknown>) => Promise<DocumentSnapshot>>;

/** Stands in for database and Asaas: one row, the steps that are held just now, and what was asked for, in order. */
class Desk {
  readonly calls: string[] = [];
  /** Activities that meet a hold, with the hold they meet. */
  readonly held = new Map<string, Hold>();
  /** Runs inside the next call of an activity. */
  readonly during = new Map<string, () => Promise<unknown>>();
  snapshot: DocumentSnapshot;

  constructor(snapshot: Partial<DocumentSnapshot>) {
    this.snapshot = aSnapshot({ status: 'registering', ...snapshot });
  }

  activities(): Activities {
    const step = (name: string, change: () => Promise<Partial<DocumentSnapshot>>) => async () => {
      this.calls.push(name);
      await this.during.get(name)?.();
      this.during.delete(name);
      const hold = this.held.get(name) ?? null;
      const done = hold ? {} : await change();
      this.snapshot = { ...this.snapshot, ...done, hold };
      return this.snapshot;
    };
    const closesAt = async () => (await environment.currentTimeMs()) + 90 * dayMs;
    return {
      readDocument: async () => {
        this.calls.push('readDocument');
        await this.during.get('readDocument')?.();
        this.during.delete('readDocument');
        return this.snapshot;
      },
      registerCharge: step('registerCharge', async () => ({ status: 'registered', syncedVersion: 1 })),
      amendCharge: step('amendCharge', async () => ({ syncedVersion: this.snapshot.version })),
      cancelCharge: step('cancelCharge', async () => ({ status: 'cancelled', closesAt: await closesAt() })),
      bookCharge: step('bookCharge', async () => ({ status: 'settled', closesAt: await closesAt() })),
      receiveInCash: step('receiveInCash', async () => ({ status: 'settled', closesAt: await closesAt() })),
      undoCashReceipt: step('undoCashReceipt', async () => ({ status: 'registered', closesAt: null })),
    };
  }
}

async function withWorkers<T>(activities: Activities, work: () => Promise<T>): Promise<T> {
  const shared = { connection: environment.nativeConnection, activities };
  const workflows = await Worker.create({
    ...shared,
    taskQueue: taskQueues.receivables,
    workflowBundle: { codePath: inject('workflowBundle') },
  });
  const asaas = await Worker.create({ ...shared, taskQueue: taskQueues.asaas });
  return workflows.runUntil(asaas.runUntil(work()));
}

async function tell<Signal extends DocumentSignal>(
  documentId: string,
  name: Signal,
  seq: number,
  facts: DocumentFacts[Signal],
) {
  return environment.client.workflow.signalWithStart('receivableDocument', {
    workflowId: workflowIds.receivableDocument({ tenantId: 'tenant', documentId }),
    taskQueue: taskQueues.receivables,
    args: [{ tenantId: 'tenant', documentId }],
    signal: name,
    signalArgs: [{ messageId: `${documentId}-${seq}`, seq, facts }],
    // The relay shows a new run like this.
    typedSearchAttributes: [
      { key: searchAttributes.documentStatus, value: 'registering' },
      { key: searchAttributes.amountCents, value: 10_000 },
      { key: searchAttributes.dueDate, value: noonOf(await dueIn(45)) },
    ],
  });
}

const sent = { remittanceId: null };
const charge = { chargeId: 'pay_1' };

async function dueIn(days: number): Promise<string> {
  return addDays(dateInSaoPaulo(new Date(await environment.currentTimeMs())), days);
}

async function inHours(hours: number): Promise<number> {
  return (await environment.currentTimeMs()) + hours * hourMs;
}

async function eventsOf(handle: WorkflowHandle): Promise<number> {
  return (await handle.fetchHistory()).events?.length ?? 0;
}

async function detailsOf(handle: WorkflowHandle): Promise<string> {
  const metadata = await handle.query<{ currentDetails?: string }>('__temporal_workflow_metadata');
  return metadata.currentDetails ?? '';
}

describe('a document that is held', () => {
  it.each([
    ['by a quota, until its timer rings', 'quota', 12, false],
    ['by a refused key, until it is told', 'key_refused', null, true],
    ['by a silent Asaas, until it is told', 'asaas_unavailable', 12.5, true],
  ] as const)('for twelve hours %s, adds at most 12 events', async (_, cause, hours, isTold) => {
    const events: number[] = [];
    for (const isHeld of [false, true]) {
      const desk = new Desk({ dueDate: await dueIn(45) });
      await withWorkers(desk.activities(), async () => {
        if (isHeld) {
          const untilMs = hours === null ? null : await inHours(hours);
          desk.held.set('registerCharge', { cause, work: 'register', untilMs });
        }
        const documentId = `budget-${cause}-${isHeld}`;
        const handle = await tell(documentId, 'documentSent', 1, sent);
        await skip(environment, '11 hours');
        if (isHeld) expect(desk.snapshot.status).toBe('registering');
        desk.held.clear();
        await skip(environment, '1 hour');
        if (isHeld && isTold) await tell(documentId, 'holdLifted', 2, { cause });
        await skip(environment, '1 day');
        expect(desk.snapshot.status).toBe('registered');
        events.push(await eventsOf(handle));
        await handle.terminate();
      });
    }
    const [plain = 0, held = 0] = events;
    expect(held - plain).toBeLessThanOrEqual(12);
  });

  it('settles a payment at once though its amendment must wait, and says why it stands meanwhile', async () => {
    const desk = new Desk({ dueDate: await dueIn(45) });
    await withWorkers(desk.activities(), async () => {
      const handle = await tell('amendment', 'documentSent', 1, sent);
      await skip(environment, '1 hour');
      desk.held.set('amendCharge', { cause: 'forbidden', work: 'amend', untilMs: await inHours(12) });
      desk.snapshot = { ...desk.snapshot, version: 2 };
      await tell('amendment', 'documentAmended', 2, { version: 2 });
      await skip(environment, '1 minute');
      const details = await detailsOf(handle);
      expect(details).toContain('Parado: levar a alteração ao Asaas');
      expect(details).toContain('O Asaas proíbe esta operação');
      expect(details).toContain('no mais tardar em');
      await tell('amendment', 'paymentReceived', 3, charge);
      await skip(environment, '1 minute');
      expect(desk.snapshot.status).toBe('settled');
      expect(desk.calls.filter((call) => call === 'amendCharge')).toHaveLength(1);
      expect(await detailsOf(handle)).not.toContain('Parado');
      await handle.terminate();
    });
  });

  it('keeps a payment that cannot be booked now, goes on with other messages, and books it when the hold ends', async () => {
    const desk = new Desk({ dueDate: await dueIn(45) });
    await withWorkers(desk.activities(), async () => {
      const handle = await tell('parked', 'documentSent', 1, sent);
      await skip(environment, '1 hour');
      desk.held.set('bookCharge', { cause: 'key_refused', work: 'book', untilMs: null });
      await tell('parked', 'paymentReceived', 2, charge);
      await tell('parked', 'paymentReceived', 3, charge);
      desk.snapshot = { ...desk.snapshot, version: 2 };
      await tell('parked', 'documentAmended', 4, { version: 2 });
      await skip(environment, '10 hours');
      expect(desk.snapshot.syncedVersion).toBe(2);
      expect(desk.snapshot.status).toBe('registered');
      desk.held.clear();
      await tell('parked', 'holdLifted', 5, { cause: 'key_refused' });
      await skip(environment, '1 minute');
      expect(desk.snapshot.status).toBe('settled');
      await handle.terminate();
    });
  });

  it('does not undo a cash receipt before the receipt itself could be booked', async () => {
    const desk = new Desk({ dueDate: await dueIn(45) });
    await withWorkers(desk.activities(), async () => {
      const handle = await tell('cash', 'documentSent', 1, sent);
      await skip(environment, '1 hour');
      desk.held.set('receiveInCash', {
        cause: 'asaas_unavailable',
        work: 'book',
        untilMs: await inHours(12),
      });
      await tell('cash', 'cashReceived', 2, { amountCents: 10_000, paidOn: '2026-11-24' });
      await tell('cash', 'cashReceiptUndone', 3, { reason: 'engano' });
      await skip(environment, '1 hour');
      desk.held.clear();
      await skip(environment, '12 hours');
      expect(desk.calls.filter((call) => /ash/.test(call))).toEqual([
        'receiveInCash',
        'receiveInCash',
        'undoCashReceipt',
      ]);
      await handle.terminate();
    });
  });

  it('stops a create that was never sent when it is cancelled', async () => {
    const desk = new Desk({ dueDate: await dueIn(45) });
    await withWorkers(desk.activities(), async () => {
      desk.held.set('registerCharge', { cause: 'key_refused', work: 'register', untilMs: null });
      const handle = await tell('stopped', 'documentSent', 1, sent);
      await skip(environment, '1 hour');
      desk.snapshot = { ...desk.snapshot, cancelRequested: true };
      await tell('stopped', 'cancellationRequested', 2, { reason: 'desistência' });
      await skip(environment, '1 minute');
      expect(desk.snapshot.status).toBe('cancelled');
      expect(desk.calls.filter((call) => call === 'registerCharge')).toHaveLength(1);
      await handle.terminate();
    });
  });
});

describe('a document’s run', () => {
  it('says what it does from its first moment, before anything has answered', async () => {
    const desk = new Desk({ dueDate: await dueIn(45) });
    let details = '';
    await withWorkers(desk.activities(), async () => {
      const handle = await tell('first', 'documentSent', 1, sent);
      desk.during.set('registerCharge', async () => {
        details = await detailsOf(handle);
      });
      await skip(environment, '1 minute');
      await handle.terminate();
    });
    expect(details).toContain('registrar a cobrança');
  });

  it('reads messages that arrive while it reads the row for the first time, though the row says that all is over', async () => {
    const closesAt = await environment.currentTimeMs();
    const desk = new Desk({ status: 'cancelled', dueDate: await dueIn(45), closesAt });
    await withWorkers(desk.activities(), async () => {
      desk.during.set('readDocument', () => tell('late', 'paymentReceived', 2, charge));
      const handle = await environment.client.workflow.start('receivableDocument', {
        workflowId: workflowIds.receivableDocument({ tenantId: 'tenant', documentId: 'late' }),
        taskQueue: taskQueues.receivables,
        args: [{ tenantId: 'tenant', documentId: 'late' }],
      });
      await until('the payment to be booked', async () => desk.snapshot.status === 'settled');
      await handle.terminate();
    });
  });

  it('leaves a small history when the database is away for sixty tries', async () => {
    const desk = new Desk({ status: 'registered', syncedVersion: 1, dueDate: await dueIn(45) });
    const activities = desk.activities();
    let failures = 0;
    const readDocument: Activities['readDocument'] = async () => {
      if (failures === 60) return desk.snapshot;
      failures += 1;
      throw new Error('no database');
    };
    await withWorkers({ ...activities, readDocument }, async () => {
      const handle = await tell('outage', 'cancellationRequested', 1, { reason: 'x' });
      // The first tries are the worker's own and take real time.
      // It fails on and on, so time jumps between two tries of it and not in the middle of one: the fourth begins seconds
      // after the third has failed.
      await until('the step to be left to a task queue, and to have failed there three times', async () => {
        const [activity] = (await handle.describe()).raw.pendingActivities ?? [];
        return activity?.attempt === 4;
      });
      await environment.sleep('3 hours');
      expect(failures).toBe(60);
      expect(await detailsOf(handle)).toContain('Registrado');
      expect(await eventsOf(handle)).toBeLessThan(20);
      await handle.terminate();
    });
  });
});
