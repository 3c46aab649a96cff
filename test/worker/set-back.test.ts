import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../db/database.ts';
import { leaveDocumentMessage } from '../../db/messages/messages.ts';
import { listenForNotifications, type Notifications } from '../../db/notifications.ts';
import { createSealer } from '../../db/sealed-text.ts';
import { asTenant } from '../../db/tenancy.ts';
import { findTemporalCli } from '../../dev/programs/temporal-cli.ts';
import { freePort } from '../../dev/stack/ports.ts';
import { RunFile } from '../../dev/stack/run-record.ts';
import { Supervisor } from '../../dev/stack/supervisor.ts';
import { temporalServerPlan } from '../../dev/stack/temporal-server.ts';
import { type DocumentFacts, type DocumentSignal, workflowIds } from '../../domain/messages.ts';
import { SetBackWatch } from '../../worker/set-back.ts';
import { taskQueues } from '../../workflows/task-queues.ts';
import { until } from '../environment/conditions.ts';
import { asApplication, freshDatabase } from '../environment/databases.ts';
import { type Seed, seedDocument, seedMoreDocuments } from '../environment/seeds.ts';
import { type Logged, loggerInto, runLoggingRelay } from './logging-relay.ts';

/** A Temporal server of this file's own, because its store is put back to an earlier moment. */
let folder: string;
let port: number;
let server: Supervisor<unknown> | undefined;
let db: Database;
let superuser: pg.Pool;
let seeds: Seed[];
let newMessages: Notifications;
let connection: Connection;
let client: Client;
let stopping: AbortController;
let relay: Promise<void>;
let logged: Logged;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'set-back-'));
  port = await freePort();
  const url = await freshDatabase();
  db = openDatabase(asApplication(url));
  superuser = new pg.Pool({ connectionString: url, max: 2 });
  const first = await seedDocument(db, createSealer('ab'.repeat(32)), 'key');
  newMessages = listenForNotifications(asApplication(url), 'messages');
  stopping = new AbortController();
  relay = Promise.resolve();
  seeds = [first, ...(await seedMoreDocuments(db, first, 3))];
  logged = [];
});

afterEach(async () => {
  stopping.abort();
  await relay;
  await newMessages.close();
  await connection?.close();
  await stopServer();
  await Promise.all([db.destroy(), superuser.end()]);
  rmSync(folder, { recursive: true, force: true });
});

const store = () => join(folder, 'temporal.db');

async function startServer(): Promise<void> {
  server = new Supervisor({ logsDir: join(folder, 'logs'), log: () => {}, runFile: new RunFile(folder) });
  const executable = await findTemporalCli(() => {});
  await server.start(
    temporalServerPlan({ executable, port, databaseFile: store(), namespaces: ['default'] }),
  );
}

async function stopServer(): Promise<void> {
  await server?.stopAll();
  server = undefined;
}

/** The store is three files. The server must be down. */
function copyStore(from: string, to: string): void {
  for (const end of ['', '-wal', '-shm']) {
    rmSync(`${to}${end}`, { force: true });
    if (existsSync(`${from}${end}`)) cpSync(`${from}${end}`, `${to}${end}`);
  }
}

async function startRelay(): Promise<void> {
  const channelArgs = { 'grpc.max_reconnect_backoff_ms': 500 };
  connection = await Connection.connect({ address: `127.0.0.1:${port}`, channelArgs });
  client = new Client({ connection });
  relay = runLoggingRelay({ client, db, newMessages, signal: stopping.signal }, logged);
}

async function tell<Name extends DocumentSignal>(
  { tenantId, documentId }: Seed,
  signal: Name,
  facts: DocumentFacts[Name],
): Promise<void> {
  await asTenant(db, tenantId, (scope) => leaveDocumentMessage(scope, documentId, signal, facts));
  await until('the message to be delivered', everythingIsDelivered);
}

/** A message that Temporal took and forgot: nobody sends it, and its row says that it was delivered. */
async function tellForgotten({ tenantId, documentId }: Seed, ago: string): Promise<void> {
  await asTenant(db, tenantId, (scope) =>
    leaveDocumentMessage(scope, documentId, 'documentAmended', { version: 2 }),
  );
  await superuser.query(
    'update messages set delivered_at = now() - $1::interval where delivered_at is null',
    [ago],
  );
}

/** Takes the next task of a run, as a worker does: it stays begun. */
async function beginTask(): Promise<void> {
  const task = { namespace: 'default', taskQueue: { name: taskQueues.receivables } };
  const { taskToken } = await connection.withDeadline(Date.now() + 20_000, () =>
    client.workflowService.pollWorkflowTaskQueue(task),
  );
  expect(taskToken?.length).toBeGreaterThan(0);
}

async function everythingIsDelivered(): Promise<boolean> {
  const { rows } = await superuser.query('select 1 from messages where delivered_at is null');
  return rows.length === 0;
}

