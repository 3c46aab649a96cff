import { Metadata, status } from '@grpc/grpc-js';
import { Client, Connection, ServiceError, type WorkflowClientInterceptor } from '@temporalio/client';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../db/database.ts';
import { leaveDocumentMessage } from '../../db/messages/messages.ts';
import { retryUndeliveredMessages } from '../../db/messages/undelivered-messages.ts';
import { listenForNotifications, type Notifications } from '../../db/notifications.ts';
import { createSealer } from '../../db/sealed-text.ts';
import { asTenant } from '../../db/tenancy.ts';
import { addSearchAttributes } from '../../dev/stack/search-attributes.ts';
import { until } from '../environment/conditions.ts';
import { openProxy } from '../environment/cuttable-proxy.ts';
import { asApplication, freshDatabase } from '../environment/databases.ts';
import { freshNamespace, temporalAddress } from '../environment/namespaces.ts';
import { type Seed, seedDocument, seedMoreDocuments } from '../environment/seeds.ts';
import { type Logged, runLoggingRelay } from './logging-relay.ts';

const sealer = createSealer('ab'.repeat(32));

let db: Database;
let superuser: pg.Pool;
let proxy: Awaited<ReturnType<typeof openProxy>>;
let connection: Connection;
let client: Client;
let newMessages: Notifications;
let documents: Seed[];
let stopping: AbortController;
let relay: Promise<void>;
let logged: Logged;
/** Documents whose part of Temporal does not answer, while the rest of it does. */
const broken = new Set<string>();

/** How many more signals to a document meet an error of our own before they are sent. */
const stumbling = new Map<string, number>();

const failBroken: Required<WorkflowClientInterceptor>['signalWithStart'] = (input, next) => {
  const documentId = input.options.workflowId.split('/').at(-1) ?? '';
  const left = stumbling.get(documentId) ?? 0;
  stumbling.set(documentId, left - 1);
  if (left > 0) throw new TypeError('an error of our own');
  if (![...broken].some((documentId) => input.options.workflowId.includes(documentId))) return next(input);
  const grpcError = { code: status.UNAVAILABLE, details: 'shard is moving', metadata: new Metadata() };
  throw new ServiceError('Failed to signal', { cause: Object.assign(new Error('UNAVAILABLE'), grpcError) });
};

beforeAll(async () => {
  proxy = await openProxy(temporalAddress());
  connection = await Connection.connect({
    address: proxy.address,
    channelArgs: { 'grpc.max_reconnect_backoff_ms': 1_000 },
  });
  const namespace = await freshNamespace();
  await addSearchAttributes(connection, namespace);
  client = new Client({
    connection,
    namespace,
    interceptors: { workflow: [{ signalWithStart: failBroken }] },
  });
});

afterAll(async () => {
  await connection.close();
  proxy.close();
});

beforeEach(async () => {
  const url = await freshDatabase();
  db = openDatabase(asApplication(url));
  superuser = new pg.Pool({ connectionString: url, max: 2 });
  newMessages = listenForNotifications(asApplication(url), 'messages');
  const first = await seedDocument(db, sealer, 'key');
  documents = [first, ...(await seedMoreDocuments(db, first, 79))];
  logged = [];
});

afterEach(async () => {
  proxy.mend();
  stopping.abort();
  await relay;
  await newMessages.close();
  await Promise.all([db.destroy(), superuser.end()]);
});

function start(): void {
  stopping = new AbortController();
  relay = runLoggingRelay({ client, db, newMessages, signal: stopping.signal }, logged);
}

function leave(
  seed: Seed | undefined,
  signal: 'documentSent' | 'chargeSeen' = 'documentSent',
): Promise<string> {
  const { tenantId, documentId } = seed as Seed;
  const facts = signal === 'documentSent' ? { remittanceId: null } : { chargeId: 'pay_1' };
  return asTenant(db, tenantId, (scope) => leaveDocumentMessage(scope, documentId, signal, facts as never));
}

interface Row {
  delivered: boolean;
  attempts: number;
  waits: boolean;
  parked: boolean;
  last_error: string | null;
}

async function read(messageId: string): Promise<Row> {
  const { rows } = await superuser.query<Row>(
    `select delivered_at is not null as delivered, attempts, next_attempt_at is not null as waits,
       parked_at is not null as parked, last_error from messages where id = $1`,
    [messageId],
  );
  return rows[0] as Row;
}

const untilDelivered = (id: string) =>
  until('the message to be delivered', async () => (await read(id)).delivered);

/** A signal with such a name is refused by Temporal, today and tomorrow. */
const tooLong = 'x'.repeat(5_000);
const spoil = (ids: string[], signal: string) =>
  superuser.query('update messages set signal = $1 where id = any($2)', [signal, ids]);

describe('the relay', () => {
  it('parks what Temporal refuses, says which and why, and lets the others of its lane pass', async () => {
    // More of them than a batch has room for, and all before the good one in the lane.
    const poison: string[] = [];
    for (const seed of documents.slice(0, 79)) poison.push(await leave(seed));
    await spoil(poison, tooLong);
    const good = await leave(documents[79]);
    start();
    await untilDelivered(good);
    for (const id of poison) {
      expect(await read(id)).toMatchObject({ delivered: false, attempts: 1, parked: true, waits: false });
    }
    expect((await read(poison[0] as string)).last_error).toMatch(/^INVALID_ARGUMENT: /);
    const lines = logged.filter((line) => String(line.msg).startsWith('Temporal refuses a message'));
    expect(new Set(lines.map((line) => line.messageId))).toEqual(new Set(poison));
    expect(lines[0]).toMatchObject({ signal: tooLong, reason: expect.stringMatching(/^INVALID_ARGUMENT/) });
  });

  it('delivers by itself what an unexpected error of our own stopped, and parks what it stops again and again', async () => {
    const [seed, other] = documents as [Seed, Seed];
    const [once, always] = [await leave(seed), await leave(other)];
    await superuser.query("update messages set attempts = 4, last_error = 'before' where id = $1", [always]);
    stumbling.set(seed.documentId, 1).set(other.documentId, 2);
    start();
    await untilDelivered(once);
    expect(await read(once)).toMatchObject({ attempts: 1, parked: false });
    await until('the other to be parked', async () => (await read(always)).parked);
    expect((await read(always)).last_error).toBe('TypeError: an error of our own');
  });

  it('sends nothing to a workflow past a message that failed, and both in order once a person asks', async () => {
    const [seed, other] = documents as [Seed, Seed];
    const first = await leave(seed);
    await spoil([first], tooLong);
    const later = await leave(seed, 'chargeSeen');
    start();
    await until('the first to be parked', async () => (await read(first)).parked);
    await untilDelivered(await leave(other));
    expect(await read(later)).toMatchObject({ delivered: false, attempts: 0 });
    await spoil([first], 'documentSent');
    const retry = () => asTenant(db, seed.tenantId, (scope) => retryUndeliveredMessages(scope, undefined));
    expect(await asTenant(db, other.tenantId, (scope) => retryUndeliveredMessages(scope, [later]))).toBe(0);
    expect(await retry()).toBe(1);
    await untilDelivered(later);
    expect(await read(first)).toMatchObject({ delivered: true, attempts: 1 });
    expect(await retry()).toBe(0);
  });

  it('tries again by itself, after a while, what fails while the others pass', async () => {
    const [seed, other] = documents as [Seed, Seed];
    broken.add(seed.documentId);
    const failing = await leave(seed);
    const good = await leave(other);
    start();
    await untilDelivered(good);
    expect(await read(failing)).toMatchObject({ attempts: 1, waits: true, parked: false });
    expect((await read(failing)).last_error).toBe('UNAVAILABLE: shard is moving');
    expect(logged).toContainEqual(
      expect.objectContaining({
        messageId: failing,
        attempts: 1,
        retryMs: 2_000,
        reason: expect.any(String),
      }),
    );
    broken.delete(seed.documentId);
    await untilDelivered(failing);
  });

  it('counts no attempt while Temporal cannot be reached, and sends everything afterwards', async () => {
    const ids: string[] = [];
    for (const seed of documents) ids.push(await leave(seed));
    proxy.cut();
    start();
    const outages = () => logged.filter((line) => String(line.msg).startsWith('Temporal cannot be reached'));
    await until('two vain tries', async () => outages().length >= 2);
    for (const id of ids) expect(await read(id)).toMatchObject({ attempts: 0, delivered: false });
    proxy.mend();
    await Promise.all(ids.map(untilDelivered));
    for (const id of ids) expect(await read(id)).toMatchObject({ attempts: 0, last_error: null });
  });

  it('tries again what was due, at its old place', async () => {
    const id = await leave(documents[0]);
    const failed = `attempts = 3, last_error = 'INTERNAL: once'`;
    await superuser.query(
      `update messages set ${failed}, next_attempt_at = now() + interval '1 hour' where id = $1`,
      [id],
    );
    start();
    await untilDelivered(await leave(documents[1]));
    expect((await read(id)).delivered).toBe(false);
    await superuser.query('update messages set next_attempt_at = now() where id = $1', [id]);
    await untilDelivered(id);
  });
});