/** The signals that Temporal knows of a document, in their order. */
async function signalsOf({ tenantId, documentId }: Seed): Promise<string[]> {
  const handle = client.workflow.getHandle(workflowIds.receivableDocument({ tenantId, documentId }));
  const { events } = await handle.fetchHistory();
  return (events ?? []).flatMap((event) => event.workflowExecutionSignaledEventAttributes?.signalName ?? []);
}

const askedAgain = () => logged.filter(({ msg }) => String(msg).startsWith('What Temporal forgot was asked'));

const setBacks = () => logged.filter(({ msg }) => String(msg).startsWith('Temporal forgot'));

it('What an older store of Temporal does not know is noticed by the relay, and told again once', async () => {
  const [known, newer, idle, untouched] = seeds as [Seed, Seed, Seed, Seed];
  await superuser.query(
    `update documents set status = 'registered', charge_id = 'pay_' || id, synced_terms = '{}' where id = any($1)`,
    [[known, idle, untouched].map(({ documentId }) => documentId)],
  );
  await startServer();
  await startRelay();
  await tell(untouched, 'documentAmended', { version: 1 });
  await superuser.query(`update messages set delivered_at = delivered_at - interval '20 minutes'`);
  await tell(idle, 'documentAmended', { version: 1 });
  await tell(known, 'documentAmended', { version: 1 });
  // What follows is more than the margin after the copy.
  await superuser.query(`update messages set delivered_at = delivered_at - interval '3 minutes'`);
  await stopServer();
  copyStore(store(), `${store()}.kept`);
  await startServer();
  await tell(known, 'paymentReceived', { chargeId: 'pay_1' });
  await superuser.query(`update documents set status = 'registering' where id = $1`, [newer.documentId]);
  await tell(newer, 'documentSent', { remittanceId: null });
  expect(setBacks()).toEqual([]);

  await stopServer();
  copyStore(`${store()}.kept`, store());
  await startServer();
  await until('the relay to ask for it again', async () => askedAgain().length > 0);
  await until('all of it to be told again', everythingIsDelivered);
  expect(await signalsOf(known)).toEqual(['documentAmended', 'runRebuilt', 'paymentReceived']);
  expect(await signalsOf(newer)).toEqual(['runRebuilt']);
  // Its last message is long from before the copy, so its run is as it was.
  expect(await signalsOf(untouched)).toEqual(['documentAmended']);
  // The same store comes back: the relay looks again, and nothing is missing any more.
  await stopServer();
  await startServer();
  await tell(idle, 'chargeSeen', { chargeId: 'pay_1' });
  expect(setBacks()).toHaveLength(1);
});

const look = () => new SetBackWatch({ client, db, logger: loggerInto(logged) }).look();

it('A message that may only wait for the end of a task does not say from when on a store is older', async () => {
  const [busy, known, lost, newest] = seeds as [Seed, Seed, Seed, Seed];
  await superuser.query(
    `update documents set status = 'registered', charge_id = 'pay_' || id, synced_terms = '{}'`,
  );
  await startServer();
  await startRelay();
  await tell(busy, 'documentAmended', { version: 1 });
  await beginTask();
  await tell(known, 'documentAmended', { version: 1 });
  stopping.abort();
  await relay;
  await superuser.query(`update messages set delivered_at = delivered_at - interval '6 minutes'`);
  await tellForgotten(lost, '2 minutes');
  await tellForgotten(busy, '10 seconds');
  await tellForgotten(newest, '0 seconds');
  await look();
  expect(setBacks()).toHaveLength(1);
  const { rows } = await superuser.query('select workflow_id from messages where delivered_at is null');
  const toldAgain = rows.map((row) => row.workflow_id);
  for (const seed of [lost, busy, newest]) expect(toldAgain).toContain(workflowIds.receivableDocument(seed));
});

describe('A store that was not set back is left alone', () => {
  it('while a message waits for the end of a task of its run, where no history shows it', async () => {
    const [busy] = seeds as [Seed];
    await startServer();
    await startRelay();
    await tell(busy, 'documentAmended', { version: 1 });
    await beginTask();
    await tell(busy, 'documentAmended', { version: 2 });
    expect(await signalsOf(busy)).toEqual(['documentAmended']);
    await look();
    expect(setBacks()).toEqual([]);
  });

  it('when its run ended and another relay is beginning the next one', async () => {
    const [ended] = seeds as [Seed];
    const workflowId = workflowIds.receivableDocument(ended);
    await startServer();
    await startRelay();
    await tell(ended, 'documentAmended', { version: 1 });
    await client.workflow.getHandle(workflowId).terminate();
    // As another relay does before it notes that the message is delivered.
    await client.workflow.start('receivableDocument', {
      workflowId,
      taskQueue: taskQueues.receivables,
      args: [ended],
    });
    await until('the list to show the ended run', async () => {
      const { count } = await client.workflow.count(`ExecutionStatus = 'Terminated'`);
      return count === 1;
    });
    await look();
    expect(setBacks()).toEqual([]);
  });
});
